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

from grader.errors import ClusterError
from grader.pipeline import grade_one, harness_failure
from grader.records.run import Job, Run

LOOK_SECONDS = 1.0  # between looks at whether there is room for more


def grade_many(
    jobs: Iterable[Job],
    executor: Executor,
    width: int | Callable[[], int],
    started: Callable[[Job], None] = lambda job: None,
) -> Iterator[tuple[Job, Run]]:
    """Runs in the order in which they finish, at most `width` in flight; `started` is told of each begin.

    Where workers come and go, `width` is asked for before every begin. A worker that is lost (or a bug of ours in it)
    becomes a Run with the verdict ERROR: the class goes on, on threads of this process when the executor takes no
    more. Raises ClusterError when a cluster is lost.
    """
    waiting = iter(jobs)
    running: dict[Future[Run], Job] = {}
    most = width if callable(width) else lambda: width
    workers = _Workers(executor, most())
    try:
        while True:
            while len(running) < most() and (job := next(waiting, None)) is not None:
                started(job)
                running[workers.submit(job)] = job
            if not running:
                return
            done, _ = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                yield job, _outcome(job, future)
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
    except BrokenExecutor as error:
        return harness_failure(job, f"a worker process was lost: {error}")
    except Exception as error:
        return harness_failure(job, f"{type(error).__name__}: {error}")
