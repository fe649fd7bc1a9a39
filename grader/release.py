"""Makes the student's notebook from the solution, a percent script, which is the only source of both."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from grader.errors import AssignmentError

RELEASE_FORMAT = 1  # of the notebook's `grader` metadata; not the grader's version, so that bytes stay equal

_MARKER = re.compile(r"(?P<indent>[ \t]*)# (?P<kind>BEGIN|END) SOLUTION[ \t]*")
_NEARLY = re.compile(r"\s*#+\s*(?:begin|end)[\s_-]*solution", re.IGNORECASE)
_MAGIC = re.compile(r"^# (%[a-z_]+(?: .*)?)$", re.MULTILINE)  # in a script, magics stand behind a `#`
_CELL = re.compile(r"# ?%%")
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def read_script(path: Path) -> str:
    """The text of a solution; raises AssignmentError when there is none or it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AssignmentError(f"The solution {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise AssignmentError(f"The solution {path} is not UTF-8 text (byte {error.start}).") from None


def release(script: str, slug: str, title: str = "", student: str = "") -> bytes:
    """The student's notebook: every marked solution becomes a stub that raises NotImplementedError.

    Its metadata name the student it is for, where it is for one.
    Equal arguments give equal bytes. Raises AssignmentError, naming the line, for marks that do not pair up.
    """
    lines = script.splitlines()
    names = _function_names(script)
    stubbed = lines.copy()
    for begin, end in reversed(_solutions(lines)):
        indent = _indent(lines[begin])
        what = names.get(begin + 1, "your code")
        stubbed[begin : end + 1] = [f'{indent}raise NotImplementedError("Write {what} here.")']
    _check_python("\n".join(stubbed), "once its solutions are taken out")
    return _notebook(stubbed, slug, title, student)


def solution_notebook(script: str, slug: str, title: str = "") -> bytes:
    """The same notebook with its solutions, without the marks around them; raises AssignmentError alike."""
    lines = script.splitlines()
    _check_python(script, "as it stands")
    marks = {number for pair in _solutions(lines) for number in pair}
    return _notebook([line for number, line in enumerate(lines) if number not in marks], slug, title)


def combine(notebook: bytes, source: str) -> bytes:
    """The notebook with one more code cell at its end: what that defines replaces what was defined before."""
    combined = nbformat.v4.reads(notebook.decode())
    cell_id = f"added-{len(combined.cells):03d}"
    combined.cells.append(nbformat.v4.new_code_cell(source.strip("\n"), id=cell_id))
    return _written(combined)


def _solutions(lines: list[str]) -> list[tuple[int, int]]:
    """Index of the BEGIN and of the END line of every solution, in order."""
    pairs: list[tuple[int, int]] = []
    begin: int | None = None
    for number, line in enumerate(lines):
        kind = _mark(line, number)
        if begin is not None:
            _check_inside(lines, begin, number, kind)
        elif kind == "END":
            raise AssignmentError(f"Line {number + 1}: `# END SOLUTION` without a `# BEGIN SOLUTION` before it.")
        if kind == "END" and begin is not None:
            pairs.append((begin, number))
        begin = {"BEGIN": number, "END": None}.get(kind, begin)
    if begin is not None:
        raise AssignmentError(f"Line {begin + 1}: `# BEGIN SOLUTION` without an `# END SOLUTION` after it.")
    return pairs


def _check_inside(lines: list[str], begin: int, number: int, kind: str) -> None:
    where, around = f"Line {number + 1}", f"the solution of line {begin + 1}"
    if kind == "BEGIN":
        raise AssignmentError(f"{where}: a solution begins inside {around}.")
    if _CELL.match(lines[number]):
        raise AssignmentError(f"{where}: a cell begins inside {around}.")
    if kind == "END" and _indent(lines[number]) != _indent(lines[begin]):
        raise AssignmentError(f"{where}: `# END SOLUTION` is not indented like the beginning of {around}.")


def _mark(line: str, number: int) -> str:
    match = _MARKER.fullmatch(line)
    if match:
        return match["kind"]
    if _NEARLY.match(line):  # passing over a misspelt mark would hand the solution to every student
        raise AssignmentError(
            f"Line {number + 1}: `{line.strip()}` is not a mark; write `# BEGIN SOLUTION` or "
            "`# END SOLUTION` with nothing else on the line."
        )
    return ""


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _function_names(script: str) -> dict[int, str]:
    """Line number, from 1, to the qualified name of the innermost function around it."""
    names: dict[int, str] = {}
    for name, node in _functions(_check_python(script, "as it stands"), ""):
        names |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), name)
    return names


def _functions(node: ast.AST, around: str) -> Iterator[tuple[str, ast.stmt]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield around + child.name, child
        inner = f"{around}{child.name}." if isinstance(child, ast.ClassDef) else around
        yield from _functions(child, inner)


def _check_python(script: str, when: str) -> ast.Module:
    try:
        return ast.parse(script)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise AssignmentError(f"The solution is not Python {when}{where}: {error}.") from None


def _notebook(lines: list[str], slug: str, title: str, student: str = "") -> bytes:
    # Without a configuration, nothing that lies in the instructor's folders changes what is read. Left to
    # itself jupytext takes a comment such as `# cat the arrays` for a shell command and makes code of it.
    percent = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    read = jupytext.reads("\n".join(_without_header(lines)) + "\n", fmt=percent, config=None)
    cells = [_cell(cell, f"{_id_part(slug)}-{number:03d}") for number, cell in enumerate(read.cells)]
    metadata: dict[str, Any] = {
        "grader": {"assignment": slug, "version": RELEASE_FORMAT} | ({"student": student} if student else {}),
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": _LANGUAGE,
    }
    if title:
        metadata["title"] = title
    return _written(nbformat.v4.new_notebook(cells=cells, metadata=metadata))


def _without_header(lines: list[str]) -> list[str]:
    # The header could name another format or kernel; both are decided here.
    if lines[:1] == ["# ---"] and "# ---" in lines[1:]:
        lines = lines[lines.index("# ---", 1) + 1 :]
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]  # blank lines in front would become a cell


def _cell(cell: Any, cell_id: str) -> Any:
    metadata = {key: value for key, value in cell.metadata.items() if key in {"tags", "name"}}
    make = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    source = _MAGIC.sub(r"\1", cell.source) if cell.cell_type == "code" else cell.source
    return make.get(cell.cell_type, nbformat.v4.new_raw_cell)(source, id=cell_id, metadata=metadata)


def _id_part(slug: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_-]", "-", slug)[:48] or "cell"


def _written(notebook: Any) -> bytes:
    # Not the library's newest minor version: the bytes are not to change with the library.
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    text: str = nbformat.v4.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()
