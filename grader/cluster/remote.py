"""The coordinator's side: an Executor whose work is done by the workers of a Dask cluster."""

import asyncio
import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import ExitStack, contextmanager
from typing import Any

import dask
import numpy as np
import yaml
from distributed import Client, KilledWorker, LocalCluster

from grader import datasets
from grader.cluster.address import Address
from grader.cluster.sample import Comparison, Graded, Sample, compared
from grader.cluster.station import REFUSALS, Edition, Station, forget_the_dead, grade_sent, look_again, take_data
from grader.errors import ClusterError, SetAsideError
from grader.records.run import Job, Run

LOOK_SECONDS = 1.0
CONNECT_SECONDS = 30
WAIT_SECONDS = 180.0  # for the first worker that may grade
LIVES = 1  # how many lost workers a submission is forgiven: with the second it is set aside
SENT_TOGETHER = 50
NO_DASHBOARD = "127.0.0.1:0"  # Dask listens all the same: on a free port, where only this machine reaches it
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1 TB",  # files beside a notebook may be large
    "distributed.scheduler.allowed-failures": LIVES,
    "distributed.scheduler.worker-saturation": 1.0,  # nothing queues on a worker, where another's death would count
    "distributed.scheduler.work-stealing": False,
    "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s",
    "distributed.comm.timeouts.tcp": "30s",
}
KILLED = (
    f"{LIVES + 1} workers of the cluster were lost while they graded this submission, so it was set aside. Look at the "
    "memory of the machines and at the notebook, then give the same command again."
)
LOST = (
    "The scheduler of the cluster was lost. What was finished is kept: start the scheduler again, "
    "then give the same command."
)


