"""Who grades a class: threads that wait for kernels on this machine, or the workers of a cluster."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from grader.commands.options import cluster_room
from grader.commands.run_log import LOG
from grader.records.base import Record
from grader.records.run import Job, Run

Say = Callable[[str], None]


class Crew(Record, frozen=True, kw_only=True):
    """An executor, how many submissions it takes at once now, and Runs whose marks `compare` found to depend on it.

    Those Runs carry a flag that says so.
    """

    executor: Executor
    width: Callable[[], int]
    compare: Callable[[], tuple[Run, ...]] = lambda: ()


@contextmanager
def crew_at(cluster: str, jobs: int, template: Job, say: Say) -> Iterator[Crew]:
    """The workers at an address, for jobs that share all but their submission; `jobs` threads where it is empty."""
    if not cluster:
        with ThreadPoolExecutor(jobs) as executor:
            yield Crew(executor=executor, width=lambda: jobs)
        return
    room = cluster_room()
    say(f"Waiting for the workers of {cluster} ...")
    with room.connected(room.parse_address(cluster), template) as remote:

        def compare() -> tuple[Run, ...]:
            say("Grading a sample again on other workers ...")
            comparison = remote.compare()
            differing: tuple[Run, ...] = comparison.differing
            names = ", ".join(run.student for run in differing) or "nobody"
            told = f"Graded on two workers: {comparison.count}. Another mark there: {names}."
            say(told)
            LOG.info("%s", told)
            return differing

        yield Crew(executor=remote, width=lambda: remote.width, compare=compare)
