"""Whether a class of a thousand costs per submission what a class of ten does, and what memory kernels take.

    python benchmarks/scaling.py
    python benchmarks/scaling.py --sizes 1 10 100 --jobs 2
    python benchmarks/scaling.py --parts idle

Three parts. `sizes`: `grader grade` on ever larger classes of function-only submissions, all different; the time per
submission is taken between the first and the last stored Run, so that start and reports do not count, which are told
beside it. `jobs`: the same class with more kernels side by side. `idle`: memory of kernels that have run a notebook,
and of the host that talks to them.
"""

import argparse
import asyncio
import shutil
import sqlite3
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil
from classes import ASSIGNMENT, COURSE, FUNCTIONS, bench_declaration, numbered, question_flags, write_class
from measure import (
    HERE,
    RESULTS,
    WORK,
    Timed,
    grader_command,
    grader_environment,
    metered,
    publish,
    run,
    say,
    spread,
    table,
)

from grader import notebook as notebooks
from grader.environment import current_environment
from grader.kernel import Budget, KernelSession
from grader.observe import ask, graded_cells
from grader.pipeline import draft
from grader.records.run import Job
from grader.records.submission import Submission
from grader.sandbox.kernels import plan_for
from grader.sandbox.parent import close_parents

FOLDER = WORK / "scaling"
PARTS = ("sizes", "jobs", "idle")
SEED = 7
LOOK_SECONDS = 1.0
MEBI = 1024**2
ZYGOTE = "grader.sandbox.zygote"
PLENTY = Budget(cpu_seconds=60.0, wall_seconds=300.0)


# --- memory -----------------------------------------------------------------------------------------------------
def field_bytes(path: Path, *names: str) -> int:
    """The sum of the named fields (in kB) of a file under /proc; 0 where it cannot be read."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.split(":")[0] in names)


def peak_resident(pid: int) -> int:
    """The most memory a process ever had resident, in bytes."""
    return field_bytes(Path(f"/proc/{pid}/status"), "VmHWM")


def unshared(pid: int) -> int:
    """Memory that would be free again if this process alone ended, in bytes (USS)."""
    return field_bytes(Path(f"/proc/{pid}/smaps_rollup"), "Private_Clean", "Private_Dirty", "Private_Hugetlb")


def proportional(pid: int) -> int:
    """A process's memory with shared pages divided among those who share them, in bytes (PSS)."""
    return field_bytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss")


@dataclass(kw_only=True)
class Peaks:
    """The most that was seen at once; `host_bytes` is the grader's own process, without warm parent and kernels."""

    host_bytes: int = 0
    tree_bytes: int = 0

    def look(self, ours: psutil.Process) -> None:
        """Find the grader among the benchmark's children, and look at it and at all below it."""
        with suppress(psutil.Error):
            for host in ours.children():
                tree = host.children(recursive=True)
                forked = [child for child in tree if ZYGOTE in " ".join(child.cmdline())]
                self.host_bytes = max(self.host_bytes, peak_resident(host.pid))
                self.tree_bytes = max(self.tree_bytes, sum(proportional(each.pid) for each in (host, *forked)))


@contextmanager
def watched() -> Iterator[Peaks]:
    """Look at the processes that the block starts, once a second: reading their memory maps takes a little time."""
    peaks, over = Peaks(), threading.Event()
    ours = psutil.Process()

    def watch() -> None:
        while not over.wait(LOOK_SECONDS):
            peaks.look(ours)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        over.set()
        thread.join()


# --- classes ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class ClassRun:
    """One class graded by the command line."""

    size: int
    jobs: int
    timed: Timed
    peaks: Peaks
    stored: tuple[float, ...]  # when each Run was stored, seconds since the epoch, ascending
    seconds: tuple[float, ...]  # each submission's own, from its notebook to its Run, in the order of storing

    @property
    def steady(self) -> float:
        """Milliseconds per submission while the class was graded; nothing is told of a class of one."""
        if self.size < 2:
            return float("nan")
        return 1000 * (self.stored[-1] - self.stored[0]) / (self.size - 1)

    @property
    def around(self) -> float:
        """Seconds of the command that no submission was graded in: start, imports, reference, reports."""
        return self.timed.wall_seconds - (self.stored[-1] - self.stored[0]) - self.seconds[0]


def graded(size: int, jobs: int, isolation: str) -> ClassRun:
    """Grade a class of one size from nothing."""
    submissions, out = write_class(FOLDER / "class", size), FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    flags = ["--jobs", str(jobs), "--isolation", isolation, "--seed", str(SEED), "--out", str(out)]
    command = grader_command("grade", ASSIGNMENT, submissions, *flags, *question_flags("functions"))
    with watched() as peaks:
        timed = run(command, env=grader_environment(COURSE), cwd=HERE, log=FOLDER / "log.txt")
    with sqlite3.connect(out / "archive.sqlite") as archive:
        rows = archive.execute("SELECT created, seconds FROM runs ORDER BY id").fetchall()
    if len(rows) != size:
        raise SystemExit(f"Expected {size} Runs in {out / 'archive.sqlite'}, found {len(rows)}.")
    stored = tuple(datetime.fromisoformat(created).timestamp() for created, _ in rows)
    done = ClassRun(
        size=size, jobs=jobs, timed=timed, peaks=peaks, stored=stored, seconds=tuple(seconds for _, seconds in rows)
    )
    say(f"{size} submissions, {jobs} jobs: {timed.wall_seconds:.1f} s, {done.steady:.0f} ms per submission")
    return done


