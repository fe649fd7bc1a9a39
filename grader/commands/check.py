"""`grader check`: the same judgement as `grade`, for one notebook, readable in a terminal."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import msgspec
from rich.console import Console

from grader import catalog
from grader import notebook as notebooks
from grader.collect import collect_one
from grader.commands.options import chosen_questions, isolation_option, question_option, seed_option
from grader.commands.recognise import recognise
from grader.draw import SEEDS
from grader.editions import told
from grader.errors import SubmissionError, UsageError
from grader.pipeline import grade_one, prepare
from grader.records.base import Record
from grader.records.results import ScoredRun, head, scored
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.reports.terminal import print_run
from grader.sandbox import live
from grader.sandbox.proof import chosen_level


@click.command(epilog="\b\nExample:\n  grader check mnist_softmax.ipynb --question softmax")
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--assignment", metavar="NAME", help="The assignment; recognised from the notebook when not given.")
@click.option(
    "--student", metavar="NAME", help="Whose numbers to check with, where students have their own; the notebook tells."
)
@question_option
@seed_option
@isolation_option
@click.option("--verbose", is_flag=True, help="List the checks that passed, too.")
def check(
    notebook: Path,
    assignment: str | None,
    student: str | None,
    question_names: tuple[str, ...],
    seed: int | None,
    isolation: str,
    verbose: bool,
) -> int:
    """Check NOTEBOOK and say what is right, what is not, and where to look."""
    console = Console()
    if notebook.is_dir():
        raise UsageError(f"{notebook} is a folder; `grader check` takes one notebook (.ipynb).")
    submission = collect_one(notebook)
    name = assignment or recognise(submission.notebook)
    declaration = catalog.load(name)
    if who := student or released_for(submission):
        declaration, submission = declaration.edition(who), msgspec.structs.replace(submission, student=who)
    elif declaration.numbers:
        console.print("The notebook does not say whose numbers it has: name the student with --student.")
    questions = chosen_questions(declaration.assignment, question_names)
    with console.status("Running your notebook ..."):
        level = own_level(isolation, declaration)
        run = check_submission(declaration, submission, questions, Terms(isolation=level, seed=seed))
    print_run(console, run, head(declaration.assignment, questions), verbose)
    good = all(result.verdict is Verdict.PASS for result in run.checks)
    return 0 if good else 1


def released_for(submission: Submission) -> str:
    """The student whose name the notebook carries, where students have notebooks of their own."""
    try:
        return notebooks.read(submission.notebook).released_for
    except SubmissionError:  # said when it is graded
        return ""


class Terms(Record, frozen=True, kw_only=True):
    """Under which isolation and seed a notebook is checked."""

    isolation: str
    seed: int | None = None


def own_level(wanted: str, declaration: catalog.Declaration) -> str:
    """The level of isolation; a student's own notebook on a machine that has none is run without any."""
    try:
        return chosen_level(wanted, declaration.assignment.preload).level
    except UsageError:
        if wanted != "auto":
            raise
        return "none"


def check_submission(
    declaration: catalog.Declaration, submission: Submission, questions: tuple[str, ...], terms: Terms
) -> ScoredRun:
    """Grade one submission now, without an archive."""
    drawn = terms.seed if terms.seed is not None else secrets.randbelow(SEEDS)
    template = prepare(declaration, questions, drawn, terms.isolation)
    job = msgspec.structs.replace(template, submission=told(submission, declaration.numbers))
    with ThreadPoolExecutor(1) as executor, live.leaving_none_behind():
        run = executor.submit(grade_one, job).result()
    return scored(run, declaration.assignment)
