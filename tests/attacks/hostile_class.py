"""The class of the attacks: its limits, its hand-ins, and what came of it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from catalogue import HOSTILE
from course import notebook_of
from hostile import Hostile
from traces import Traces

from grader.collect import collect
from grader.fanout import grade_many
from grader.records.assignment import Limits
from grader.records.base import Record
from grader.records.execution import Status
from grader.records.run import Job, Run
from grader.records.submission import Submission

# A busy machine ends nobody early: only where being timed out is what is deserved, time is short.
LIMITS = Limits(
    cell_cpu_seconds=30.0,
    cell_wall_seconds=120.0,
    probe_cpu_seconds=30.0,
    probe_wall_seconds=120.0,
    notebook_cpu_seconds=60.0,
    memory_bytes=600 * 1024**2,
    output_bytes=1024**2,
    max_restarts=2,
)
SHORT = msgspec.structs.replace(
    LIMITS,
    cell_cpu_seconds=2.0,
    cell_wall_seconds=4.0,
    probe_cpu_seconds=2.0,
    probe_wall_seconds=4.0,
    notebook_cpu_seconds=2.0,
)
SPENDING_TIME = {hostile.name for hostile in HOSTILE if Status.TIMED_OUT in hostile.statuses}
WORKERS = 2


class Graded(Record, frozen=True, kw_only=True):
    """The Runs of the class by the name of the attack or of the honest student, and what they were graded under."""

    template: Job
    alone: dict[str, Run]
    hostile: dict[str, Run]
    honest: dict[str, Run]
    before: Traces
    after: Traces

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every Run of the class."""
        return (*self.honest.values(), *self.hostile.values())


def hand_in(folder: Path) -> dict[str, Submission]:
    """Every hostile notebook as the intake takes it, by the name of its attack; also under a hostile name."""
    notebooks = {hostile.name: notebook_of(*hostile.cells, f"# {hostile.name}") for hostile in HOSTILE}
    for hostile in HOSTILE:
        target = folder / f"{hostile.student or hostile.name}.ipynb"
        target.write_bytes(notebooks[hostile.name])
    collected = {submission.notebook: submission for submission in collect(folder, "standardize.ipynb")}
    return {hostile.name: with_files(collected[notebooks[hostile.name]], hostile) for hostile in HOSTILE}


def with_files(submission: Submission, hostile: Hostile) -> Submission:
    """The submission with what lies beside its notebook."""
    return msgspec.structs.replace(submission, files=hostile.files)


def run_class(template: Job, submissions: dict[str, Submission]) -> dict[str, Run]:
    """Grade submissions side by side; Runs by the names given."""
    names = {submission.hash: name for name, submission in submissions.items()}
    assert len(names) == len(submissions)
    work = (job_for(template, name, submission) for name, submission in submissions.items())
    with ThreadPoolExecutor(WORKERS) as executor:
        return {names[job.submission.hash]: run for job, run in grade_many(work, executor, WORKERS)}


def job_for(template: Job, name: str, submission: Submission) -> Job:
    """A submission's job; time is short for the attacks that take too much of it."""
    limits = SHORT if name in SPENDING_TIME else template.assignment.limits
    assignment = msgspec.structs.replace(template.assignment, limits=limits)
    return msgspec.structs.replace(template, submission=submission, assignment=assignment)
