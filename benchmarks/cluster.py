"""What a cluster costs, and whether it loses anything when its parts are killed.

    python benchmarks/cluster.py
    python benchmarks/cluster.py --parts faults --rounds 20
    python benchmarks/cluster.py --parts overhead absorb

Three parts. `faults`: in every round a class is graded by `grader grade --cluster`, a worker, the scheduler or the
coordinator is killed with SIGKILL at a random moment, what died is started again, and the command is given until it
ends well; then every submission must be in the archive once, with the marks of a run without faults. `overhead`: a
class by the local pool and by `--cluster local:2`, the cost of every further submission compared. `absorb`: how many
Runs a second the coordinator takes in and stores, and its memory, with work that takes no time.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import msgspec
import psutil
from classes import added, names, small_course
from measure import (
    HERE,
    RESULTS,
    ROOT,
    WORK,
    Timed,
    grader_command,
    grader_environment,
    publish,
    run,
    say,
    spread,
    table,
)

sys.path.insert(0, str(ROOT / "tests" / "cluster"))
from dask_here import Cluster, cluster_of, end

from grader import catalog
from grader.fanout import grade_batches
from grader.ledger import Ledger
from grader.pipeline import grade_one, prepare
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.store.archive import Archive

PARTS = ("faults", "overhead", "absorb")
FOLDER = WORK / "cluster"
SLUG = "standardize"
SEED = "7"
VICTIMS = ("worker", "scheduler", "coordinator")
MOST_COMMANDS = 6
FAULT_CLASS, SMALL, LARGE = 16, 10, 90
ABSORBED = 5_000
WIDTH = 200  # a hundred machines of two cores
MEBI = 1024**2


def write_class(course: Path, folder: Path, size: int) -> Path:
    """A folder of `size` different solutions of the small course."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    solution = catalog.load(SLUG, course).solution
    for number, name in enumerate(names(size), 1):
        (folder / f"{name}.ipynb").write_bytes(added(solution, number))
    return folder


def command(submissions: Path, out: Path, *flags: str) -> list[str | Path]:
    """`grader grade` on a class, with the seed of all."""
    return grader_command("grade", SLUG, submissions, "--out", out, "--seed", SEED, *flags)


def marks(out: Path) -> list[tuple[str, str]]:
    """Every Run in an archive: student and judgement, in order."""
    with Archive.open(out / "archive.sqlite") as archive:
        return sorted((r.student, msgspec.json.encode(r.judgement).decode()) for r in archive.runs())


# --- faults -----------------------------------------------------------------------------------------------------
def faults(course: Path, rounds: int) -> list[str]:
    """Rounds of one kill each."""
    submissions = write_class(course, FOLDER / "faults", FAULT_CLASS)
    env = grader_environment(course)
    whole = FOLDER / "without-faults"
    shutil.rmtree(whole, ignore_errors=True)
    run(command(submissions, whole, "--jobs", "2"), env=env, cwd=HERE, log=FOLDER / "log.txt")
    expected, chance = marks(whole), random.Random(SEED)
    rows = []
    for number in range(1, rounds + 1):
        victim, delay = VICTIMS[number % len(VICTIMS)], chance.uniform(0.5, 9.0)
        with tempfile.TemporaryDirectory() as folder, cluster_of(2, Path(folder)) as cluster:
            out = Path(folder, "out")
            given = struck_round(cluster, command(submissions, out, "--cluster", cluster.url), env, victim, delay)
            found = marks(out)
        counts = Counter(student for student, _ in found)
        lost, doubled = FAULT_CLASS - len(counts), sum(n - 1 for n in counts.values())
        same = found == expected
        say(f"round {number}: {victim} after {delay:.1f} s, {given} commands, lost {lost}, doubled {doubled}, {same}")
        if lost or doubled or not same:
            raise SystemExit(f"round {number}: expected {FAULT_CLASS} equal Runs, found {counts}, equal marks: {same}")
        rows.append((number, victim, f"{delay:.1f}", given, lost, doubled, "yes" if same else "no"))
    head = ("round", "killed", "after s", "commands given", "lost", "doubled", "marks identical")
    return ["## Faults", f"Class of {FAULT_CLASS}, two worker processes, one SIGKILL a round.", table(head, rows)]


