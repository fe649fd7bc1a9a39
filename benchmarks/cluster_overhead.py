"""What a submission costs by threads on this machine and by a cluster of as many workers on it, side by side.

Both are ready before anything is timed, and they take turns of a few seconds, so that whatever else the machine does
meets both alike. What is timed is `grade_many`, from the first job to the last Run.
"""

import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import msgspec
from cluster_class import SLUG
from cluster_load import asked
from measure import say, spread, table

from grader import catalog
from grader.cluster import Address, connected
from grader.fanout import grade_many
from grader.records.run import Job
from grader.records.submission import Submission
from grader.release import combine

WORKERS = 2
TURN = 20  # submissions


def overhead(course: Path, rounds: int) -> list[str]:
    """Milliseconds a submission by either way, and their ratio within a round; the order changes every round."""
    job = asked(course)
    solution = catalog.load(SLUG, course).solution
    taken: dict[str, list[float]] = {"local pool, --jobs 2": [], "--cluster local:2": []}
    with ThreadPoolExecutor(WORKERS) as pool, connected(Address(workers=WORKERS), job) as remote:
        while remote.width < WORKERS:
            time.sleep(0.1)
        ways: dict[str, Executor] = dict(zip(taken, (pool, remote), strict=True))
        for executor in ways.values():
            turn(executor, jobs(job, solution, "first"))
        for number in range(rounds):
            for way in sorted(ways, reverse=bool(number % 2)):
                taken[way].append(1000 * turn(ways[way], jobs(job, solution, f"{number}")) / TURN)
                say(f"round {number + 1}: {way}: {taken[way][-1]:.0f} ms per submission")
    here, there = taken.values()
    ratios = [b / a for a, b in zip(here, there, strict=True)]
    return [
        "## Overhead",
        f"Functions only (`{SLUG}`), {WORKERS} at a time, turns of {TURN} submissions, {rounds} interleaved rounds.",
        table(("way", "ms per submission"), [(way, spread(values)) for way, values in taken.items()]),
        f"Cluster against pool, within a round: {spread(ratios, 2)} times.",
    ]


def jobs(job: Job, solution: bytes, name: str) -> Iterator[Job]:
    """As many submissions as a turn has, all different."""
    for number in range(TURN):
        notebook = combine(solution, f"STUDENT = '{name}-{number}'")
        submission = Submission(student=f"{name}-{number}", notebook=notebook)
        yield msgspec.structs.replace(job, submission=submission)


def turn(executor: Executor, work: Iterator[Job]) -> float:
    """Seconds until all are graded."""
    began = time.perf_counter()
    runs = [run for _, run in grade_many(work, executor, WORKERS)]
    seconds = time.perf_counter() - began
    if len(runs) != TURN or any(check.verdict != "pass" for run in runs for check in run.checks):
        raise SystemExit("A submission was not graded as it should be.")
    return seconds
