"""Reads what a student handed in as a notebook, and repairs what only works in front of a screen.

Everything here treats the bytes as data: code is parsed, never run, and outputs are dropped unread.
"""

import ast
import codecs
import json
import re
import textwrap
import tokenize
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
from IPython.core import inputtransformer2 as ipython

from grader.errors import SubmissionError
from grader.records.base import Record

MAX_NOTEBOOK_BYTES = 50 * 1024**2  # outputs included: plots and pictures may be large
MAX_CODE_BYTES = 512 * 1024  # a syntax tree takes 600 times the memory of its source, and seconds
MAX_CELLS = 5_000
MAX_BRACKETS = 2_000_000  # an empty list costs a byte or two to send and fifty to hold
MAX_NOTES = 20
KNOWN_FORMAT = 4
OLDEST_FORMAT = 2

_AGAIN = "Open it in Jupyter, save it, and hand in the saved .ipynb file."


class Cell(Record, frozen=True, kw_only=True):
    """A code cell after repair; `index` counts all cells of the handed-in notebook from 0."""

    index: int
    source: str
    tags: tuple[str, ...] = ()


class Notebook(Record, frozen=True, kw_only=True):
    """The code cells of a hand-in in their order; `notes` tell the student what was repaired."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


class Definition(Record, frozen=True, kw_only=True):
    """Where a name of the notebook got its last value: `line` counts from 1 within the cell."""

    name: str
    cell: int
    line: int
    source: str


def is_demo(cell: Cell) -> bool:
    """Whether the cell is only for the student to look at, and not executed when graded."""
    return "demo" in cell.tags


# --- reading ----------------------------------------------------------------------------------------------


def read(content: bytes) -> Notebook:
    """The notebook in `content`, tolerant of everything that does not change what its code means.

    Raises SubmissionError with the reason when there is no Python notebook with code in it.
    """
    document = _parse_json(_decode(_check_bytes(content)))
    raw, notes = _cells_of_current_format(document)
    _check_language(document)
    coded = [(index, cell) for index, cell in enumerate(raw) if _is_code(cell)]
    sources = [_text(cell.get("source")) for _, cell in coded]
    _check_amount(sources)
    cells, budget = [], _BUDGET
    for (index, cell), source in zip(coded, sources, strict=True):
        cost = _rounds(source) * len(source)
        is_affordable = cost <= budget  # what is not is left to the kernel, which knows magics itself
        budget -= cost if is_affordable else 0
        repaired, left_out = repair(source) if is_affordable else (source, ())
        cells.append(Cell(index=index, source=repaired, tags=_tags(cell)))
        if not is_demo(cells[-1]):
            notes += [
                f"Cell {index + 1}: `{command}` was left out; it does nothing while grading." for command in left_out
            ]
    if len(notes) > MAX_NOTES:
        notes[MAX_NOTES:] = [f"And {len(notes) - MAX_NOTES} more commands like these were left out."]
    return Notebook(cells=tuple(cells), notes=tuple(notes))


def _check_bytes(content: bytes) -> bytes:
    start = content[:1024].strip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if len(content) > MAX_NOTEBOOK_BYTES:
        problem = (
            f"The file has {len(content) / 1024**2:.0f} MB; at most {MAX_NOTEBOOK_BYTES // 1024**2} MB are "
            "read. Clear all outputs in Jupyter, save, and hand it in again."
        )
    elif not start and not content[1024:].strip():
        problem = f"The file is empty. {_AGAIN}"
    elif start.startswith(b"pk\x03\x04"):
        problem = "The file is a zip archive, not a notebook. Unpack it and hand in the .ipynb file inside."
    elif start.startswith(b"%pdf"):
        problem = "The file is a PDF, not a notebook. Hand in the .ipynb file it was printed from."
    elif start.startswith((b"<!doctype", b"<html", b"<?xml")):
        problem = (
            "The file is a web page, not a notebook: a browser saved the page that shows the notebook. "
            "Download the .ipynb file itself."
        )
    else:
        return content
    raise SubmissionError(problem)


def _decode(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if wide else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise SubmissionError(
            f"The file is not a notebook: expected UTF-8 text, but byte {column} of line {line} is not. {_AGAIN}"
        ) from None


def _parse_json(text: str) -> Any:
    if not text.strip():
        raise SubmissionError(f"The file is empty. {_AGAIN}")
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        raise SubmissionError(f"The file holds more than {MAX_BRACKETS:,} lists. Clear all outputs and save it again.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SubmissionError(_what_is_wrong(text, error)) from None
    except RecursionError:
        raise SubmissionError(f"The file is nested far deeper than any notebook. {_AGAIN}") from None
    except ValueError as error:  # a number with thousands of digits
        raise SubmissionError(f"The file is not a notebook: {error}. {_AGAIN}") from None


def _what_is_wrong(text: str, error: json.JSONDecodeError) -> str:
    conflict = re.search(r"^<{7}(?: |$)", text, re.MULTILINE)
    if conflict and re.search(r"^>{7}(?: |$)", text, re.MULTILINE):
        line = text.count("\n", 0, conflict.start()) + 1
        return (
            f"The file holds an unresolved git merge conflict (line {line}). "
            "Choose one version of the notebook, check that it opens in Jupyter, and hand it in again."
        )
    if error.pos >= len(text.rstrip()):
        return f"The file ends in the middle, at line {error.lineno}: it was cut off. {_AGAIN}"
    return (
        f"The file is not a notebook: expected JSON, but it breaks off at line {error.lineno}, "
        f"column {error.colno} ({error.msg}). {_AGAIN}"
    )


def _cells_of_current_format(document: Any) -> tuple[list[Any], list[str]]:
    fields = document if isinstance(document, dict) else {}
    major = _major(fields)
    if major is not None and major > KNOWN_FORMAT:
        raise SubmissionError(
            f"The notebook has format {major}, newer than {KNOWN_FORMAT}, the newest known here. "
            f"Save it as nbformat {KNOWN_FORMAT} and hand it in again."
        )
    if major == KNOWN_FORMAT and isinstance(fields.get("cells"), list):
        return fields["cells"], []
    if major is not None and OLDEST_FORMAT <= major < KNOWN_FORMAT and isinstance(fields.get("worksheets"), list):
        return _upgraded(fields["worksheets"], major), [
            f"The notebook has the old format {major} and was upgraded to format {KNOWN_FORMAT} for grading."
        ]
    raise SubmissionError(f"The file is JSON, but not a notebook: it has no list of cells. {_AGAIN}")


def _major(fields: dict[str, Any]) -> int | None:
    major = fields.get("nbformat")
    if isinstance(major, int) and not isinstance(major, bool):
        return major
    if "cells" in fields:  # the version is missing or broken, the cells are not
        return KNOWN_FORMAT
    return 3 if "worksheets" in fields else None


def _upgraded(worksheets: list[Any], major: int) -> list[Any]:
    sheets = [_fields(sheet).get("cells") for sheet in worksheets]
    cells = [_bare_old_cell(cell) for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    _check_amount([cell["input"] for cell in cells if _is_code(cell)])
    plain = {"nbformat": major, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    return list(nbformat.convert(nbformat.from_dict(plain), KNOWN_FORMAT).cells)


def _bare_old_cell(cell: Any) -> dict[str, Any]:
    # Only what is needed is handed on: outputs and metadata of odd shapes would make the conversion fail.
    metadata = {"tags": list(_tags(cell))}
    if not _is_code(cell):
        return {"cell_type": "markdown", "metadata": metadata, "source": ""}
    code = {"language": "python", "input": _text(cell.get("input")), "outputs": [], "collapsed": False}
    return {"cell_type": "code", "metadata": metadata, **code}


def _check_language(document: dict[str, Any]) -> None:
    metadata = _fields(document.get("metadata"))
    kernel = _fields(metadata.get("kernelspec"))
    told = [kernel.get("language"), _fields(metadata.get("language_info")).get("name")]
    languages = [name for name in told if isinstance(name, str) and name]
    if not languages:  # some programs only write the kernel's own name
        languages = re.findall(r"^(?:ir|julia|octave|xcpp|sas|scala)\b", str(kernel.get("name")))
    if languages and not any("python" in name.lower() for name in languages):
        name = {"ir": "R"}.get(languages[0], languages[0])[:40]
        raise SubmissionError(f"The notebook is written in {name}; expected a Python notebook.")


def _check_amount(sources: list[str]) -> None:
    if not sources:
        raise SubmissionError("The notebook has no code cells, so there is nothing to grade. Is it the right file?")
    size = sum(len(source.encode()) for source in sources)
    if len(sources) > MAX_CELLS or size > MAX_CODE_BYTES:
        raise SubmissionError(
            f"The notebook has {len(sources):,} code cells with {size:,} bytes of code; at most "
            f"{MAX_CELLS:,} cells and {MAX_CODE_BYTES:,} bytes are read. Move data out of the code."
        )


def _fields(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _text(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    # JSON can carry halves of surrogate pairs, which nothing after this could encode.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tags(cell: Any) -> tuple[str, ...]:
    tags = _fields(_fields(cell).get("metadata")).get("tags")
    return tuple(_text(tag) for tag in (tags if isinstance(tags, list) else [tags]) if isinstance(tag, str))


# --- parsing ----------------------------------------------------------------------------------------------


def has_syntax_error(source: str) -> bool:
    """Whether the source of a cell is not Python, read as kindly as IPython does."""
    return _parse(source) is None


def definitions(notebook: Notebook, *, demo: bool = False) -> dict[str, Definition]:
    """The last definition, in execution order, of every function, class and name bound outside of them.

    Only executed cells count; with `demo`, only those that are not executed. Cells that are not Python
    are passed over.
    """
    found: dict[str, Definition] = {}
    for cell in notebook.cells:
        parsed = _parse(cell.source) if is_demo(cell) == demo else None
        if parsed is None:
            continue
        tree, text = parsed
        lines = text.split("\n")
        for name, first, last in _bindings(tree):
            code = textwrap.dedent("\n".join(lines[first - 1 : last]))
            found[name] = Definition(name=name, cell=cell.index, line=first, source=code)
    return found


def _bindings(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, first and last line of everything the module's own statements bind, in their order."""
    waiting = tree.body[::-1]  # a stack, as thousands of `elif` nest deeper than calls can
    while waiting:
        node = waiting.pop()
        names = _bound_names(node)
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        yield from ((name, first, node.end_lineno or first) for name in names)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += _inner_statements(node)[::-1]  # `if`, `try`, `with` bind in the same namespace


def _bound_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _inner_statements(node: ast.stmt) -> list[ast.stmt]:
    inner: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            inner.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            inner += child.body
    return inner


def _parse(source: str) -> tuple[ast.Module, str] | None:
    tree = _tree(source)
    if tree is not None:
        return tree, source
    # IPython also takes code that is indented as a whole or pasted with its prompts.
    lines = [line + "\n" for line in textwrap.dedent(source).split("\n")]
    text = "".join(ipython.ipython_prompt(ipython.classic_prompt(lines)))[:-1]
    tree = _tree(text)
    return None if tree is None else (tree, text)


def _tree(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as `"\d"`: the student's own business
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


# --- repairing --------------------------------------------------------------------------------------------

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
_BUDGET = 2_000_000  # characters of one notebook to read again and again, once per magic: some seconds
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