def struck_round(cluster: Cluster, words: list[str | Path], env: dict[str, str], victim: str, delay: float) -> int:
    """Give the command, kill one part after a while, mend it, and give it again until it ends well; how often."""
    for given in range(1, MOST_COMMANDS + 1):
        coordinator = subprocess.Popen(
            [str(word) for word in words], env=env, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if given == 1:
            strike(cluster, coordinator, victim, delay)
        if coordinator.wait() == 0:
            return given
    raise SystemExit(f"The class was not graded after {MOST_COMMANDS} commands.")


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
        coordinator.wait()
        for worker in cluster.workers:
            end(worker)
        cluster.start_scheduler(port)
        cluster.workers = [cluster.add_worker() for _ in cluster.workers]


# --- overhead ---------------------------------------------------------------------------------------------------
def overhead(course: Path, rounds: int) -> list[str]:
    """The cost of every further submission, by the local pool and by a cluster of as many workers."""
    env = grader_environment(course)
    classes = {size: write_class(course, FOLDER / f"class-{size}", size) for size in (SMALL, LARGE)}
    ways = {"local pool, --jobs 2": ("--jobs", "2"), "--cluster local:2": ("--cluster", "local:2")}
    further: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(rounds):
        for way in sorted(ways, reverse=bool(number % 2)):
            taken = {size: timed(classes[size], env, ways[way]) for size in (SMALL, LARGE)}
            each = (taken[LARGE].wall_seconds - taken[SMALL].wall_seconds) / (LARGE - SMALL)
            further[way].append(1000 * each)
            say(f"round {number + 1}: {way}: {1000 * each:.0f} ms per further submission")
    here, there = further.values()
    ratios = [b / a for a, b in zip(here, there, strict=True)]
    rows = [(way, spread(values)) for way, values in further.items()]
    return [
        "## Overhead",
        f"Functions only (`{SLUG}`), every further submission from {SMALL} to {LARGE}; {rounds} interleaved rounds.",
        table(("way", "ms per further submission"), rows),
        f"Cluster against pool, within a round: {spread(ratios, 2)} times.",
    ]


def timed(submissions: Path, env: dict[str, str], flags: tuple[str, ...]) -> Timed:
    """One class from the beginning, nothing kept."""
    out = FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    return run(command(submissions, out, *flags), env=env, cwd=HERE, log=FOLDER / "log.txt")


# --- absorb -----------------------------------------------------------------------------------------------------
class Instantly(Executor):
    """Answers every job at once with one Run under another name: what is left is the coordinator's own work."""

    def __init__(self, template: Run) -> None:
        self.template = template

    def submit(self, _function: object, /, *args: Job, **_: object) -> Future[Run]:  # type: ignore[override]
        """A future that is done."""
        future: Future[Run] = Future()
        submission = args[0].submission
        named = {"student": submission.student, "submission_hash": submission.hash, "code_hash": submission.hash}
        future.set_result(msgspec.structs.replace(self.template, **named))
        return future


def absorb(course: Path) -> list[str]:
    """Runs per second from a done future to the disk, and what the coordinator's memory grows by."""
    declaration = catalog.load(SLUG, course)
    job = prepare(declaration, (SLUG,), seed=int(SEED))
    template = grade_one(job)
    jobs: Iterator[Job] = (
        msgspec.structs.replace(job, submission=Submission(student=name, notebook=declaration.solution + name.encode()))
        for name in names(ABSORBED)
    )
    process = psutil.Process()
    before, began = process.memory_info().rss, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder, "a.sqlite"), write=True) as archive:
        ledger = Ledger(archive, job.assignment)
        for batch in grade_batches(jobs, Instantly(template), WIDTH):
            ledger.store(*(run for _, run in batch))
        seconds = time.perf_counter() - began
        size = Path(folder, "a.sqlite").stat().st_size
    grown = process.memory_info().rss - before
    rows = [
        ("Runs stored per second", f"{ABSORBED / seconds:,.0f}"),
        ("memory the coordinator grew by, KiB per submission", f"{grown / ABSORBED / 1024:,.1f}"),
        ("archive, KiB per submission", f"{size / ABSORBED / 1024:,.1f}"),
        ("host memory at the end, MiB", f"{process.memory_info().rss / MEBI:,.0f}"),
    ]
    return [
        "## Absorb",
        f"{ABSORBED:,} finished submissions from {WIDTH} workers that take no time.",
        table(("what", "measured"), rows),
    ]


def main() -> None:
    """Measure the parts that were asked for; write the result when all were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=20, help="of faults; overhead takes three")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    course = small_course(FOLDER / "course")
    sections: list[str] = []
    if "faults" in arguments.parts:
        sections += faults(course, arguments.rounds)
    if "overhead" in arguments.parts:
        sections += overhead(course, 3)
    if "absorb" in arguments.parts:
        sections += absorb(course)
    whole = RESULTS / "cluster.md" if set(arguments.parts) == set(PARTS) else None
    publish("Cluster", sections, arguments.out or whole)


if __name__ == "__main__":
    main()