def class_table(runs: Sequence[ClassRun]) -> str:
    """Time and memory of every class."""
    head = (
        "submissions",
        "jobs",
        "wall s",
        "ms per submission",
        "own ms, first tenth",
        "own ms, last tenth",
        "start and reports, s",
        "CPU s",
        "CPU s of others",
        "host MiB",
        "host and kernels MiB",
    )
    return table(head, [class_row(run) for run in runs])


def class_row(run: ClassRun) -> list[object]:
    """One class."""
    tenth = max(1, run.size // 10)
    steady = f"{run.steady:.0f}" if run.size > 1 else "–"
    return [
        run.size,
        run.jobs,
        f"{run.timed.wall_seconds:.1f}",
        steady,
        f"{1000 * statistics.median(run.seconds[:tenth]):.0f}",
        f"{1000 * statistics.median(run.seconds[-tenth:]):.0f}",
        f"{run.around:.1f}",
        f"{run.timed.cpu_seconds:.1f}",
        f"{run.timed.foreign_seconds:.1f}",
        f"{run.peaks.host_bytes / MEBI:.0f}",
        f"{run.peaks.tree_bytes / MEBI:.0f}",
    ]


# --- idle kernels -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True)
class Idle:
    """Unshared bytes of kernels that have nothing to do, at one stage of a submission, and of this host."""

    stage: str
    kernels: tuple[int, ...]
    host_bytes: int


async def idle(count: int, isolation: str) -> list[Idle]:
    """Start kernels side by side, run the notebook in each, send the probes; look after every stage."""
    job = draft(bench_declaration(), FUNCTIONS, SEED, isolation)
    found = []
    async with AsyncExitStack() as closing:
        sessions = []
        for _ in range(count):
            session = KernelSession(job.assignment, plan_for(isolation))
            closing.push_async_callback(session.close)
            await session.start(job.submission, None)
            sessions.append(session)
        found.append(look("started, nothing run", sessions))
        for number, session in enumerate(sessions, 1):
            await run_notebook(session, job, number)
        found.append(look("notebook run", sessions))
        for session in sessions:
            for probe in job.probes:
                await ask(session, probe, job.assignment.limits)
        found.append(look("functions probed", sessions))
    return found


async def run_notebook(session: KernelSession, job: Job, number: int) -> None:
    """The cells of one student's notebook."""
    submission = Submission(student=str(number), notebook=numbered(job.submission.notebook.decode(), number).encode())
    for cell in graded_cells(notebooks.read(submission.notebook), job.assignment):
        await session.run_cell(cell.source, PLENTY)


def look(stage: str, sessions: Sequence[KernelSession]) -> Idle:
    """What the kernels and this process have now."""
    here = psutil.Process().memory_info().rss
    return Idle(stage=stage, kernels=tuple(unshared(session.pid) for session in sessions), host_bytes=here)


def idle_table(count: int, levels: Sequence[str]) -> str:
    """Unshared memory by stage and level."""
    rows = []
    for level in levels:
        say(f"{count} idle kernels at isolation {level}")
        for found in asyncio.run(idle(count, level)):
            sizes = spread(size / MEBI for size in found.kernels)
            rows.append([level, found.stage, sizes, f"{found.host_bytes / MEBI:.0f}"])
        close_parents()
    return table(("isolation", "kernels have", "unshared MiB per kernel", "host MiB (this benchmark)"), rows)


def parts(chosen: argparse.Namespace) -> list[str]:
    """The result page."""
    found = []
    if "sizes" in chosen.parts:
        runs = [graded(size, max(chosen.jobs_at), chosen.isolation) for size in chosen.sizes]
        found += ["## Sizes of class", class_table(runs), flatness(runs)]
    if "jobs" in chosen.parts:
        found += ["## Kernels side by side"]
        found += [class_table([graded(chosen.jobs_size, jobs, chosen.isolation) for jobs in chosen.jobs])]
    if "idle" in chosen.parts:
        found += ["## Idle kernels", idle_table(chosen.kernels, ("none", chosen.isolation))]
    return found


def flatness(runs: Sequence[ClassRun]) -> str:
    """Each class's time per submission over that of the class next to 100."""
    known = [run for run in runs if run.size > 1]
    if len(known) < 2:
        return ""
    base = min(known, key=lambda run: abs(run.size - 100))
    told = ", ".join(f"{run.size}: {run.steady / base.steady:.2f}" for run in known)
    return f"Time per submission over that of the class of {base.size}: {told}."


def main() -> None:
    """Measure the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1, 10, 100, 300, 1000])
    parser.add_argument("--jobs", nargs="+", type=int, default=[1, 2, 4], help="kernels side by side, in part `jobs`")
    parser.add_argument("--jobs-size", type=int, default=100, help="submissions in part `jobs`")
    parser.add_argument("--jobs-at", nargs=1, type=int, default=[psutil.cpu_count() or 1], help="kernels in `sizes`")
    parser.add_argument("--kernels", type=int, default=8, help="kernels in part `idle`")
    parser.add_argument("--isolation", default="strong")
    parser.add_argument("--out", type=Path, help="default: benchmarks/results/scaling.md, with all parts")
    chosen = parser.parse_args()
    with metered() as meter:
        found = parts(chosen)
    environment = current_environment(chosen.isolation)
    intro = (
        f"Function-only submissions of `{ASSIGNMENT}`, all different, isolation {environment.isolation}, one round. "
        f"It took {meter.timed.wall_seconds:.0f} s; other processes used {meter.timed.foreign_seconds:.0f} CPU seconds."
    )
    complete = set(chosen.parts) == set(PARTS)
    publish("Scaling", [intro, *filter(None, found)], chosen.out or (RESULTS / "scaling.md" if complete else None))


if __name__ == "__main__":
    main()
