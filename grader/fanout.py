"""The same grading for many submissions, on any Executor of the standard library's interface."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)

from grader.errors import ClusterError, SetAsideError
from grader.pipeline import grade_one, harness_failure
from grader.records.execution import Status
from grader.records.run import Job, Run

LOOK_SECONDS = 1.0  # between looks at whether there is room for more


def grade_many(
    jobs: Iterable[Job],
    executor: Executor,
    width: int | Callable[[], int],
    started: Callable[[Job], None] = lambda job: None,
) -> Iterator[tuple[Job, Run]]:
    """Runs in the order in which they finish, at most `width` in flight; see `grade_batches`."""
    for batch in grade_batches(jobs, executor, width, started):
        yield from batch


def grade_batches(
    jobs: Iterable[Job],
    executor: Executor,
    width: int | Callable[[], int],
    started: Callable[[Job], None] = lambda job: None,
) -> Iterator[list[tuple[Job, Run]]]:
    """Runs as they finish, those together that finished since the last look; `started` is told of each begin.

    At most `width` are in flight; where workers come and go, it is asked for before every begin. A worker that is lost
    (or a bug of ours in it) becomes a Run with the verdict ERROR: the class goes on, on threads of this process when
    the executor takes no more. A submission that ran out of wall time beside others had perhaps too little of the
    machine: it is graded again when all others are done, alone, and only that counts. Raises ClusterError when a
    cluster is lost.
    """
    waiting = iter(jobs)
    running: dict[Future[Run], Job] = {}
    had_neighbours: set[Future[Run]] = set()
    again: list[Job] = []
    most = width if callable(width) else lambda: width
    workers = _Workers(executor, most())
    try:
        while True:
            while len(running) < most() and (job := next(waiting, None)) is not None:
                started(job)
                running[workers.submit(job)] = job
                had_neighbours |= running.keys() if len(running) > 1 else set()
            if not running:
                break
            done, _ = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
            finished = [(future, running.pop(future)) for future in done]
            outcomes = [(job, _outcome(job, future), future in had_neighbours) for future, job in finished]
            had_neighbours -= done
            again += [job for job, run, beside in outcomes if run.out_of_wall_time and beside]
            yield [(job, run) for job, run, beside in outcomes if not (run.out_of_wall_time and beside)]
        for job in again:
            yield [(job, _outcome(job, workers.submit(job)))]
    finally:
        workers.close()


class _Workers:
    """The given executor and, once it broke (a process pool that lost one worker takes no more jobs), threads."""

    def __init__(self, executor: Executor, width: int) -> None:
        self.executor, self.width = executor, width
        self.spare: ThreadPoolExecutor | None = None

    def submit(self, job: Job) -> Future[Run]:
        """Hand a job to whoever takes it."""
        if self.spare is None:
            try:
                return self.executor.submit(grade_one, job)
            except BrokenExecutor:
                self.spare = ThreadPoolExecutor(self.width)
        return self.spare.submit(grade_one, job)

    def close(self) -> None:
        """End the spare threads; without waiting, since who interrupts us ends their kernels next."""
        if self.spare is not None:
            self.spare.shutdown(wait=False, cancel_futures=True)


def _outcome(job: Job, future: Future[Run]) -> Run:
    try:
        return future.result()
    except ClusterError:
        raise
    except SetAsideError as error:
        return harness_failure(job, str(error), Status.SET_ASIDE)
    except BrokenExecutor as error:
        return harness_failure(job, f"a worker process was lost: {error}")
    except Exception as error:
        return harness_failure(job, f"{type(error).__name__}: {error}")
