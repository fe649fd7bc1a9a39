"""The same grading for many submissions, on any Executor of the standard library's interface."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait

from grader.pipeline import grade_one, harness_failure
from grader.records.run import Job, Run


def grade_many(
    jobs: Iterable[Job],
    executor: Executor,
    width: int,
    started: Callable[[Job], None] = lambda job: None,
) -> Iterator[tuple[Job, Run]]:
    """Runs in the order in which they finish, at most `width` in flight; `started` is told of each begin.

    A worker that is lost (or a bug of ours in it) becomes a Run with the verdict ERROR: the class goes on, on
    threads of this process when the executor takes no more. A submission that ran out of wall time beside others
    had perhaps too little of the machine: it is graded again when all others are done, alone, and only that counts.
    """
    waiting = iter(jobs)
    running: dict[Future[Run], Job] = {}
    had_neighbours: set[Future[Run]] = set()
    again: list[Job] = []
    workers = _Workers(executor, width)
    try:
        while True:
            for job in waiting:
                started(job)
                running[workers.submit(job)] = job
                had_neighbours |= running.keys() if len(running) > 1 else set()
                if len(running) >= width:
                    break
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                run = _outcome(job, future)
                if run.out_of_wall_time and future in had_neighbours:
                    again.append(job)
                else:
                    yield job, run
            had_neighbours -= done
        for job in again:
            yield job, _outcome(job, workers.submit(job))
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
    except BrokenExecutor as error:
        return harness_failure(job, f"a worker process was lost: {error}")
    except Exception as error:
        return harness_failure(job, f"{type(error).__name__}: {error}")
