"""Kills parts of a cluster at random moments, and looks whether every submission was graded exactly once.

The workers are processes in network namespaces of their own where the machine allows. What was killed is started again,
the command is given again until it ends well, and then every submission must be in the archive once, with the marks of
a run without faults.
"""

import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import msgspec
from cluster_class import FOLDER, command, write_class
from dask_here import Cluster, cluster_of, end
from measure import HERE, grader_environment, run, say, table
from networks_here import obstacle

from grader.store.archive import Archive

VICTIMS = ("worker", "scheduler", "coordinator")
CLASS = 16
WORKERS = 2
SECONDS_EACH = 0.5  # of waiting in every notebook, so that a class lasts without using the processor
MOST_COMMANDS = 4
PATIENCE_SECONDS = 180


def faults(course: Path, rounds: int) -> list[str]:
    """Rounds of one kill each."""
    submissions = write_class(course, FOLDER / "faults", CLASS, f"import time; time.sleep({SECONDS_EACH})")
    env = grader_environment(course)
    whole = FOLDER / "without-faults"
    shutil.rmtree(whole, ignore_errors=True)
    run(command(submissions, whole, "--jobs", "2"), env=env, cwd=HERE, log=FOLDER / "log.txt")
    expected, chance = marks(whole), random.Random(7)
    rows = []
    with tempfile.TemporaryDirectory() as folder, cluster_of(WORKERS, Path(folder)) as cluster:
        undisturbed = seconds_without_faults(cluster, submissions, env, Path(folder, "undisturbed"))
        for number in range(1, rounds + 1):
            victim, delay = VICTIMS[number % len(VICTIMS)], chance.uniform(0.2, undisturbed)
            out = Path(folder, f"out-{number}")
            given = struck_round(cluster, command(submissions, out, "--cluster", cluster.url), env, victim, delay)
            found = marks(out)
            counts = Counter(student for student, _ in found)
            lost, doubled = CLASS - len(counts), sum(n - 1 for n in counts.values())
            same = "yes" if found == expected else "no"
            say(f"round {number}: {victim} after {delay:.1f} s, {given} given, {lost} lost, {doubled} doubled, {same}")
            if lost or doubled or same == "no":
                raise SystemExit(f"round {number}: expected {CLASS} equal Runs, found {counts}, equal marks: {same}")
            rows.append((number, victim, f"{delay:.1f}", given, lost, doubled, same))
    where = obstacle()
    networks = f"in our own network ({where})" if where else "each in a network namespace of its own"
    head = ("round", "killed", "after s", "commands given", "lost", "doubled", "marks identical")
    return [
        "## Faults",
        f"A class of {CLASS} on {WORKERS} worker processes, {networks}; one SIGKILL a round, at a random moment of the"
        f" {undisturbed:.0f} seconds that the command takes undisturbed.",
        table(head, rows),
    ]


def marks(out: Path) -> list[tuple[str, str]]:
    """Every Run in an archive: student and judgement, in order."""
    with Archive.open(out / "archive.sqlite") as archive:
        return sorted((r.student, msgspec.json.encode(r.judgement).decode()) for r in archive.runs())


def seconds_without_faults(cluster: Cluster, submissions: Path, env: dict[str, str], out: Path) -> float:
    """How long the command takes on the cluster when nothing is killed."""
    words = command(submissions, out, "--cluster", cluster.url)
    return run(words, env=env, cwd=HERE, log=FOLDER / "log.txt").wall_seconds


def struck_round(cluster: Cluster, words: list[str | Path], env: dict[str, str], victim: str, delay: float) -> int:
    """Give the command, kill one part after a while, mend it, and give it again until it ends well; how often."""
    log = FOLDER / "faults.txt"
    for given in range(1, MOST_COMMANDS + 1):
        with log.open("wb") as output:
            coordinator = subprocess.Popen(
                [str(word) for word in words], env=env, cwd=HERE, stdout=output, stderr=output
            )
            if given == 1:
                strike(cluster, coordinator, victim, delay)
            if coordinator.wait(PATIENCE_SECONDS) == 0:
                return given
    raise SystemExit(f"The class was not graded after {MOST_COMMANDS} commands. The last one said:\n{log.read_text()}")


def strike(cluster: Cluster, coordinator: subprocess.Popen[bytes], victim: str, delay: float) -> None:
    """Kill one part, and start it again where it is not the coordinator."""
    time.sleep(delay)
    if victim == "coordinator":
        coordinator.send_signal(signal.SIGKILL)
    elif victim == "worker":
        end(cluster.workers.pop(0))
        cluster.add_worker()
    else:
        port = cluster.port
        assert cluster.scheduler is not None
        end(cluster.scheduler)
        coordinator.wait(PATIENCE_SECONDS)
        while cluster.workers:
            end(cluster.workers.pop())
        cluster.start_scheduler(port)
        for _ in range(WORKERS):
            cluster.add_worker()
