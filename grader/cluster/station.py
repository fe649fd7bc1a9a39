"""What a worker process becomes: a place that grades, or one that says why it may not.

A Dask worker plugin carries it there. It compares the worker's versions with the coordinator's, starts the warm parent,
proves its isolation with attacks, and looks for the data set. Only then does the worker offer the resource that every
grading asks for: one that differs, or whose walls do not hold, is never given a submission.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from distributed import Status, Worker, WorkerPlugin, get_worker

import grader
from grader import datasets
from grader.datasets import Description, Progress
from grader.environment import current_environment
from grader.errors import GraderError
from grader.pipeline import grade_one
from grader.records.run import Environment, Job, Run, Surroundings
from grader.records.submission import Submission
from grader.sandbox.isolation import Level
from grader.sandbox.proof import prove
from grader.surroundings import current_surroundings

NAME = "grader-"  # a station's name begins with it; what follows is the id of the coordinator at the scheduler
REFUSALS = "grader-refusals"  # the topic under which workers say why they do not grade
NOBODY = Submission(student="nobody")


def own_code() -> str:
    """SHA-256 over the programs of the grader: two checkouts of one version need not be alike."""
    digest = hashlib.sha256()
    for path in sorted(Path(grader.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


CODE = own_code()  # of what was imported: a checkout may be updated while its workers run


class Station(WorkerPlugin):  # type: ignore[misc, unused-ignore]
    """Makes workers ready for one class; sent to those that are there and to those that come later.

    It carries what all submissions of the class have in common. That is no dependency of a grading: a scheduler gives
    work to those who hold what it depends on, so that one worker would be given everything.
    """

    def __init__(self, job: Job, owner: str) -> None:
        self.name = NAME + owner
        self.shared = shared_part(job)
        self.code = CODE
        self.description = datasets.describe(job.assignment.dataset) if job.assignment.dataset is not None else None

    @property
    def offer(self) -> str:
        """The resource that every grading of this class asks for: submissions at once."""
        return self.name

    @property
    def want(self) -> str:
        """The resource of a worker that lacks the data set."""
        return f"{self.name}-data"

    async def setup(self, worker: Worker) -> None:
        """Offer the worker's threads for grading, ask for the data set, or tell what is wrong."""
        assignment = self.shared.assignment
        if self.description is not None and self.description.is_own:
            datasets.know(self.description)  # a worker may have no course
        problem = unfitness(self.shared.environment, assignment.preload, self.code)
        if problem:
            self.refuse(worker, problem)
            await worker.set_resources(**{self.offer: 0, self.want: 0})
        else:
            has_data = assignment.dataset is None or datasets.is_cached(assignment.dataset)
            await self.present(worker, has_data=has_data)

    async def teardown(self, worker: Worker) -> None:
        """Take the offer back when the class is done; a worker that ends takes it with it."""
        if worker.status == Status.running:
            await worker.set_resources(**{self.offer: 0, self.want: 0})

    async def present(self, worker: Worker, *, has_data: bool) -> None:
        """Tell the scheduler what this worker takes, or that it waits for data."""
        threads = worker.state.nthreads
        await worker.set_resources(**{self.offer: threads if has_data else 0, self.want: 0 if has_data else 1})
        if has_data and worker.status == Status.running:
            # A scheduler gives a worker what nobody could take before when it resumes, but not when its resources grow.
            worker.status = Status.paused
            worker.status = Status.running

    def refuse(self, worker: Worker, problem: str) -> None:
        """Say why this worker does not grade."""
        worker.log_event(REFUSALS, {"station": self.name, "worker": worker.address, "problem": problem})


class Edition(WorkerPlugin):  # type: ignore[misc, unused-ignore]
    """Brings what the submissions of another edition of a station's assignment have in common."""

    def __init__(self, job: Job, station: str) -> None:
        self.name = f"{station}/{job.basis_hash}"
        self.shared = shared_part(job)


def unfitness(wanted: Environment, preload: tuple[str, ...], code: str = CODE) -> str:
    """Why this process must not grade for a class of that environment and grader; empty when it may.

    Starts the warm parent, so that the first submission finds it ready.
    """
    found = current_environment(wanted.isolation)
    differing = [
        f"{name} is {getattr(found, name)}, expected {getattr(wanted, name)}"
        for name in wanted.__struct_fields__
        if getattr(found, name) != getattr(wanted, name)
    ]
    if code != CODE:
        differing.append(
            f"the code of grader {found.grader} is not the coordinator's: update it and restart the worker"
        )
    if differing:
        return "; ".join(differing)
    try:
        proof = prove(Level(wanted.isolation), preload)
    except GraderError as error:
        return str(error)
    return "" if proof.holds else f"isolation {proof.sentence}"


def shared_part(job: Job) -> Job:
    """A job without its submission: what every submission of a class has in common, megabytes of probes among it."""
    return msgspec.structs.replace(job, submission=NOBODY, code_hash="")


def grade_sent(submission: Submission, code_hash: str, holder: str) -> tuple[Run, str]:
    """Grade one submission of the class; the Run, of this machine's surroundings, and the address of this worker.

    `holder` is the plugin that has what the submission is asked: the station, or one of its editions.
    """
    worker = get_worker()
    shared = worker.plugins[holder].shared
    around = surroundings_here(shared.assignment.dataset)
    job = msgspec.structs.replace(shared, submission=submission, code_hash=code_hash, surroundings=around)
    return grade_one(job), worker.address


@cache
def surroundings_here(dataset: str | None) -> Surroundings:
    """Processor, settings and data of this machine, which need not be those of the coordinator."""
    return current_surroundings(dataset)


class Sent:
    """A source of a data set whose arrays came from the coordinator; they are checked like any other source's."""

    name = "the coordinator"

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._arrays = arrays

    def arrays(self, _description: Description, _scratch: object, _progress: Progress) -> dict[str, Any]:
        """What was sent."""
        return self._arrays


async def take_data(station: str, arrays: dict[str, Any], dask_worker: Worker) -> str:
    """Put a class's data set into this machine's cache, verified, and offer to grade; the problem where that failed."""
    here = dask_worker.plugins[station]
    try:
        datasets.install(here.shared.assignment.dataset, Sent(arrays))
    except GraderError as error:
        here.refuse(dask_worker, str(error))
        return str(error)
    await here.present(dask_worker, has_data=True)
    return ""


async def look_again(station: str, dask_worker: Worker) -> None:
    """Let a worker that waits for data look whether another of its machine has got them."""
    here = dask_worker.plugins.get(station)
    if here is not None and dask_worker.state.total_resources.get(here.want):
        await here.setup(dask_worker)


async def forget_the_dead(dask_scheduler: Any) -> None:
    """Take back what coordinators that were killed left behind."""
    for name in [name for name in dask_scheduler.worker_plugins if name.startswith(NAME)]:
        if name.removeprefix(NAME).partition("/")[0] not in dask_scheduler.clients:
            await dask_scheduler.unregister_worker_plugin(None, name)
