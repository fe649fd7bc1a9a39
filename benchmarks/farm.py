"""Simulates a class on a hundred machines, from what gradings and hand-overs were measured to take on one.

    python benchmarks/farm.py --results 480 --handover 12 functions=build/benchmarks/cluster/out/archive.sqlite

A class is NAME=ARCHIVE: every simulated submission takes the seconds of one of the Runs that were executed there, drawn
with a fixed seed. --results is how many results a second the coordinator and the scheduler take in together, --handover
the milliseconds a job is on its way to a waiting worker and back; both are measured by `cluster.py`.

The model is that of `grader grade --cluster`: there is one submission at a worker, the coordinator sends the next when
a result has come and is stored, and it does one thing at a time.
"""

import argparse
import heapq
import random
from dataclasses import dataclass
from pathlib import Path

from measure import RESULTS, publish, table

from grader.store.archive import Archive

SUBMISSIONS = 100_000
CORES = 8
MACHINES = (1, 10, 50, 100, 200, 500)
BUSY = 0.9


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How long a class took, in seconds, and the part of that time that workers and coordinator worked."""

    seconds: float
    workers_busy: float
    coordinator_busy: float

    @property
    def bottleneck(self) -> str:
        """What would have to be more, or faster, for the class to be done sooner."""
        busy = {"workers": self.workers_busy, "coordinator": self.coordinator_busy}
        return " and ".join(name for name, part in busy.items() if part >= BUSY) or "the wait for the last ones"


def simulate(services: list[float], workers: int, absorb_seconds: float, handover_seconds: float) -> Outcome:
    """A class of as many submissions as `services`, in this order; all times in seconds."""
    waiting = iter(services)
    arriving: list[float] = []  # when the result of a submission under way reaches the coordinator
    free = 0.0
    for _, service in zip(range(workers), waiting, strict=False):
        free += absorb_seconds / 2  # sending is about half of what a result costs
        arriving.append(free + handover_seconds + service)
    heapq.heapify(arriving)
    while arriving:
        free = max(free, heapq.heappop(arriving)) + absorb_seconds
        service = next(waiting, None)
        if service is not None:
            heapq.heappush(arriving, free + handover_seconds + service)
    return Outcome(
        seconds=free,
        workers_busy=sum(services) / (workers * free),
        coordinator_busy=absorb_seconds * len(services) / free,
    )


def measured(archive: Path) -> list[float]:
    """Seconds of the Runs in an archive that were executed."""
    with Archive.open(archive) as opened:
        return [run.seconds for run in opened.runs() if run.seconds and not run.copied_from]


def section(name: str, archive: Path, results: float, handover_ms: float) -> list[str]:
    """A table of one class on more and more machines."""
    known = measured(archive)
    chance = random.Random(7)
    services = chance.choices(known, k=SUBMISSIONS)
    mean = sum(known) / len(known)
    rows = []
    for machines in MACHINES:
        outcome = simulate(services, machines * CORES, 1 / results, handover_ms / 1000)
        rows.append(
            (
                machines,
                machines * CORES,
                f"{outcome.seconds / 60:,.1f}",
                f"{SUBMISSIONS / outcome.seconds:,.0f}",
                f"{100 * outcome.workers_busy:.0f} %",
                f"{100 * outcome.coordinator_busy:.0f} %",
                outcome.bottleneck,
            )
        )
    head = ("machines", "workers", "minutes", "results per second", "workers busy", "coordinator busy", "bottleneck")
    return [
        f"## {name}",
        f"{SUBMISSIONS:,} submissions of {mean:.2f} s on average ({min(known):.2f} to {max(known):.2f} s, measured on"
        f" {len(known)} Runs), {CORES} workers a machine."
        f" The coordinator is at its limit with {mean * results:,.0f} workers.",
        table(head, rows),
    ]


def main() -> None:
    """Simulate the classes that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=float, required=True, help="results per second that are taken in")
    parser.add_argument("--handover", type=float, required=True, help="milliseconds there and back")
    parser.add_argument("classes", nargs="+", metavar="NAME=ARCHIVE")
    parser.add_argument("--out", type=Path, default=RESULTS / "farm.md")
    arguments = parser.parse_args()
    parts = [
        f"Taken from measurements: {arguments.results:,.0f} results per second at the coordinator,"
        f" {arguments.handover:g} ms from the coordinator to a waiting worker and back."
    ]
    for words in arguments.classes:
        name, _, archive = words.partition("=")
        parts += section(name, Path(archive), arguments.results, arguments.handover)
    publish("A hundred machines, simulated", parts, arguments.out)


if __name__ == "__main__":
    main()
