"""`grader merge`: the parts of a class that were graded apart become one archive and one set of reports."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console

from grader import catalog
from grader.commands.grade import make_folder
from grader.errors import UsageError
from grader.ledger import ARCHIVE, with_decisions
from grader.records.assignment import Assignment
from grader.records.results import results_of, scored
from grader.records.run import Run
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
    found = [run for part in parts for run in _newest(part / ARCHIVE, graded)]
    _require_one_basis(found, graded, parts)
    make_folder(out)
    with Archive.open(out / ARCHIVE, write=True) as archive:
        known = {_name(run) for run in archive.runs()}
        archive.append(*(run for run in found if _name(run) not in known))
        runs = {run.student: run for run in archive.runs() if run.assignment == graded.slug}
    results = with_decisions(
        results_of(graded, found[0], (scored(runs[student], graded) for student in sorted(runs))), out / ARCHIVE
    )
    print_class(Console(), results)
    for path in write_all(results, out):
        if path.parent == out:
            click.echo(f"  {path}")
    return 0


def _newest(path: Path, assignment: Assignment) -> list[Run]:
    """The newest Run of every student in an archive."""
    with Archive.open(path) as archive:
        return list({run.student: run for run in archive.runs() if run.assignment == assignment.slug}.values())


def _require_one_basis(runs: Iterable[Run], assignment: Assignment, parts: tuple[Path, ...]) -> None:
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
