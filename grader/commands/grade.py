"""`grader grade`: a class of notebooks in, marks and pages out."""

import contextlib
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from hashlib import sha256
from itertools import chain
from pathlib import Path

import click
import msgspec
from rich.console import Console

from grader import catalog
from grader.catalog import by_edition
from grader.commands.formats import HELP, NAMES, tell_runner, write_formats
from grader.commands.options import (
    chosen_questions,
    cluster_option,
    cluster_room,
    isolation_option,
    jobs_option,
    question_option,
    quiet_option,
    seed_option,
    shard_option,
)
from grader.commands.progress import ClassProgress
from grader.commands.received import commits_option, layout_option, roster_option, say_received
from grader.commands.run_log import LOG, run_log
from grader.draw import SEEDS
from grader.errors import StorageError, UsageError
from grader.fanout import grade_batches
from grader.intake import Received, Terms, receive
from grader.ledger import ARCHIVE, RESULTS_NAME, Ledger, last_report, with_decisions
from grader.pipeline import draft, repeatability, with_expected
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.results import Results, ScoredRun, head, scored, with_equals
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.reports import write_all
from grader.reports.atomic import write_atomically
from grader.reports.regrade import print_regrade, render_regrade
from grader.reports.terminal import print_class, print_missed, summary
from grader.reuse import Group, Plan, copies, plan
from grader.sandbox import live
from grader.sandbox.proof import UNASKED, chosen_level
from grader.schedule import Forecast, expected_seconds, longest_first
from grader.store.archive import Archive

REGRADE = "regrade.csv"
COMMITS = "commits.csv"


