"""Fills a platform's own sheet from results, and says what found no place in it."""

from collections.abc import Iterable
from pathlib import Path

import click

from grader.errors import StorageError, UsageError
from grader.records.base import Record
from grader.records.results import Results
from grader.reports.atomic import write_atomically
from grader.reports.canvas_sheet import fill_canvas
from grader.reports.filling import Filled
from grader.reports.moodle_sheet import Worksheet, feedback_zip, fill_moodle
from grader.reports.wording import one_line
from grader.sources.roster import Roster, read_roster

SHEETS = {
    "canvas": "the gradebook exported from Canvas (--sheet), with the marks filled in",
    "moodle": "the grading worksheet exported from Moodle (--sheet), with marks and comments filled in",
    "moodle-feedback": "a zip of feedback files for the students of Moodle's grading worksheet (--sheet)",
}


class Place(Record, frozen=True, kw_only=True):
    """The sheet, who is who in it, and which of its columns are to be filled."""

    sheet: Path | None = None
    roster: Path | None = None
    column: str = ""
    comments: str = ""


def fill_sheet(results: Results, name: str, place: Place, out: Path | None) -> int:
    """Write the filled sheet; exit code 1 where somebody's mark is not in it."""
    if place.sheet is None or out is None:
        raise UsageError(f"The format {name} needs the exported file (--sheet) and a file to write (--out).")
    if out.exists() and place.sheet.exists() and out.samefile(place.sheet):
        raise UsageError(f"{out} is the exported file itself. Name another file with --out, to compare the two.")
    filled = _filled(results, name, place, _read(place.sheet))
    write_atomically(out, filled.content)
    _say(filled, out)
    return int(bool(filled.students))


def _filled(results: Results, name: str, place: Place, content: bytes) -> Filled:
    roster = read_roster(place.roster) if place.roster else Roster()
    if name == "canvas":
        return fill_canvas(results, content, roster, place.column)
    worksheet = Worksheet(content, place.column, place.comments)
    if name == "moodle":
        return fill_moodle(results, worksheet, roster)
    packed, found = feedback_zip(results, worksheet, roster)
    return Filled(content=packed, filled=len(found.runs), rows=found.rows, students=found.students)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(f"The sheet {path} cannot be read: {error.strerror or error}.") from error


def _say(filled: Filled, out: Path) -> None:
    click.echo(f"{out}: {filled.filled} students")
    _list("Rows nobody was found for, left as they are", filled.rows)
    _list("Students whose mark is NOT in it", filled.students)
    _list("Remarks", filled.remarks)


def _list(heading: str, items: Iterable[str]) -> None:
    listed = list(items)
    if listed:
        click.echo(f"{heading} ({len(listed)}):", err=True)
    for item in listed:
        click.echo(f"  {one_line(item)}", err=True)
