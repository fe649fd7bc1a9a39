"""`grader grade`: a class of notebooks in, marks and pages out."""

import contextlib
import secrets
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import msgspec
from rich.console import Console

from grader import catalog
from grader.collect import collect
from grader.commands.options import (
    chosen_questions,
    isolation_option,
    jobs_option,
    question_option,
    seed_option,
)
from grader.commands.progress import ClassProgress
from grader.environment import current_environment
from grader.errors import StorageError, UsageError
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.base import Record
from grader.records.results import Results, head, scored
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.reports import write_all
from grader.reports.terminal import print_class
from grader.sandbox import live
from grader.sandbox.proof import chosen_level
from grader.store.archive import Archive, Key

ARCHIVE = "archive.sqlite"


class Order(Record, frozen=True, kw_only=True):
    """What `grade` was asked to do."""

    declaration: catalog.Declaration
    submissions: tuple[Submission, ...]
    questions: tuple[str, ...]
    out: Path
    jobs: int
    isolation: str
    seed: int | None = None
    only: tuple[str, ...] = ()
    force: bool = False


@click.command(
    epilog="\b\nExample:\n  grader grade mnist_softmax submissions/ --out results/ --jobs 2",
)
@click.argument("assignment")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the results.  [default: results/ASSIGNMENT]",
)
@jobs_option
@seed_option
@click.option("--student", "students", multiple=True, metavar="NAME", help="Grade only this student; repeatable.")
@question_option
@isolation_option
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
def grade(
    assignment: str,
    submissions: Path,
    out: Path | None,
    jobs: int,
    seed: int | None,
    students: tuple[str, ...],
    question_names: tuple[str, ...],
    isolation: str,
    force: bool,
) -> int:
    """Grade the notebooks under SUBMISSIONS for ASSIGNMENT.

    SUBMISSIONS is a notebook, a folder of STUDENT.ipynb, a folder of STUDENT/**/*.ipynb (files beside the notebook
    are there for it to use), or a zip of either. Given again, the command continues where it was interrupted.
    """
    declaration = catalog.load(assignment)
    order = Order(
        declaration=declaration,
        submissions=tuple(collect(submissions, declaration.assignment.notebook)),
        questions=chosen_questions(declaration.assignment, question_names),
        out=out or Path("results") / declaration.assignment.slug,
        jobs=jobs,
        isolation=chosen_level(isolation, declaration.assignment.preload).level,
        seed=seed,
        only=students,
        force=force,
    )
    return grade_class(order, Console())


def grade_class(order: Order, console: Console) -> int:
    """Grade what is not graded yet, write every report; exit code 1 when a Run carries ERROR."""
    _check_students(order)
    make_folder(order.out)
    with Archive.open(order.out / ARCHIVE, write=True) as archive:
        seed = order.seed
        if seed is None and not order.force:
            seed = archive.seed_for(order.declaration.assignment.hash, order.questions)
        order = msgspec.structs.replace(order, seed=seed if seed is not None else secrets.randbelow(2**31))
        runs = _finished(order, archive)
        missing = [s for s in order.submissions if s.student not in runs and _wanted(order, s)]
        if runs and missing:
            console.print(f"{len(runs)} submissions were graded before, {len(missing)} remain.")
        # Closed at once when storing fails, so that the kernels end before anything is said about it.
        with contextlib.closing(_grade(order, missing, console)) as graded:
            for run in graded:
                archive.append(run)
                runs[run.student] = run
    results = results_of(order, runs)
    paths = write_all(results, order.out)
    print_class(console, results)
    _print_paths(console, order, paths)
    return int(any(run.verdict is Verdict.ERROR for run in runs.values()))


def results_of(order: Order, runs: dict[str, Run]) -> Results:
    """The results document of the class, students in the order of the submissions."""
    assignment = order.declaration.assignment
    present = [runs[s.student] for s in order.submissions if s.student in runs]
    return Results(
        assignment=head(assignment, order.questions),
        seed=order.seed or 0,
        environment=current_environment(order.isolation),
        runs=tuple(scored(run, assignment) for run in present),
    )


def make_folder(folder: Path) -> None:
    """Create the folder for results, or say why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"Results cannot be written to {folder}: {error.strerror or error}. Name another folder with --out."
        ) from error


def _check_students(order: Order) -> None:
    known = {s.student for s in order.submissions}
    unknown = sorted(set(order.only) - known)
    if unknown:
        raise UsageError(f"No submission of {', '.join(unknown)} was found. Found: {', '.join(sorted(known)[:20])}.")


def _wanted(order: Order, submission: Submission) -> bool:
    return not order.only or submission.student in order.only


def _finished(order: Order, archive: Archive) -> dict[str, Run]:
    """Runs that need not be repeated: same submission, assignment, seed, questions and environment."""
    environment = current_environment(order.isolation)
    done: dict[str, Run] = {}
    for submission in order.submissions:
        if order.force and _wanted(order, submission):
            continue
        key = Key(
            student=submission.student,
            submission_hash=submission.hash,
            assignment_hash=order.declaration.assignment.hash,
            seed=order.seed or 0,
            questions=order.questions,
            environment=environment,
        )
        run = archive.find(key)
        if run is not None and run.verdict is not Verdict.ERROR:
            done[submission.student] = run
    return done


def _grade(order: Order, submissions: list[Submission], console: Console) -> Generator[Run, None, None]:
    if not submissions:
        return
    with ClassProgress(console, len(submissions)) as progress:
        progress.say("Asking the reference for the expected values ...")
        template = prepare(order.declaration, order.questions, order.seed or 0, order.isolation)
        work: Iterator[Job] = (msgspec.structs.replace(template, submission=s) for s in submissions)
        with ThreadPoolExecutor(order.jobs) as executor, live.leaving_none_behind():
            for job, run in grade_many(work, executor, order.jobs, progress.started):
                yield run  # stored by the caller before anybody is told that it is done
                progress.finished(job, scored(run, job.assignment))


def _print_paths(console: Console, order: Order, paths: list[Path]) -> None:
    pages = [path for path in paths if path.parent.name == "feedback"]
    console.print()
    for path in [path for path in paths if path not in pages] + [order.out / ARCHIVE]:
        console.print(f"  {path}", soft_wrap=True, highlight=False)
    if pages:
        console.print(f"  {pages[0].parent}/ ({len(pages)} pages)", soft_wrap=True, highlight=False)
