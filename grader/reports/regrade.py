"""What grading again did to the marks: a table for a terminal, and the same as CSV."""

import csv
import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.changes import Move, Shift
from grader.records.verdict import Verdict
from grader.reports.csv_gradebook import cell
from grader.reports.wording import VERDICT_WORDS, one_line, points

HEADING = ("student", "before", "after", "possible", "checks", "why", "remark")
MOST_SHIFTS = 6


def render_regrade(moves: Sequence[Move]) -> str:
    """The students whose mark moved, as CSV: student, before, after, possible, checks, why, remark."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADING)
    for move in moved(moves):
        texts = ["; ".join(map(_shift, move.shifts)), ", ".join(move.reasons), move.remark]
        marks = [points(score) for score in (move.before.earned, move.after.earned, move.after.possible)]
        writer.writerow([cell(move.student), *marks, *map(cell, texts)])
    return stream.getvalue()


def print_regrade(console: Console, moves: Sequence[Move]) -> None:
    """Print the marks that moved with the checks that moved them; a sentence where none did."""
    found = moved(moves)
    students = f"{len(moves)} student{'' if len(moves) == 1 else 's'}"
    result = f"Marks that moved: {len(found)}." if found else "No mark moved."
    console.print(f"\nGraded again or counted anew: {students}. {result}", highlight=False)
    if not found:
        return
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    for heading, justify in (("Student", "left"), ("Before", "right"), ("After", "right"), ("Why", "left")):
        table.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for move in found:
        more = len(move.shifts) - MOST_SHIFTS
        why = [
            *map(_shift, move.shifts[:MOST_SHIFTS]),
            *([f"and {more} more checks, listed in regrade.csv"] if more > 0 else []),
            f"({', '.join(move.reasons)})",
            *([move.remark] if move.remark else []),
        ]
        marks = (points(move.before.earned), points(move.after.earned))
        table.add_row(*(_text(console, text) for text in (one_line(move.student), *marks)), _lines(console, why))
    console.print(table)


def moved(moves: Sequence[Move]) -> list[Move]:
    """The moves in which the points changed."""
    return [move for move in moves if move.has_moved]


def _shift(shift: Shift) -> str:
    return f"{shift.check}: {_word(shift.before)} → {_word(shift.after)}"


def _word(verdict: Verdict | None) -> str:
    return "absent" if verdict is None else VERDICT_WORDS[verdict]


def _lines(console: Console, lines: list[str]) -> Text:
    return Text("\n").join(_text(console, one_line(line)) for line in lines)


def _text(console: Console, text: str) -> Text:
    """Text as it is, without what the terminal's encoding lacks."""
    return Text(text.encode(console.encoding, "replace").decode(console.encoding))
