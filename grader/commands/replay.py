"""`grader replay`: one stored Run once more, and what came out otherwise."""

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import catalog
from grader.collect import collect
from grader.editions import told
from grader.errors import UsageError
from grader.ledger import ARCHIVE
from grader.pipeline import draft, with_expected
from grader.records.run import Run
from grader.replay import Difference, submission_of
from grader.replay import replay as repeat
from grader.reports.wording import inert
from grader.sandbox import live
from grader.sandbox.proof import chosen_level
from grader.store.archive import Archive

MOST_SHOWN = 60  # characters of a value


@click.command(epilog="\b\nExample:\n  grader replay results/mnist_softmax submissions/ --student ada")
@click.argument("results", type=click.Path(path_type=Path))
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--student", metavar="NAME", required=True, help="Whose Run to repeat.")
@click.option(
    "--run", "number", type=int, default=-1, help="Which of the student's Runs, from 1; the newest by default."
)
def replay(results: Path, submissions: Path, student: str, number: int) -> int:
    """Repeat one Run stored in RESULTS, with its seed and walls, on what was handed in under SUBMISSIONS.

    Exit 0 when every field is the same but clocks and meters, 1 when one is not.
    """
    run = stored_run(results / ARCHIVE if results.is_dir() else results, student, number)
    declaration = catalog.load(run.assignment).edition(run.student)
    submission = submission_of(run, collect(submissions, declaration.assignment.notebook))
    submission = told(submission, declaration.numbers)
    console = Console()
    if run.assignment_hash != declaration.assignment.hash:
        console.print(
            f"The files of {run.assignment} have changed since; what follows may come from that.", style="yellow"
        )
    level = chosen_level(run.environment.isolation, declaration.assignment.preload).level
    with console.status("Running it again ..."), live.leaving_none_behind():
        job = with_expected(draft(declaration, run.questions, run.seed, level))
        _, found = repeat(job, run, submission)
    print_differences(console, run, found)
    return int(bool(found))


def stored_run(path: Path, student: str, number: int) -> Run:
    """The n-th Run of a student in an archive, or the last; UsageError where there is none."""
    with Archive.open(path) as archive:
        runs = [entry.run for entry in archive.entries(student)]
    if not runs or not -len(runs) <= (number - 1 if number > 0 else number) < len(runs):
        raise UsageError(f"{path} holds {len(runs)} Runs of {student}; `grader history` lists them.")
    return runs[number - 1 if number > 0 else number]


def print_differences(console: Console, run: Run, found: tuple[Difference, ...]) -> None:
    """A table of what differs, or the sentence that nothing does."""
    head = f"{inert(run.student)}, {run.assignment}, seed {run.seed}, isolation {run.environment.isolation}"
    if not found:
        console.print(Text(f"{head}: no difference."))
        return
    table = Table(box=box.SIMPLE_HEAD, title=Text(f"{head}: {len(found)} fields differ"), title_justify="left")
    for heading in ("Field", "Stored", "Repeated"):
        table.add_column(heading, overflow="fold")
    for difference in found:
        row = (difference.field, difference.stored[:MOST_SHOWN], difference.repeated[:MOST_SHOWN])
        table.add_row(*(Text(inert(text)) for text in row))
    console.print(table)
