"""Takes shell commands and magics out of a cell, which only work in front of a screen.

The code is parsed, never run.
"""

import re
import tokenize
from collections.abc import Callable
from typing import Any

from IPython.core import inputtransformer2 as ipython

from grader.syntax import has_syntax_error

# What these are put in front of is kept, they themselves are not.
_TIMERS = frozenset({"time", "timeit", "prun", "memit", "capture", "debug"})
# These work without a screen and without a shell, and the code after them may rely on them.
_KEPT = frozenset({"pylab", "run", "env", "set_env", "cd", "pwd", "precision", "who_ls", "writefile", "file"})
_DISPLAYED = frozenset({"html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG"})
_SILENT = _DISPLAYED | {"matplotlib", "load_ext", "reload_ext", "autoreload", "config", "tensorflow_version"}
_SILENT |= {"tensorboard", "pdb", "xmode", "colors", "automagic", "who", "whos", "history"}
_OPTIONS = re.compile(r"(?:-[nrplct]\s*\d+(?:\s+|$)|-[sTD]\s+\S+(?:\s+|$)|--?[a-zA-Z][\w-]*(?:\s+|$))*")
_BARE = re.compile(r"\s*(?:pip3?|conda|mamba|uv|ls|cd|cat|cp|mv|mkdir|rm|man|more|less)\s+[^=(\s]")
# Every line that can be a magic, and some that are not.
_CANDIDATE = re.compile(r"^[^\S\n]*[!?%,;/]|\?[^\S\n]*$|=[^\S\n]*[%!]", re.MULTILINE)
# CPython 3.12 and 3.13 raise SystemError for some broken texts.
_UNREADABLE = (SyntaxError, ValueError, IndexError, tokenize.TokenError, RecursionError, MemoryError, SystemError)
_KINDS = (ipython.MagicAssign, ipython.SystemAssign, ipython.EscapedCommand, ipython.HelpEnd)


def repair(source: str) -> tuple[str, tuple[str, ...]]:
    """The source without shell commands and magics, and the commands the student should know were left out.

    Timed code is kept without its timer. Every line stays on its line; a cell that is Python is not touched.
    """
    if not has_syntax_error(source):
        return source, ()
    lines = [line + "\n" for line in source.split("\n")]
    head = _next_code(lines, 0)
    if head == len(lines):
        return source, ()
    if _BARE.match(lines[head]) and _next_code(lines, head + 1) == len(lines):
        return _comment_out(lines, head), (_brief(lines[head]),)
    while head < len(lines) and _is_cell_magic(lines[head]):
        name, _, rest = lines[head].strip()[2:].partition(" ")
        if name not in _TIMERS:
            return _foreign_cell(lines, head, name, rest)
        setup = _OPTIONS.sub("", rest.strip(), count=1) if name in {"timeit", "prun"} else ""
        lines[head] = f"{_indent(lines[head])}{setup or '# ' + lines[head].strip()}\n"
        head = _next_code(lines, head + 1)
    commands = _repair_lines(lines)
    return "".join(lines)[:-1], tuple(commands)


def _is_cell_magic(line: str) -> bool:
    return line.lstrip().startswith("%%") and not line.rstrip().endswith("?")


def _next_code(lines: list[str], start: int) -> int:
    return next((number for number in range(start, len(lines)) if lines[number].strip()), len(lines))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _foreign_cell(lines: list[str], head: int, name: str, rest: str) -> tuple[str, tuple[str, ...]]:
    """A cell in another language or for a program; only files that a student writes are still written."""
    if name not in _KEPT:
        return _comment_out(lines, head), () if name in _SILENT else (_brief(lines[head]),)
    body = "".join(lines[head + 1 :])
    lines[head] = f"get_ipython().run_cell_magic({name!r}, {rest.strip()!r}, {body!r})\n"
    return _comment_out(lines, head + 1), ()


def _comment_out(lines: list[str], head: int) -> str:
    commented = [f"# {line.rstrip()}\n" if line.strip() else "\n" for line in lines[head:]]
    return "".join(lines[:head] + commented)[:-1]


def _repair_lines(lines: list[str]) -> list[str]:
    """Replace one magic after the other: what follows one can only be read as Python once it is gone."""
    commands: list[str] = []
    for _ in range(_rounds("".join(lines))):
        magic = _first_magic(lines)
        if magic is None:
            break
        first, column, last, python = magic
        before, command = lines[first][:column], lines[first][column:].rstrip()
        lines[first], is_noted = _without_magic(before, command, python)
        if _name_of(command) not in _TIMERS:
            rest = lines[first + 1 : last + 1]
            lines[first + 1 : last + 1] = [f"{_indent(before)}# {line.strip()}\n" for line in rest]
        if is_noted:
            commands.append(_brief(before.lstrip() + command))
    return commands


def cost_of_repair(source: str) -> int:
    """Characters that are read when the source is repaired: all of it again for every line that can be a magic."""
    return _rounds(source) * len(source)


def _rounds(source: str) -> int:
    # Twice, as one magic can stand in front of another.
    return min(ipython.TRANSFORM_LOOP_LIMIT, 2 * len(_CANDIDATE.findall(source)))


def _first_magic(lines: list[str]) -> tuple[int, int, int, str] | None:
    """First line, column and last line of the first magic, and the Python that IPython makes of it."""
    finders: list[Callable[..., Any]] = [kind.find for kind in _KINDS]
    try:
        tokens = ipython.make_tokens_by_line(lines)
        found = [magic for find in finders if (magic := find(tokens)) is not None]
    except _UNREADABLE:
        return None  # not readable at all: the kernel will say so
    for magic in sorted(found, key=lambda magic: magic.sortby()):
        try:
            replaced = magic.transform(lines)
        except (SyntaxError, AssertionError, IndexError):
            continue
        last = magic.start_line + len(lines) - len(replaced)
        return magic.start_line, magic.start_col, last, replaced[magic.start_line]
    return None


def _without_magic(before: str, command: str, python: str) -> tuple[str, bool]:
    """The line in place of `before + command`, and whether the student should be told."""
    name = _name_of(command)
    if name in _TIMERS:
        code = _OPTIONS.sub("", command.lstrip("%").partition(" ")[2].lstrip(), count=1)
        return f"{before}{code or _nothing(before, command)}\n", False
    is_help = command.startswith("?") or command.endswith("?")
    if not is_help and (name in _KEPT or not command.startswith(("%", "!"))):
        return python, False
    return f"{before}{_nothing(before, command)}\n", not is_help and name not in _SILENT


def _nothing(before: str, command: str) -> str:
    empty = "pass" if not before.strip() else "[]" if command.startswith("!") else "None"
    return f"{empty}  # neutralised: {command}"


def _name_of(command: str) -> str:
    return command.lstrip("%").partition(" ")[0] if command.startswith("%") else ""


def _brief(command: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in command).replace("`", "'")
    plain = plain.strip().removesuffix("\\").rstrip()
    return plain if len(plain) <= 80 else plain[:79] + "…"
