"""The same grading for many submissions, on any Executor of the standard library's interface."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from grader.pipeline import grade_one, harness_failure
from grader.records.run import Job, Run


def grade_many(
    jobs: Iterable[Job],
    executor: Executor,
    width: int,
    started: Callable[[Job], None] = lambda job: None,
) -> Iterator[tuple[Job, Run]]:
    """Runs in the order in which they finish, at most `width` in flight; `started` is told of each begin.

    A worker that is lost (or a bug of ours in it) becomes a Run with the verdict ERROR: the class goes on.
    """
    waiting = iter(jobs)
    running: dict[Future[Run], Job] = {}
    while True:
        for job in waiting:
            started(job)
            running[executor.submit(grade_one, job)] = job
            if len(running) >= width:
                break
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            yield job, _outcome(job, future)


def _outcome(job: Job, future: Future[Run]) -> Run:
    try:
        return future.result()
    except BrokenExecutor as error:
        return harness_failure(job, f"a worker process was lost: {error}")
    except Exception as error:
        return harness_failure(job, f"{type(error).__name__}: {error}")
