"""Reads what a student handed in as a notebook: the code cells, repaired so that they run without a screen.

Everything here treats the bytes as data: nothing is run, and outputs are dropped unread.
"""

import codecs
import json
import re
from typing import Any

import nbformat

from grader.errors import SubmissionError
from grader.magics import cost_of_repair, repair
from grader.records.base import Record

MAX_NOTEBOOK_BYTES = 50 * 1024**2  # outputs included: plots and pictures may be large
MAX_CODE_BYTES = 512 * 1024  # a syntax tree takes 600 times the memory of its source, and seconds
MAX_CELLS = 5_000
MAX_BRACKETS = 2_000_000  # an empty list costs a byte or two to send and fifty to hold
MAX_REPAIR_COST = 2_000_000  # characters of one notebook to read again and again, once per magic: some seconds
MAX_NOTES = 20
MAX_NAME = 200  # characters of a student's name in the metadata
KNOWN_FORMAT = 4
OLDEST_FORMAT = 2

_AGAIN = "Open it in Jupyter, save it, and hand in the saved .ipynb file."


class Cell(Record, frozen=True, kw_only=True):
    """A code cell after repair; `index` counts all cells of the handed-in notebook from 0."""

    index: int
    source: str
    tags: tuple[str, ...] = ()


class Notebook(Record, frozen=True, kw_only=True):
    """The code cells of a hand-in in their order; `notes` tell the student what was repaired.

    `released_for` is the student whose name stands in its metadata, as far as it says one.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    released_for: str = ""


def is_demo(cell: Cell) -> bool:
    """Whether the cell is only for the student to look at, and not executed when graded."""
    return "demo" in cell.tags


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
    cells, budget = [], MAX_REPAIR_COST
    for (index, cell), source in zip(coded, sources, strict=True):
        cost = cost_of_repair(source)
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
    return Notebook(cells=tuple(cells), notes=tuple(notes), released_for=_released_for(document))


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


def _released_for(document: dict[str, Any]) -> str:
    student = _text(_fields(_fields(document.get("metadata")).get("grader")).get("student"))
    return student if len(student) <= MAX_NAME else ""


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
