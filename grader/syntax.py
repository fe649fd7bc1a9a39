"""Parses the code of a cell, as kindly as IPython does; nothing is run."""

import ast
import textwrap
import threading
import warnings

from IPython.core import inputtransformer2 as ipython

# One at a time: CPython 3.11 counts the depth of trees that several threads build at once together, and then fails with
# SystemError; filters of warnings are shared by threads, too.
PARSING = threading.Lock()


def has_syntax_error(source: str) -> bool:
    """Whether the source of a cell is not Python, read as kindly as IPython does."""
    return parse(source) is None


def parse(source: str) -> tuple[ast.Module, str] | None:
    """The syntax tree of a cell and the text its lines and columns refer to; None when it is not Python."""
    tree = _tree(source)
    if tree is not None:
        return tree, source
    # IPython also takes code that is indented as a whole or pasted with its prompts.
    lines = [line + "\n" for line in textwrap.dedent(source).split("\n")]
    text = "".join(ipython.ipython_prompt(ipython.classic_prompt(lines)))[:-1]
    tree = _tree(text)
    return None if tree is None else (tree, text)


def _tree(source: str) -> ast.Module | None:
    with PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as `"\d"`: the student's own business
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
