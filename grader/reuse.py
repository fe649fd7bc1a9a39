"""Decides which submissions of a class must be executed, and makes Runs of those that need not be.

A submission is executed only where no sound Run of equal code on an equal basis, with the same seed, questions and
environment, is in the archive; of several submissions with equal code one is executed and the others get its result.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from grader import notebook as notebooks
from grader.editions import FLAG, edition_flags
from grader.errors import SubmissionError
from grader.fingerprint import code_hash
from grader.notebook import Notebook
from grader.observe import graded_cells
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import CellRun, Status
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.store.archive import Archive, Key


class Group(Record, frozen=True, kw_only=True):
    """Students with equal code: the first one's is to be executed, the followers get copies of its Run.

    `size` is the first one's notebook in bytes.
    """

    student: str
    code_hash: str
    size: int = 0
    followers: tuple[str, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        """Everyone who gets a Run from this group."""
        return (self.student, *self.followers)


class Known(Record, frozen=True, kw_only=True):
    """A student whose submission need not be executed: the Run under this number in the archive tells its result."""

    student: str
    number: int
    code_hash: str


class Plan(Record, frozen=True, kw_only=True):
    """What there is and what remains: Runs that stand as they are, some that are copied, and groups to execute.

    It holds names and numbers, neither submissions nor Runs: a class may be larger than the memory.
    """

    standing: tuple[Known, ...]
    adopted: tuple[Known, ...]
    groups: tuple[Group, ...]


def plan(archive: Archive, draft: Job, submissions: Iterable[Submission], force: bool = False) -> Plan:
    """What must be done to have a Run of every submission; with `force` everything is executed again."""
    standing: list[Known] = []
    adopted: list[Known] = []
    leaders: dict[str, Group] = {}
    followers: dict[str, list[str]] = {}
    for submission in submissions:
        job = msgspec.structs.replace(draft, submission=submission)
        found = None if force else archive.find(Key.of_job(job))  # of the same bytes, so that nothing need be read
        if found is None or not stands_for(found.run, submission) or not found.run.code_hash:
            job = msgspec.structs.replace(job, code_hash=code_hash(submission))
            found = None if force else archive.find(Key.of_job(job))
        if found is None or is_unexplained(found.run, draft):
            group = Group(student=submission.student, code_hash=job.code_hash, size=len(submission.notebook))
            if leaders.setdefault(job.code_hash, group) is not group:
                followers.setdefault(job.code_hash, []).append(submission.student)
            continue
        # A Run of an old archive does not know its code.
        code = found.run.code_hash or job.code_hash
        known = Known(student=submission.student, number=found.number, code_hash=code)
        (standing if stands_for(found.run, submission) else adopted).append(known)
    groups = (msgspec.structs.replace(g, followers=tuple(followers.get(c, ()))) for c, g in leaders.items())
    return Plan(standing=tuple(standing), adopted=tuple(adopted), groups=tuple(groups))


def is_unexplained(run: Run, draft: Job) -> bool:
    """Whether a Run missed something while other mistakes were known than now: its causes are looked for again."""
    known = draft.catalogue.hash if draft.catalogue is not None else ""
    return run.catalogue_hash != known and run.verdict is Verdict.FAIL


def stands_for(run: Run, submission: Submission) -> bool:
    """Whether a Run is of exactly this hand-in, so that nothing in it needs another name or place."""
    return (
        run.student == submission.student
        and run.submission_hash == submission.hash
        and run.attempt == submission.attempt
        and run.notes[: len(submission.notes)] == submission.notes
    )


def adoptions(archive: Archive, draft: Job, todo: Plan, find: Callable[[str], Submission]) -> Iterator[Run]:
    """The Runs that the plan takes from the archive for submissions of equal code; `find` reads a student's."""
    for known in todo.adopted:
        job = msgspec.structs.replace(draft, submission=find(known.student), code_hash=known.code_hash)
        yield copy_of(archive.run(known.number), job)


def copies(run: Run, group: Group, draft: Job, find: Callable[[str], Submission]) -> Iterator[Run]:
    """The Runs of a group's followers once its first was executed; a fault of the grader is theirs, too."""
    for student in group.followers:
        yield copy_of(run, msgspec.structs.replace(draft, submission=find(student), code_hash=group.code_hash))


def copy_of(run: Run, job: Job) -> Run:
    """The Run that the job would make, where `run` is of equal code on an equal basis."""
    submission = job.submission
    read = _readable(submission)
    cells, notes = _own_cells_and_notes(run.execution.cells, submission, read, job.assignment)
    flags = tuple(flag for flag in run.flags if flag.id != FLAG)  # of the other one's name
    return msgspec.structs.replace(
        run,
        student=submission.student,
        attempt=submission.attempt,
        submission_hash=submission.hash,
        assignment_hash=job.assignment.hash,
        execution=msgspec.structs.replace(run.execution, cells=cells),
        notes=notes,
        flags=flags if read is None else (*flags, *edition_flags(job.assignment, submission, read)),
        code_hash=job.code_hash,
        basis_hash=job.basis_hash,
        copied_from=run.student,
        submitted=submission.submitted,
    )


def _readable(submission: Submission) -> Notebook | None:
    """The notebook that was handed in; None where there is none, or none that can be read."""
    try:
        return notebooks.read(submission.notebook) if submission.status is Status.OK else None
    except SubmissionError:
        return None


def _own_cells_and_notes(
    cells: tuple[CellRun, ...], submission: Submission, read: Notebook | None, assignment: Assignment
) -> tuple[tuple[CellRun, ...], tuple[str, ...]]:
    """The cells counted, and the notes said, as for this notebook: others may have more prose between their code."""
    if read is None:
        return cells, submission.notes
    own = zip(cells, graded_cells(read, assignment) if cells else (), strict=True)
    placed = tuple(msgspec.structs.replace(run, index=cell.index) for run, cell in own)
    return placed, (*submission.notes, *read.notes)
