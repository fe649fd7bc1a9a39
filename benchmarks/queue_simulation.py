"""How long a class takes on many machines, and what holds it up: a simulation from measured service times.

    python benchmarks/queue_simulation.py
    python benchmarks/queue_simulation.py --machines 1 10 100 --submissions 100000

Events: the coordinator hands a submission to a free core (one after the other, each hand-over takes its time), the core
grades for a service time drawn from the measured spread, and the coordinator stores finished Runs in batches (a fixed
time a batch and a time a Run). Nothing is fitted: the service times are those of `overhead.py`, `throughput.py` and
`cluster.py`, given below with where they are from. A machine starts once, with the import of TensorFlow.
"""

import argparse
import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import RESULTS, publish, table

CORES = 2
START_SECONDS = 8.0  # connecting, importing TensorFlow, proving the isolation
HAND_OVER_SECONDS = 0.0012  # one submission through the scheduler to a worker
BATCH_SECONDS, STORE_SECONDS = 0.004, 0.0006  # a transaction on the disk, and each Run in it
SEED = 7


@dataclass(frozen=True, kw_only=True)
class Work:
    """A kind of submission: median seconds on one core, and how much longer the slowest tenth takes."""

    name: str
    seconds: float
    tail: float


WORKS = (
    Work(name="functions only", seconds=0.45, tail=2.0),
    Work(name="with a training that ends early", seconds=9.0, tail=3.0),
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a simulated class showed; shares of the whole time."""

    seconds: float
    cores_busy: float
    coordinator_busy: float

    @property
    def bottleneck(self) -> str:
        """What was busy most."""
        return "coordinator" if self.coordinator_busy > self.cores_busy else "cores"


def simulate(work: Work, machines: int, submissions: int) -> Outcome:
    """One class from the first hand-over to the last stored Run."""
    chance = random.Random(SEED)
    cores = machines * CORES
    running: list[float] = []  # when each running submission ends
    now, coordinator, served = START_SECONDS, 0.0, 0.0
    left = submissions
    while left or running:
        while left and len(running) < cores:
            now += HAND_OVER_SECONDS
            coordinator += HAND_OVER_SECONDS
            seconds = work.seconds * (chance.uniform(1.0, work.tail) if chance.random() < 0.1 else 1.0)
            served += seconds
            heapq.heappush(running, now + seconds)
            left -= 1
        now = max(now, running[0])
        finished = 0
        while running and running[0] <= now:
            heapq.heappop(running)
            finished += 1
        storing = BATCH_SECONDS + STORE_SECONDS * finished
        now += storing
        coordinator += storing
    whole = now - START_SECONDS
    return Outcome(seconds=now, cores_busy=served / (whole * cores), coordinator_busy=coordinator / whole)


def rows(machines: Sequence[int], submissions: int) -> list[tuple[object, ...]]:
    """One line for each kind of work and number of machines."""
    found = []
    for work in WORKS:
        for count in machines:
            outcome = simulate(work, count, submissions)
            found.append(
                (
                    work.name,
                    count,
                    f"{outcome.seconds / 3600:,.2f}",
                    f"{submissions / outcome.seconds:,.0f}",
                    f"{outcome.cores_busy:.0%}",
                    f"{outcome.coordinator_busy:.0%}",
                    outcome.bottleneck,
                )
            )
    return found


def main() -> None:
    """Simulate and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--machines", nargs="+", type=int, default=[1, 10, 50, 100, 200, 400])
    parser.add_argument("--submissions", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=RESULTS / "queue.md")
    arguments = parser.parse_args()
    head = ("work", "machines", "hours", "submissions per second", "cores busy", "coordinator busy", "held up by")
    text = (
        f"A simulation, not a measurement: {arguments.submissions:,} submissions, {CORES} cores each; service times: "
        f"{', '.join(f'{work.name} {work.seconds} s' for work in WORKS)}; hand-over {1000 * HAND_OVER_SECONDS:.1f} ms, "
        f"storing {1000 * BATCH_SECONDS:.0f} ms a batch and {1000 * STORE_SECONDS:.1f} ms a Run."
    )
    publish("Queue", [text, table(head, rows(arguments.machines, arguments.submissions))], arguments.out)


if __name__ == "__main__":
    main()