class Remote(Executor):
    """Sends gradings to the workers that offered to do them. Use `connected`."""

    def __init__(self, client: Client, station: Station, job: Job) -> None:
        self._client, self._station = client, station
        self._dataset = job.assignment.dataset
        self._holders = {job.basis_hash: station.name}  # the plugins by what they hold
        self._closing = threading.Event()
        self._offered = 0
        self._waiting: queue.SimpleQueue[tuple[Job, Future[Run]] | None] = queue.SimpleQueue()
        self._outstanding: set[Future[Run]] = set()
        self._sent: set[Any] = set()
        self._sample = Sample(job.seed)
        self._is_lost = False
        for work in (self._watch, self._send_all):
            threading.Thread(target=work, daemon=True, name="grader-cluster").start()

    def submit(self, _function: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Run]:  # type: ignore[override]
        """Grade a job, the only thing this executor does; the probes of its class are sent once."""
        (job,) = args
        self._require_scheduler()
        graded: Future[Run] = Future()
        self._outstanding.add(graded)
        self._waiting.put((job, graded))
        return graded

    def _send_all(self) -> None:
        """Send what was submitted, together what came together: a message of twenty costs little more than of one."""
        while (first := self._waiting.get()) is not None:
            jobs = [first]
            while len(jobs) < SENT_TOGETHER and not self._waiting.empty():
                more = self._waiting.get()  # nobody else takes from it
                if more is None:
                    return
                jobs.append(more)
            try:
                sent = self._sent_to(None, *(job for job, _ in jobs))
            except Exception as error:  # the client was closed meanwhile, or what was handed in cannot be sent
                for _, graded in jobs:
                    self._settle(graded, ClusterError(LOST) if self._client.status != "running" else error)
                continue
            for (job, graded), future in zip(jobs, sent, strict=True):
                self._sent.add(future)
                self._client.loop.add_callback(self._bring, job, graded, future)

    def _sent_to(self, workers: list[str] | None, *jobs: Job) -> list[Any]:
        """Dask's futures of gradings of these jobs, by some workers or by any."""
        submissions, codes = [job.submission for job in jobs], [job.code_hash for job in jobs]
        sent: list[Any] = self._client.map(
            *(grade_sent, submissions, codes, list(map(self._holder, jobs))),
            resources={self._station.offer: 1},
            workers=workers,
            allow_other_workers=workers is not None,  # where they are lost meanwhile, nobody waits for them
            pure=False,
        )
        return sent

    def _holder(self, job: Job) -> str:
        """The plugin that has what this job shares with others; each is sent to every worker once."""
        if job.basis_hash not in self._holders:
            edition = Edition(job, self._station.name)
            self._client.register_plugin(edition)
            self._holders[job.basis_hash] = edition.name
        return self._holders[job.basis_hash]

    async def _bring(self, job: Job, graded: Future[Run], future: Any) -> None:
        """Hand on what came of a submission; Dask fetches together what is ready together."""
        try:
            run, worker = await self._client.gather(future, asynchronous=True)
        except KilledWorker:
            self._settle(graded, SetAsideError(KILLED))
        except (Exception, asyncio.CancelledError) as error:
            # What a worker raised concerns one submission; what was cancelled, or cannot be fetched, concerns all.
            if isinstance(error, Exception) and future.status == "error":
                self._settle(graded, error)
            else:
                self._is_lost = True
                self._settle(graded, ClusterError(LOST))
        else:
            self._sample.consider(Graded(job=job, run=run, worker=worker))
            self._settle(graded, run)
        finally:
            self._sent.discard(future)

    def _settle(self, graded: Future[Run], outcome: Run | Exception) -> None:
        """Once; what the watch gave up already stays so."""
        self._outstanding.discard(graded)
        with contextlib.suppress(InvalidStateError):
            if isinstance(outcome, Run):
                graded.set_result(outcome)
            else:
                graded.set_exception(outcome)

    def compare(self) -> Comparison:
        """Grade a sample of what was graded once more, each on another worker than before, and compare the marks.

        What cannot be graded on another one, because workers or the scheduler are lost now, is left out.
        """
        pairs = []
        for before in self._sample.drawn():
            others = [address for address in self._grading_workers() if address != before.worker]
            if others:
                pairs.append((before, self._sent_to(others, before.job)[0]))
        found = []
        for before, again in pairs:
            with contextlib.suppress(Exception):
                run, worker = again.result()
                if worker != before.worker:
                    found.append((before, Graded(job=before.job, run=run, worker=worker)))
        return compared(found)

    def _grading_workers(self) -> list[str]:
        with contextlib.suppress(OSError, TimeoutError):
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
            return [address for address, worker in workers.items() if worker["resources"].get(self._station.offer)]
        return []

    def _require_scheduler(self) -> None:
        """Raise ClusterError, here and for everything under way, when the scheduler no longer answers."""
        if self._client.status != "running":
            self._is_lost = True
        if self._is_lost:
            for graded in tuple(self._outstanding):
                self._settle(graded, ClusterError(LOST))
            raise ClusterError(LOST)

    @property
    def width(self) -> int:
        """How many submissions the workers take at once now, at least one."""
        return max(1, self._offered)

    def wait_for_workers(self, seconds: float, *, are_queued: bool = False) -> None:
        """Return when a worker may grade. Raises ClusterError with the workers' reasons when none may in time.

        Workers that `are_queued` may come after hours: for them time counts only once one has refused.
        """
        deadline = time.monotonic() + seconds
        while not self._offered:
            is_late = time.monotonic() > deadline and not (are_queued and not self._refusals())
            if is_late or self._closing.is_set():
                raise ClusterError(f"No worker of the cluster may grade. {self._reasons()}")
            time.sleep(LOOK_SECONDS / 10)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give back what the workers hold; nothing more is sent."""
        self._closing.set()
        self._waiting.put(None)
        if not self._is_lost:
            with contextlib.suppress(Exception):  # the scheduler may be gone since
                if cancel_futures and self._sent:
                    self._client.cancel(list(self._sent))
                for name in list(self._holders.values()):
                    self._client.unregister_worker_plugin(name)

    def _refusals(self) -> list[str]:
        events = self._client.get_events(REFUSALS) or ()
        own = [event for _, event in events if event["station"] == self._station.name]
        return [f"{event['worker']}: {event['problem']}" for event in own]

    def _reasons(self) -> str:
        try:
            told = self._refusals()
        except Exception as error:
            return f"The scheduler does not answer: {error}."
        return "They said: " + " | ".join(told[-5:]) if told else "None has joined. Start workers, then try again."

    def _watch(self) -> None:
        """Count the offers, and send data to machines that lack it, until the end."""
        while not self._closing.is_set():
            with contextlib.suppress(OSError, CancelledError, TimeoutError, ClusterError):
                self._require_scheduler()
                self._look()
            self._closing.wait(LOOK_SECONDS if self._offered else LOOK_SECONDS / 10)

    def _look(self) -> None:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        self._offered = int(sum(worker["resources"].get(self._station.offer, 0) for worker in workers.values()))
        hosts = {w["host"]: address for address, w in workers.items() if w["resources"].get(self._station.want)}
        if hosts and self._dataset is not None:
            self._send_data(self._dataset, list(hosts.values()))

    def _send_data(self, name: str, addresses: list[str]) -> None:
        """Once per machine; the other workers of a machine find it in the cache when they are asked again."""
        data = datasets.load(name)
        arrays = {part: np.array(getattr(data, part)) for part in datasets.PARTS}
        self._client.run(take_data, self._station.name, arrays, workers=addresses)
        self._client.run(look_again, self._station.name)


@contextmanager
def connected(address: Address, job: Job, patience_seconds: float = WAIT_SECONDS) -> Iterator[Remote]:
    """An executor over the cluster at an address, ready to grade jobs that share all but their submission.

    Raises ClusterError when there is no scheduler, or no worker that may grade.
    """
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(SETTINGS))
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says is said in our words
        client = stack.enter_context(_client(address, stack))
        with contextlib.suppress(Exception):  # a scheduler of another owner may not take settings
            client.run_on_scheduler(_set_lives, LIVES)
            client.run_on_scheduler(forget_the_dead)
        station = Station(job, client.id)
        client.register_plugin(station)
        remote = Remote(client, station, job)
        stack.callback(remote.shutdown, wait=False, cancel_futures=True)
        remote.wait_for_workers(patience_seconds, are_queued=address.file is not None)
        yield remote


def _client(address: Address, stack: ExitStack) -> Client:
    try:
        if address.url:
            return Client(address.url, timeout=CONNECT_SECONDS, set_as_default=False)
        if address.workers:
            local = LocalCluster(
                n_workers=address.workers,
                threads_per_worker=1,
                dashboard_address=NO_DASHBOARD,
                processes=True,
                memory_limit=0,
            )
            return Client(stack.enter_context(local), set_as_default=False)
        return Client(_slurm(address, stack), set_as_default=False)
    except OSError as error:
        raise ClusterError(f"No scheduler answers at {address.url}: {error}. Is it running?") from error


def _slurm(address: Address, stack: ExitStack) -> Any:
    """A cluster of Slurm jobs from the `jobqueue.slurm` section of a dask configuration; Dask reads it for each job."""
    from dask_jobqueue import SLURMCluster  # only where there is a Slurm to be asked

    assert address.file is not None
    try:
        settings = yaml.safe_load(address.file.read_text("utf-8"))["jobqueue"]["slurm"]
        most = int(settings.pop("maximum-jobs", 10))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ClusterError(
            f"{address.file}: expected a dask-jobqueue configuration with jobqueue: slurm:, found {error!r}."
        ) from error
    own = {"dashboard_address": NO_DASHBOARD, **(settings.pop("scheduler-options", None) or {})}
    stack.enter_context(dask.config.set({"jobqueue.slurm": {**dask.config.get("jobqueue.slurm", {}), **settings}}))
    cluster = stack.enter_context(SLURMCluster(scheduler_options=own))
    try:
        cluster.job_script()
    except ValueError as error:
        raise ClusterError(f"{address.file}: this is no job that Slurm could start: {error}") from error
    cluster.adapt(minimum_jobs=1, maximum_jobs=most)
    return cluster


def _set_lives(lives: int, dask_scheduler: Any) -> None:
    dask_scheduler.allowed_failures = lives
