"""`grader history`: every Run that an archive holds of a class, and why there is more than one."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import catalog
from grader.changes import reasons, remark
from grader.errors import GraderError, UsageError
from grader.ledger import ARCHIVE
from grader.records.adjusted import in_force
from grader.records.adjustment import Act, Adjustment
from grader.records.assignment import Assignment
from grader.records.run import Run
from grader.records.score import score
from grader.reports.wording import STATUS_WORDS, decided, inert, one_line, points
from grader.store.archive import Archive, Entry
from grader.store.decisions import decisions

HEADINGS = ("When", "Hash", "Seed", "Isolation", "Status", "Points", "Why")


@click.command(epilog="\b\nExample:\n  grader history results/ --student ada")
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--student", metavar="NAME", help="Only this student.")
def history(results: Path, student: str | None) -> int:
    """Tell what was graded when, and why again, from RESULTS: the output folder of `grader grade`, or its archive.

    Points are those that the assignment gives now, without what was decided by hand, which is listed below them. A mark
    with * is of a Run whose checks are not all the assignment's own any more; below it stands what came and went.
    """
    path = results / ARCHIVE if results.is_dir() else results
    with Archive.open(path) as archive:
        entries = grouped(archive.entries(student))
    if not entries:
        of_whom = f" of {student}" if student is not None else ""
        raise UsageError(f"{path} holds no Run{of_whom}. Grade into its folder first.")
    console = Console()
    assignments = Assignments(console)
    for name, slug in sorted(entries):
        console.print(Text(_encodable(console, f"\n{one_line(name)}, {one_line(slug)}"), "bold"))
        print_entries(console, entries[name, slug], assignments.get(slug))
        print_decisions(console, [each for each in decisions(path, slug) if each.student == name])
    return 0


def grouped(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """The entries of each student and assignment (its slug), the oldest first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.run.student, entry.run.assignment), []).append(entry)
    return found


class Assignments:
    """The assignments of the course as they are now; one that is not there is said once."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.known: dict[str, Assignment | None] = {}

    def get(self, slug: str) -> Assignment | None:
        """The assignment, or None where the course has none of this name or it cannot be loaded."""
        if slug not in self.known:
            try:
                self.known[slug] = catalog.load(slug).assignment
            except GraderError as error:
                self.known[slug] = None
                said = f"Points cannot be told: {error}"
                self.console.print(Text(_encodable(self.console, said), "yellow"))
        return self.known[slug]


def print_entries(console: Console, entries: list[Entry], assignment: Assignment | None) -> None:
    """Print one student's Runs of one assignment, each with what makes it differ from the one before."""
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    for heading in HEADINGS:
        justify = "right" if heading in ("Seed", "Points") else "left"
        table.add_column(heading, justify=justify, no_wrap=heading != "Why", overflow="fold")  # type: ignore[arg-type]
    remarks = [remark(entry.run, assignment) if assignment is not None else "" for entry in entries]
    before: Run | None = None
    for entry, said in zip(entries, remarks, strict=True):
        mark = _mark(entry.run, assignment) + ("*" if said else "")
        row = _row(entry, mark, ", ".join(reasons(before, entry.run)))
        table.add_row(*(Text(_encodable(console, text)) for text in row))
        before = entry.run
    console.print(table)
    for said in dict.fromkeys(filter(None, remarks)):
        console.print(Text(_encodable(console, f"* {said}")))


def print_decisions(console: Console, made: list[Adjustment]) -> None:
    """Print what people decided about a student, the oldest first; what was taken back says so."""
    standing = {each.number for each in in_force(made)}
    for each in made:
        when = f"{each.created.astimezone():%Y-%m-%d %H:%M}  " if each.created else ""
        gone = "" if each.number in standing or each.act is Act.WITHDRAW else " (taken back)"
        why = f": {one_line(each.text)}" if each.text else ""
        said = f"{when}{one_line(each.by)}: decision {each.number}, {decided(each)}{gone}{why}"
        console.print(Text(_encodable(console, said)))


def _row(entry: Entry, mark: str, why: str) -> tuple[str, ...]:
    run = entry.run
    return (
        f"{entry.created.astimezone():%Y-%m-%d %H:%M}",
        run.assignment_hash[:8],
        str(run.seed),
        run.environment.isolation,
        STATUS_WORDS[run.status],
        mark,
        one_line(why),
    )


def _mark(run: Run, assignment: Assignment | None) -> str:
    if assignment is None:
        return "?"
    total = score(run, assignment)
    return f"{points(total.earned)}/{points(total.possible)}"


def _encodable(console: Console, text: str) -> str:
    return inert(text).encode(console.encoding, "replace").decode(console.encoding)
