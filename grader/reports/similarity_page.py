"""The page of pairs whose code is alike, side by side, and the folder that JPlag and Dolos read."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.records.base import Record
from grader.reports.atomic import write_atomically
from grader.reports.csv_gradebook import cell
from grader.reports.html_page import render_page
from grader.reports.page_names import page_names

MOST_PAIRS = 50
MOST_LINES = 600  # of one notebook; the file itself has the rest

HOW = """\
The code of a class, for other tools that compare it. It is the students' own work: keep it to yourself.

JPlag   java -jar jplag.jar --language python3 --base-code base submissions
Dolos   dolos run --language python --ignore base/notebook.py info.csv
"""


class Line(Record, frozen=True, kw_only=True):
    """One line of a listing; `is_shared` where the other notebook has the same."""

    number: int
    text: str
    is_shared: bool


class Alike(Record, frozen=True, kw_only=True):
    """Two students, how much of the smaller notebook they share in percent, and the lines of both."""

    first: str
    second: str
    percent: float
    shared: int
    columns: tuple[tuple[Line, ...], tuple[Line, ...]]


def listed(text: str, shared: frozenset[int]) -> tuple[Line, ...]:
    """The first lines of a notebook's code."""
    lines = enumerate(text.split("\n")[:MOST_LINES], start=1)
    return tuple(Line(number=number, text=line, is_shared=number in shared) for number, line in lines)


def render_similar(title: str, students: int, pairs: Sequence[Alike], total: int) -> str:
    """The page; `total` counts all pairs above the limit, of which the most alike are shown."""
    return render_page("similar.html", assignment=title, students=students, pairs=pairs, total=total)


def render_pairs(pairs: Sequence[Alike]) -> str:
    """All pairs as CSV, for a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["first", "second", "percent", "shared"])
    for pair in pairs:
        writer.writerow([cell(pair.first), cell(pair.second), f"{pair.percent:.1f}", pair.shared])
    return stream.getvalue()


def export(texts: Mapping[str, str], starter: str, submitted: Mapping[str, str], folder: Path) -> list[Path]:
    """Write `submissions/NAME/notebook.py`, the starter code as `base/notebook.py`, and Dolos's `info.csv`.

    Raises StorageError. Names of folders are safe; whose they are stands in `info.csv`.
    """
    names = page_names(texts)
    files = {folder / "submissions" / names[s] / "notebook.py": text for s, text in texts.items()}
    files |= {folder / "base" / "notebook.py": starter, folder / "README.txt": HOW}
    files[folder / "info.csv"] = _info(names, submitted)
    for path, text in files.items():
        write_atomically(path, text.encode("utf-8", "replace"))
    return list(files)


def _info(names: Mapping[str, str], submitted: Mapping[str, str]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["filename", "full_name", "id", "status", "created_at", "labels"])
    for student, name in names.items():
        path = f"submissions/{name}/notebook.py"
        writer.writerow([path, cell(student), name, "", submitted.get(student, ""), ""])
    return stream.getvalue()
