"""Finds each student's row in a platform's sheet, and says what found none: rows, students, doubtful ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from grader.records.base import Record
from grader.records.results import Results, ScoredRun
from grader.sources.roster import Named, Roster, folded

PLATFORM_NUMBERS = ("canvas_id", "moodle_participant")


class Filled(Record, frozen=True, kw_only=True):
    """A sheet with the marks in it; `rows` are those nobody was found for, `students` those who have no mark in it.

    `remarks` are sentences about cells that were left alone on purpose.
    """

    content: bytes
    filled: int
    rows: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Row(Record, frozen=True, kw_only=True):
    """A row of a sheet: its place, what it is called for people, and every name in it, the surest first.

    `exported` is what the intake calls a student of whom it knows only the platform's own export.
    """

    place: int
    label: str
    names: tuple[Named, ...]
    exported: tuple[str, ...] = ()


class Match(Record, frozen=True, kw_only=True):
    """Which run belongs to which row, and what was left over on both sides."""

    runs: Mapping[int, ScoredRun]
    rows: tuple[str, ...]
    students: tuple[str, ...]


def match(results: Results, rows: Sequence[Row], roster: Roster) -> Match:
    """Bring rows and runs together by exactly equal names; what fits two of the others is left out on both sides."""
    by_name = _by_name(results.runs)
    found = {row.place: run for row in rows if (run := _run_of(row, by_name, roster)) is not None}
    claims = Counter(run.student for run in found.values())
    sure = {place: run for place, run in found.items() if claims[run.student] == 1}
    matched = {run.student for run in sure.values()}
    return Match(
        runs=sure,
        rows=tuple(row.label for row in rows if row.place not in sure),
        students=tuple(run.student for run in results.runs if run.student not in matched),
    )


def _by_name(runs: Iterable[ScoredRun]) -> dict[str, ScoredRun | None]:
    """Runs by the student's name as it is compared; None where two share it."""
    found: dict[str, ScoredRun | None] = {}
    for run in runs:
        name = folded(run.student)
        found[name] = None if name in found else run
    return found


def _run_of(row: Row, by_name: Mapping[str, ScoredRun | None], roster: Roster) -> ScoredRun | None:
    person = roster.find(*row.names)
    if person is not None:
        return by_name.get(folded(person.student))
    # A platform's own number says nothing by itself: some other's, of another system, may be the same.
    names = [name for field, name in row.names if field not in PLATFORM_NUMBERS]
    found = (by_name.get(folded(name)) for name in (*names, *row.exported))
    return next((run for run in found if run is not None), None)


def number(value: float, mark: str) -> str:
    """Points with at most two decimals and the sheet's own decimal mark."""
    return f"{round(value + 1e-9, 2):.2f}".rstrip("0").rstrip(".").replace(".", mark)