class Order(Record, frozen=True, kw_only=True):
    """What `grade` was asked to do; `isolation` is a level or `auto`, `cluster` an address or empty."""

    declaration: catalog.Declaration
    submissions: tuple[Submission, ...]
    questions: tuple[str, ...]
    out: Path
    jobs: int
    isolation: str
    cluster: str = ""
    seed: int | None = None
    only: tuple[str, ...] = ()
    force: bool = False
    fail_on_review: bool = False
    formats: tuple[str, ...] = ()
    verbose: bool = False


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
@cluster_option
@shard_option
@click.option("--force", is_flag=True, help="Grade again what was graded before.")
@click.option("--fail-on-review", is_flag=True, help="End with exit code 1 when a submission is to be reviewed.")
@roster_option
@commits_option
@layout_option
@click.option("--format", "formats", type=click.Choice(NAMES), multiple=True, help=f"Also write; repeatable. {HELP}.")
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="Say of every student what was missed.")
def grade(
    assignment: str,
    submissions: Path,
    out: Path | None,
    jobs: int,
    seed: int | None,
    students: tuple[str, ...],
    question_names: tuple[str, ...],
    isolation: str,
    cluster: str,
    shard: tuple[int, int] | None,
    force: bool,
    fail_on_review: bool,
    formats: tuple[str, ...],
    roster: Path | None,
    commits: Path | None,
    layout: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Grade the notebooks under SUBMISSIONS for ASSIGNMENT.

    SUBMISSIONS is a notebook, a folder of STUDENT.ipynb, a folder of STUDENT/**/*.ipynb (files beside the notebook
    are there for it to use), a zip of either, what Canvas, Moodle or Gradescope exported, or a folder of clones. Given
    again, the command continues where it was interrupted.
    """
    declaration = catalog.load(assignment)
    if shard and seed is None:
        raise UsageError("--shard needs --seed, the same one for every part: else each would draw inputs of its own.")
    terms = Terms(layout=layout, roster=roster, commits=commits)
    received = receive(submissions, declaration.assignment.notebook, terms)
    order = Order(
        declaration=declaration,
        submissions=part_of(received.submissions, shard),
        questions=chosen_questions(declaration.assignment, question_names),
        out=out or Path("results") / declaration.assignment.slug,
        jobs=jobs,
        isolation=isolation,
        cluster=cluster,
        seed=seed,
        only=students,
        force=force,
        fail_on_review=fail_on_review,
        formats=formats,
        verbose=verbose,
    )
    say_received(received)
    console = Console(quiet=quiet)
    return grade_class(order, console) if not received.commits else grade_clones(order, received, console)


def grade_clones(order: Order, received: Received, console: Console) -> int:
    """Grade clones and write down which commits were read, so that the same command can be given with them again."""
    code = grade_class(order, console)
    text = "".join(f"{student},{sha}\n" for student, sha in received.commits)
    write_atomically(order.out / COMMITS, f"student,commit\n{text}".encode())
    click.echo(f"  {order.out / COMMITS}")
    return code


def part_of(submissions: Iterable[Submission], shard: tuple[int, int] | None) -> tuple[Submission, ...]:
    """The submissions of one part; which part a student belongs to follows from the name alone."""
    part, parts = shard or (1, 1)
    return tuple(s for s in submissions if int(sha256(s.student.encode()).hexdigest(), 16) % parts == part - 1)


def grade_class(order: Order, console: Console) -> int:
    """Grade what is not graded yet, write every report and a log.

    The exit code is 1 when a Run carries ERROR, or a flag where that was asked for.
    """
    _check_students(order)
    make_folder(order.out)
    with run_log(order.out):
        return _grade_class(order, console)


def _grade_class(order: Order, console: Console) -> int:
    with Archive.open(order.out / ARCHIVE, write=True) as archive:
        job, todo = _plan(order, archive)
        _say_what_remains(console, todo)
        ledger = Ledger(archive, job.assignment)
        ledger.store(*todo.adopted)
        measured = archive.seconds(job.assignment.slug, order.questions) if todo.groups else {}
        # Closed at once when storing fails, so that the kernels end before anything is said about it.
        with contextlib.closing(_grade(order, job, todo.groups, measured, console)) as graded:
            for equal in graded:
                ledger.store(*equal)
    runs = {run.student: run for run in (*todo.standing, *ledger.runs)}
    results = with_decisions(results_of(order, job, runs), order.out / ARCHIVE)
    moves = ledger.moves(results.runs, last_report(order.out / RESULTS_NAME, results.assignment))
    if moves:  # before the reports are replaced, from which it is told
        write_atomically(order.out / REGRADE, render_regrade(moves).encode())
    paths = [*write_all(results, order.out), *write_formats(results, order.formats, order.out)]
    if "actions" in order.formats:
        tell_runner(results, "class")
    if order.verbose:
        print_missed(console, results)
    print_class(console, results)
    LOG.info("%s", summary(results))
    if moves:
        paths.append(order.out / REGRADE)
        print_regrade(console, moves)
    _print_paths(console, order, paths)
    to_review = order.fail_on_review and any(run.flags for run in runs.values())
    return int(to_review or any(run.verdict is Verdict.ERROR for run in runs.values()))


def results_of(order: Order, job: Job, runs: dict[str, Run]) -> Results:
    """The results document of the class, students in the order of the submissions."""
    present = [(runs[s.student], s) for s in order.submissions if s.student in runs]
    return Results(
        assignment=head(job.assignment, job.questions),
        seed=job.seed,
        environment=job.environment,
        runs=with_equals(_scored(run, submission, job.assignment) for run, submission in present),
    )


def _scored(run: Run, submission: Submission, assignment: Assignment) -> ScoredRun:
    """The Run with its points; when it was handed in, the submission knows better than a Run from before."""
    return msgspec.structs.replace(scored(run, assignment), submitted=submission.submitted or run.submitted)


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


def _plan(order: Order, archive: Archive) -> tuple[Job, Plan]:
    """The job of everyone, still without expected values, and what remains to be done at which isolation.

    Isolation takes seconds to prove, which are spent only where something is to be executed. Raises UsageError
    where it then cannot be had.
    """
    newest = archive.newest(order.declaration.assignment.slug, order.questions)
    seed = _seed(order, newest)
    before = _isolation_before(order, newest)
    if before is not None:
        job = draft(order.declaration, order.questions, seed, before)
        todo = _plan_with(order, archive, job)
        if not todo.groups:
            return job, todo
    level = str(chosen_level(order.isolation, order.declaration.assignment.preload).level)
    if level != before:
        job = draft(order.declaration, order.questions, seed, level)
        todo = _plan_with(order, archive, job)
    return job, todo


def _seed(order: Order, newest: Run | None) -> int:
    """The seed that was asked for, else the class's own; a class that is forced anew gets a new one."""
    if order.seed is not None:
        return order.seed
    is_new = order.force and not order.only  # one student alone is judged on the inputs of the others
    return secrets.randbelow(SEEDS) if newest is None or is_new else newest.seed


def _isolation_before(order: Order, newest: Run | None) -> str | None:
    """The level at which earlier Runs were made, where it is one that is asked for now."""
    if newest is None:
        return None
    level = newest.environment.isolation
    return level if level == order.isolation or (order.isolation == "auto" and level in UNASKED) else None


def _plan_with(order: Order, archive: Archive, job: Job) -> Plan:
    """What to do for the students who were chosen; the others keep the Runs they have."""
    plans = []
    for own, submissions in _editions(order, job):
        chosen = [submission for submission in submissions if _wanted(order, submission)]
        others = [submission for submission in submissions if not _wanted(order, submission)]
        plans += [plan(archive, own, chosen, force=order.force), Plan(standing=plan(archive, own, others).standing)]
    return Plan(
        standing=tuple(chain.from_iterable(each.standing for each in plans)),
        adopted=tuple(chain.from_iterable(each.adopted for each in plans)),
        groups=tuple(chain.from_iterable(each.groups for each in plans)),
    )


def _editions(order: Order, job: Job) -> Iterator[tuple[Job, tuple[Submission, ...]]]:
    """The job with the numbers that students have, and who has them; this one for all where there are no numbers."""
    if not job.assignment.numbers:
        yield job, order.submissions
        return
    for edition, submissions in by_edition(order.declaration, order.submissions):
        yield draft(edition, order.questions, job.seed, job.environment.isolation), submissions


def _say_what_remains(console: Console, todo: Plan) -> None:
    remaining = sum(len(group.students) for group in todo.groups)
    before = len(todo.standing) + len(todo.adopted)
    if before and remaining:
        console.print(f"{before} submissions were graded before, {remaining} remain.")


def _grade(
    order: Order, job: Job, groups: tuple[Group, ...], measured: Mapping[str, float], console: Console
) -> Generator[tuple[Run, ...], None, None]:
    """Run one job a group, the longest expected first; yields what finished together, with copies for the followers."""
    if not groups:
        return
    leaders = {group.job.submission.student: group for group in groups}
    submissions = [group.job.submission for group in groups]
    expected = expected_seconds(submissions, measured)
    forecast = Forecast(leaders, expected, order.jobs)
    with ClassProgress(console, sum(len(group.students) for group in groups), forecast) as progress:
        progress.say("Asking the reference for the expected values ...")
        template = msgspec.structs.replace(with_expected(job), repeats=repeatability(job))
        ordered = (leaders[s.student].job for s in longest_first(submissions, expected))
        work = _answered(template, ordered)
        with workers(order, template, progress.say) as (executor, width), live.leaving_none_behind():
            for batch in grade_batches(work, executor, width, lambda job: progress.started(student_of(job))):
                finished = [(run, *copies(run, leaders[student_of(done)])) for done, run in batch]
                for done, _ in batch:
                    progress.finished(student_of(done))
                if finished:
                    yield tuple(chain.from_iterable(finished))  # stored by the caller before anybody is told
                for each in chain.from_iterable(finished):
                    progress.show(scored(each, template.assignment), each.copied_from)


def _answered(template: Job, jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs with what the reference answers, which it is asked once for each edition of the assignment."""
    known = {template.basis_hash: template.expected}
    for job in jobs:
        if job.basis_hash not in known and job.catalogue is not None:
            edition = msgspec.structs.replace(job, submission=job.catalogue.solution)
            known[job.basis_hash] = with_expected(edition).expected
        yield msgspec.structs.replace(job, expected=known[job.basis_hash], repeats=template.repeats)


@contextlib.contextmanager
def workers(
    order: Order, template: Job, say: Callable[[str], None]
) -> Iterator[tuple[Executor, int | Callable[[], int]]]:
    """Who does the work, and how many at once: threads that wait for kernels here, or the workers of a cluster."""
    if not order.cluster:
        with ThreadPoolExecutor(order.jobs) as executor:
            yield executor, order.jobs
        return
    cluster = cluster_room()
    say(f"Waiting for the workers of {order.cluster} ...")
    with cluster.connected(cluster.parse_address(order.cluster), template) as remote:
        yield remote, lambda: remote.width


def student_of(job: Job) -> str:
    """Whose submission a job grades."""
    return job.submission.student


def _print_paths(console: Console, order: Order, paths: list[Path]) -> None:
    pages = [path for path in paths if path.parent.name == "feedback"]
    console.print()
    for path in [path for path in paths if path not in pages] + [order.out / ARCHIVE]:
        console.print(f"  {path}", soft_wrap=True, highlight=False)
    if pages:
        console.print(f"  {pages[0].parent}/ ({len(pages)} pages)", soft_wrap=True, highlight=False)
