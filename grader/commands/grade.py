"""`grader grade`: a class of notebooks in, marks and pages out."""

import contextlib
import secrets
from collections.abc import Generator, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path

import click
import msgspec
from rich.console import Console

from grader import catalog
from grader.catalog import by_edition
from grader.commands.crew import crew_at
from grader.commands.formats import HELP, NAMES, tell_runner, write_formats
from grader.commands.options import (
    chosen_questions,
    cluster_option,
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
from grader.editions import numbers_of, told
from grader.errors import StorageError, UsageError
from grader.fanout import grade_batches
from grader.intake import Received, Terms, receive
from grader.ledger import ARCHIVE, RESULTS_NAME, Ledger, last_report, with_decisions
from grader.pipeline import draft, repeatability, with_expected
from grader.records.base import Record
from grader.records.results import Results, ScoredRun, scored
from grader.records.run import Job, Run
from grader.records.stored_runs import StoredRuns, in_short, results_of
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.reports import write_all
from grader.reports.atomic import write_atomically
from grader.reports.regrade import print_regrade, render_regrade
from grader.reports.terminal import print_class, print_missed, summary
from grader.reuse import Group, Plan, adoptions, copies, plan
from grader.sandbox import live
from grader.sandbox.proof import UNASKED, chosen_level
from grader.schedule import Forecast, expected_seconds, longest_first
from grader.shelf import Shelf
from grader.store.archive import Archive

REGRADE = "regrade.csv"
COMMITS = "commits.csv"
STORED_TOGETHER = 200
MOST_LISTED = 1_000


class Order(Record, frozen=True, kw_only=True):
    """What `grade` was asked to do; `isolation` is a level or `auto`, `cluster` an address or empty."""

    declaration: catalog.Declaration
    submissions: Shelf
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

    def submission(self, student: str) -> Submission:
        """What a student handed in, with a note of the numbers where students have their own."""
        return told(self.submissions.submission(student), numbers_of(self.declaration.assignment, student))

    def is_wanted(self, student: str) -> bool:
        """Whether a student is to be graded."""
        return not self.only or student in self.only


class Part(Record, frozen=True, kw_only=True):
    """The students who have the same numbers, all where there are none: what they are asked, and what remains to do.

    The job has no student and no expected values yet.
    """

    job: Job
    plan: Plan


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


def part_of(submissions: Shelf, shard: tuple[int, int] | None) -> Shelf:
    """The submissions of one part; which part a student belongs to follows from the name alone."""
    part, parts = shard or (1, 1)
    return submissions.only(lambda student: int(sha256(student.encode()).hexdigest(), 16) % parts == part - 1)


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
        ledger = Ledger(archive, order.declaration.assignment)
        results = with_decisions(_graded(order, ledger, console), order.out / ARCHIVE)
        return _report(order, ledger, results, console)  # which reads the Runs from the archive again


def _graded(order: Order, ledger: Ledger, console: Console) -> Results:
    """The class with every Run that counts in the archive; what was planned is forgotten with this."""
    archive = ledger.archive
    parts = _plan(order, archive)
    _say_what_remains(console, parts)
    job = parts[0].job
    for part in parts:
        for adopted in portions(adoptions(archive, part.job, part.plan, order.submission)):
            ledger.store(*adopted)
    measured = archive.seconds(job.assignment.slug, order.questions)
    # Closed at once when storing fails, so that the kernels end before anything is said about it.
    with contextlib.closing(_grade(order, parts, measured, console)) as graded:
        for equal in graded:
            ledger.store(*equal)
    return results_of(job.assignment, job, _scored_runs(order, ledger, parts))


def _report(order: Order, ledger: Ledger, results: Results, console: Console) -> int:
    """Write every report, and say what there is and what came of it; the exit code."""
    short = in_short(results)
    moves = ledger.moves(short.runs, last_report(order.out / RESULTS_NAME, results.assignment))
    if moves:  # before the reports are replaced, from which it is told
        write_atomically(order.out / REGRADE, render_regrade(moves).encode())
    paths = [*write_all(results, order.out), *write_formats(results, order.formats, order.out)]
    if "actions" in order.formats:
        tell_runner(results, "class")
    if order.verbose:
        print_missed(console, results)
    print_class(console, short, MOST_LISTED)
    LOG.info("%s", summary(short))
    if moves:
        paths.append(order.out / REGRADE)
        print_regrade(console, moves)
    _print_paths(console, order, paths)
    to_review = order.fail_on_review and any(run.flags for run in short.runs)
    return int(to_review or any(check.verdict is Verdict.ERROR for run in short.runs for check in run.checks))


def _scored_runs(order: Order, ledger: Ledger, parts: tuple[Part, ...]) -> StoredRuns:
    """The Run that counts for each student, with its points; the students in order.

    When it was handed in, the submission knows better than a Run from before.
    """
    standing = [known for part in parts for known in part.plan.standing]
    codes = {known.student: known.code_hash for known in standing}
    numbers = {known.student: known.number for known in standing} | ledger.numbers

    def read(student: str) -> ScoredRun:
        run = scored(ledger.archive.run(numbers[student]), ledger.assignment)
        submitted = order.submissions.submitted(student) or run.submitted
        return msgspec.structs.replace(run, submitted=submitted, code_hash=run.code_hash or codes[student])

    return StoredRuns.of([student for student in order.submissions.students if student in numbers], read)


def portions(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """The Runs, some at a time: of a thousand with equal code not all are in memory at once."""
    waiting = iter(runs)
    while some := tuple(islice(waiting, STORED_TOGETHER)):
        yield some


def make_folder(folder: Path) -> None:
    """Create the folder for results, or say why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"Results cannot be written to {folder}: {error.strerror or error}. Name another folder with --out."
        ) from error


def _check_students(order: Order) -> None:
    known = order.submissions.students
    unknown = sorted(set(order.only) - set(known))
    if unknown:
        raise UsageError(f"No submission of {', '.join(unknown)} was found. Found: {', '.join(known[:20])}.")


def _plan(order: Order, archive: Archive) -> tuple[Part, ...]:
    """What everyone is asked, and what remains to be done at which isolation.

    Isolation takes seconds to prove, which are spent only where something is to be executed. Raises UsageError
    where it then cannot be had.
    """
    newest = archive.newest(order.declaration.assignment.slug, order.questions)
    seed = _seed(order, newest)
    before = _isolation_before(order, newest)
    if before is not None:
        parts = _parts(order, archive, seed, before)
        if not any(part.plan.groups for part in parts):
            return parts
    level = str(chosen_level(order.isolation, order.declaration.assignment.preload).level)
    return parts if level == before else _parts(order, archive, seed, level)


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


def _parts(order: Order, archive: Archive, seed: int, level: str) -> tuple[Part, ...]:
    """At least one; several where students have numbers of their own."""
    return tuple(
        _part(order, archive, draft(edition, order.questions, seed, level), students)
        for edition, students in by_edition(order.declaration, order.submissions.students)
    )


def _part(order: Order, archive: Archive, job: Job, students: tuple[str, ...]) -> Part:
    """What to do for those of the students who were chosen; the others keep the Runs they have."""
    chosen = [student for student in students if order.is_wanted(student)]
    others = [student for student in students if not order.is_wanted(student)]
    todo = plan(archive, job, map(order.submission, chosen), force=order.force)
    kept = plan(archive, job, map(order.submission, others)).standing
    return Part(job=job, plan=msgspec.structs.replace(todo, standing=(*todo.standing, *kept)))


def _say_what_remains(console: Console, parts: tuple[Part, ...]) -> None:
    remaining = sum(len(group.students) for part in parts for group in part.plan.groups)
    before = sum(len(part.plan.standing) + len(part.plan.adopted) for part in parts)
    if before and remaining:
        console.print(f"{before} submissions were graded before, {remaining} remain.")


def _grade(
    order: Order, parts: tuple[Part, ...], measured: Mapping[str, float], console: Console
) -> Generator[tuple[Run, ...], None, None]:
    """Run one job a group, the longest expected first; yields what finished together, with copies for the followers."""
    jobs = {group.student: part.job for part in parts for group in part.plan.groups}
    leaders = {group.student: group for part in parts for group in part.plan.groups}
    if not leaders:
        return
    expected = expected_seconds(leaders, measured)
    forecast = Forecast(leaders, expected, order.jobs)
    with ClassProgress(console, sum(len(group.students) for group in leaders.values()), forecast) as progress:
        progress.say("Asking the reference for the expected values ...")
        first = next(iter(jobs.values()))
        template = msgspec.structs.replace(with_expected(first), repeats=repeatability(first))
        ordered = longest_first({student: group.size for student, group in leaders.items()}, expected)
        work = _answered(template, (job_of(leaders[s], jobs[s], order.submission(s)) for s in ordered))
        with crew_at(order.cluster, order.jobs, template, progress.say) as crew, live.leaving_none_behind():
            for batch in grade_batches(work, crew.executor, crew.width, lambda job: progress.started(student_of(job))):
                forecast.width = crew.width()
                for done, _ in batch:
                    progress.finished(student_of(done))
                for some in portions(_with_copies(batch, leaders, order)):
                    yield some  # stored by the caller before anybody is told
                    progress.show((scored(each, template.assignment), each.copied_from) for each in some)
            yield from ((run,) for run in crew.compare())


def _with_copies(batch: Iterable[tuple[Job, Run]], leaders: Mapping[str, Group], order: Order) -> Iterator[Run]:
    """Each Run that came, followed by those of the students with equal code."""
    for done, run in batch:
        yield run
        yield from copies(run, leaders[student_of(done)], done, order.submission)


def _answered(template: Job, jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs with what the reference answers, which it is asked once for each edition of the assignment."""
    known = {template.basis_hash: template.expected}
    for job in jobs:
        if job.basis_hash not in known and job.catalogue is not None:
            edition = msgspec.structs.replace(job, submission=job.catalogue.solution)
            known[job.basis_hash] = with_expected(edition).expected
        yield msgspec.structs.replace(job, expected=known[job.basis_hash], repeats=template.repeats)


def job_of(group: Group, asked: Job, submission: Submission) -> Job:
    """The job of a group's first student."""
    return msgspec.structs.replace(asked, submission=submission, code_hash=group.code_hash)


def student_of(job: Job) -> str:
    """Whose submission a job grades."""
    return job.submission.student


def _print_paths(console: Console, order: Order, paths: list[Path]) -> None:
    pages = [path for path in paths if path.parent.name == "feedback"]
    console.print()
    for path in [path for path in paths if path.parent.name != "feedback"] + [order.out / ARCHIVE]:
        console.print(f"  {path}", soft_wrap=True, highlight=False)
    if pages:
        console.print(f"  {pages[0].parent}/ ({len(pages)} pages)", soft_wrap=True, highlight=False)
