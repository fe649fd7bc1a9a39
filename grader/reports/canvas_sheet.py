"""Fills the marks of an assignment into a gradebook that Canvas exported."""

import re

from grader.errors import UsageError
from grader.records.results import Results
from grader.reports.filling import Filled, Row, match, number
from grader.reports.sheet import Sheet
from grader.reports.wording import points
from grader.sources.roster import Roster

_ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)", re.DOTALL)
# What a column names a student by; a login is an address, as often as not.
_NAMES = (
    ("ID", ("canvas_id",)),
    ("SIS User ID", ("sis_id", "student")),
    ("SIS Login ID", ("sis_login", "email", "student")),
    ("Integration ID", ("sis_id",)),
    ("Student", ("name", "student")),
)
_NO_LETTER = re.compile(r"\W|_")
EXCUSED = "ex"


def fill_canvas(results: Results, content: bytes, roster: Roster, column: str = "") -> Filled:
    """The sheet with each student's points in the column of the assignment (its heading, title or number).

    Without `column` the title or slug of the results names it. A cell that says EX stays. Raises UsageError where the
    file is no gradebook, or the column cannot be told or is read only.
    """
    sheet = Sheet(content)
    heading = [cell.value.strip() for cell in sheet.rows[0]] if sheet.rows else []
    if "ID" not in heading or not heading[0].lower().startswith(("student", "lastname")):
        raise UsageError(
            "This is no gradebook of Canvas: expected a heading with Student, ID and Section. Export it in Canvas "
            "under Grades, Export Entire Gradebook."
        )
    target = _column(heading, column, results)
    rows = [row for place in range(1, len(sheet.rows)) if (row := _row(sheet, place, heading))]
    found = match(results, rows, roster)
    excused = [row for row in rows if row.place in found.runs and sheet.value(row.place, target).lower() == EXCUSED]
    short = [row for row in rows if row.place in found.runs and not sheet.has(row.place, target)]
    left = {row.place for row in (*excused, *short)}
    marks = {
        (place, target): number(run.earned, sheet.decimal_mark)
        for place, run in found.runs.items()
        if place not in left
    }
    return Filled(
        content=sheet.filled(marks),
        filled=len(marks),
        rows=(*found.rows, *(row.label for row in short)),
        students=found.students,
        remarks=(
            *_about_points(sheet, target, results),
            *(f"{row.label} is excused (EX), and stays so." for row in excused),
        ),
    )


def _column(heading: list[str], column: str, results: Results) -> int:
    """The place of the assignment's column."""
    wanted = {column.strip().casefold()} if column else {results.assignment.title.casefold(), results.assignment.slug}
    fitting = [place for place, text in enumerate(heading) if wanted & _called(text)]
    known = [text for text in heading if _ASSIGNMENT.fullmatch(text)]
    if len(fitting) != 1:
        what = f"{len(fitting)} columns are" if fitting else "no column is"
        raise UsageError(
            f"In the gradebook {what} called {column or results.assignment.title}. Name one with --column: "
            f"{'; '.join(known[:20]) or 'it has no assignments'}."
        )
    return fitting[0]


def _called(text: str) -> set[str]:
    """Every name of a column: the heading, and of an assignment its title and its number."""
    parts = _ASSIGNMENT.fullmatch(text)
    return {text.casefold(), *(part.casefold() for part in (parts.groups() if parts else ()))}


def _row(sheet: Sheet, place: int, heading: list[str]) -> Row | None:
    """A student's row; the lines with the possible points and the posting policy have no ID."""
    values = {text: sheet.value(place, heading.index(text)) for text, _ in _NAMES if text in heading}
    if not values["ID"]:
        return None
    names = [(field, values[text]) for text, fields in _NAMES if values.get(text) for field in fields]
    first = sheet.value(place, 0)
    word = _NO_LETTER.sub("", first.lower())  # as Canvas itself begins the name of a file
    number = values["ID"]
    return Row(place=place, label=f"{first} (ID {number})", names=tuple(names), exported=(f"{word}_{number}",))


def _about_points(sheet: Sheet, target: int, results: Results) -> list[str]:
    """What the line of possible points says against the results; UsageError where the column is read only."""
    lines = [place for place in range(1, len(sheet.rows)) if sheet.value(place, 0).startswith("Points Possible")]
    said = sheet.value(lines[0], target) if lines else ""
    if "read only" in said.lower():
        raise UsageError("Canvas does not take marks for this column: it is read only. Name another with --column.")
    try:
        possible = float(said.replace(",", "."))
    except ValueError:
        return []
    ours = results.assignment.points
    if abs(possible - ours) < 0.005:
        return []
    return [f"Canvas has {points(possible)} points possible, the results {points(ours)}: the marks are not rescaled."]
