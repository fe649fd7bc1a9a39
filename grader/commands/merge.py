"""`grader merge`: the parts of a class that were graded apart become one archive and one set of reports."""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from grader import catalog
from grader.commands.grade import MOST_LISTED, make_folder, portions
from grader.errors import UsageError
from grader.ledger import ARCHIVE, with_decisions
from grader.records.assignment import Assignment
from grader.records.results import scored
from grader.records.run import Run
from grader.records.stored_runs import StoredRuns, results_of
from grader.reports import write_all
from grader.reports.terminal import print_class
from grader.store.archive import Archive
from grader.store.decisions import decisions


@click.command(
    epilog="\b\nExample:\n  grader merge mnist_softmax part1/ part2/ --out results/",
)
@click.argument("assignment")
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the whole.")
def merge(assignment: str, parts: tuple[Path, ...], out: Path) -> int:
    """Put together what `grader grade --shard I/N --out PART` wrote into PARTS.

    Nothing is executed. Of a student whom several parts hold, the Run made last counts; all are kept. Merging the
    same parts again changes nothing. Merge before anybody decides about marks by hand: decisions stay where they are.
    """
    graded = catalog.load(assignment).assignment
    _require_undecided(parts, graded)
    _require_one_basis(parts, graded)
    make_folder(out)
    with Archive.open(out / ARCHIVE, write=True) as archive:
        known = {_name(run) for run in archive.runs()}
        for part in parts:
            for some in portions(run for run in _newest(part / ARCHIVE, graded) if _name(run) not in known):
                archive.append(*some)
        numbers = _numbers(archive, graded)
        first = archive.run(min(numbers.values()))
        runs = StoredRuns.of(sorted(numbers), lambda student: scored(archive.run(numbers[student]), graded))
        results = with_decisions(results_of(graded, first, runs), out / ARCHIVE)
        print_class(Console(), results, MOST_LISTED)
        for path in write_all(results, out):
            if path.parent == out:
                click.echo(f"  {path}")
    return 0


def _numbers(archive: Archive, assignment: Assignment) -> dict[str, int]:
    """The number of every student's newest Run."""
    return {entry.run.student: entry.number for entry in archive.entries() if entry.run.assignment == assignment.slug}


def _newest(path: Path, assignment: Assignment) -> Iterator[Run]:
    """The newest Run of every student in an archive, one after the other."""
    with Archive.open(path) as archive:
        yield from (archive.run(number) for number in _numbers(archive, assignment).values())


def _require_one_basis(parts: tuple[Path, ...], assignment: Assignment) -> None:
    runs = (run for part in parts for run in _newest(part / ARCHIVE, assignment))
    bases = {(run.basis_hash, run.seed, run.questions, run.environment.isolation) for run in runs}
    if not bases:
        raise UsageError(f"No Run of {assignment.slug} was found in {', '.join(map(str, parts))}.")
    if len(bases) > 1:
        raise UsageError(
            f"The parts were not graded alike: {len(bases)} different combinations of questions, checks, seed and "
            "isolation were found. Grade every part with the same assignment and the same --seed, --question and "
            "--isolation."
        )


def _require_undecided(parts: tuple[Path, ...], assignment: Assignment) -> None:
    decided = [str(part) for part in parts if decisions(part / ARCHIVE, assignment.slug)]
    if decided:
        raise UsageError(
            f"{', '.join(decided)}: marks were changed by hand there, which would be lost. Merge first, then decide in "
            "the whole; or withdraw those decisions with `grader serve`."
        )


def _name(run: Run) -> tuple[str, str, int, str]:
    return run.student, run.submission_hash, run.seed, run.basis_hash
