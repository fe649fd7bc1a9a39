"""How many results a second the coordinator takes in, with how much memory, when the workers take no time.

Everything is what it is in `grader grade --cluster`: the command itself, a scheduler and workers as processes of their
own, notebooks on the disk, the archive and its commits. Only the grading in the workers is `instant_worker.py`.
"""

import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil
from cluster_class import FOLDER, SEED, SLUG, command, write_class
from dask_here import Cluster, cluster_of
from measure import HERE, grader_environment, say, table

from grader import catalog
from grader.cluster import Address, connected
from grader.pipeline import grade_one, prepare
from grader.records.run import Job
from grader.records.submission import Submission
from grader.sandbox.proof import chosen_level
from grader.store.archive import Archive
from grader.store.rows import row_of

INSTANT = (str(HERE / "instant_worker.py"),)
WORKERS, THREADS = 2, 100  # as many submissions at once as a hundred machines of two cores
HANDED_OVER = 200
LOOK_SECONDS = 0.2
MEBI = 1024**2


@contextmanager
def instant_cluster(course: Path, job: Job) -> Iterator[Cluster]:
    """A scheduler, and workers that answer at once."""
    template = FOLDER / "template-run.json"
    template.write_text(str(row_of(grade_one(job), "")["run"]), "utf-8")
    with tempfile.TemporaryDirectory() as folder, cluster_of(0, Path(folder)) as cluster:
        for _ in range(WORKERS):
            cluster.add_worker(threads=THREADS, program=INSTANT, TEMPLATE_RUN=str(template), GRADER_COURSE=str(course))
        yield cluster


def asked(course: Path) -> Job:
    """The job of the benchmark's class, with what the reference answers."""
    declaration = catalog.load(SLUG, course)
    level = chosen_level("auto", declaration.assignment.preload).level
    return prepare(declaration, (SLUG,), int(SEED), level)


def handed_over(course: Path) -> list[str]:
    """Milliseconds from giving a job to a worker that waits until its Run is back, one at a time."""
    job = asked(course)
    notebook = catalog.load(SLUG, course).solution
    seconds = []
    with instant_cluster(course, job) as cluster, connected(Address(url=cluster.url), job) as remote:
        for number in range(HANDED_OVER):
            submission = Submission(student=f"student{number}", notebook=notebook + b" " * number)
            began = time.perf_counter()
            remote.submit(grade_one, msgspec.structs.replace(job, submission=submission)).result()
            seconds.append(time.perf_counter() - began)
    tenths = statistics.quantiles(seconds, n=10)
    rows = [("median", f"{1000 * statistics.median(seconds):.1f}"), ("ninth of ten", f"{1000 * tenths[-1]:.1f}")]
    return [
        "## Hand-over",
        "One job at a time to a worker that waits and takes no time: scheduler and transport, there and back.",
        table(("of 200 jobs", "ms"), rows),
    ]


def absorb(course: Path, size: int, to_the_end: bool) -> list[str]:
    """Results a second and memory of the command for a class of `size`; without the reports unless `to_the_end`."""
    submissions = write_class(course, FOLDER / f"many-{size}", size)
    with instant_cluster(course, asked(course)) as cluster, tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        watched = watch(command(submissions, out, "--cluster", cluster.url), course, out, size, to_the_end)
        rate, archived = rate_of(out)
    rows = [
        ("submissions", f"{archived:,}"),
        ("results stored per second", f"{rate:,.0f}"),
        ("seconds until the first is sent (reading, planning, reference)", f"{watched.first_seconds:,.0f}"),
        ("most memory of the coordinator while it grades, MiB", f"{watched.grading_bytes / MEBI:,.0f}"),
    ]
    if to_the_end:
        rows.append(("memory while it writes the reports, MiB", f"{watched.most_bytes / MEBI:,.0f}"))
        rows.append(("seconds for the reports", f"{watched.report_seconds:,.0f}"))
    return [f"## Absorb, {size:,} submissions", table(("what", "measured"), rows)]


class Watched(msgspec.Struct, kw_only=True):
    """What was seen of a command from outside; bytes are resident."""

    first_seconds: float = 0.0
    grading_bytes: int = 0
    most_bytes: int = 0
    report_seconds: float = 0.0


def watch(words: list[str | Path], course: Path, out: Path, size: int, to_the_end: bool) -> Watched:
    """Run the command and look at its memory; killed when all is graded, unless it is to go on `to_the_end`."""
    watched, log = Watched(), FOLDER / "absorb.txt"
    with log.open("wb") as output:
        coordinator = subprocess.Popen(
            [str(word) for word in words], env=grader_environment(course), cwd=HERE, stdout=output, stderr=output
        )
    process, began, done, position = psutil.Process(coordinator.pid), time.monotonic(), 0.0, 0
    while coordinator.poll() is None:
        used = resident(process)
        told = since(log, position)
        position += len(told)
        if not watched.first_seconds and b"[1/" in told:
            watched.first_seconds = time.monotonic() - began
            say(f"the first result after {watched.first_seconds:.0f} s, {used / MEBI:.0f} MiB")
        if not done:
            watched.grading_bytes = max(watched.grading_bytes, used)
            if b"Grading a sample" in told:
                done = time.monotonic()
                say(f"graded after {done - began:.0f} s, {watched.grading_bytes / MEBI:.0f} MiB")
                if not to_the_end:
                    coordinator.send_signal(signal.SIGKILL)
        watched.most_bytes = max(watched.most_bytes, used)
        time.sleep(LOOK_SECONDS)
    if not done or (to_the_end and coordinator.returncode):
        raise SystemExit(f"The command ended with exit code {coordinator.returncode}: {log.read_text()[-2000:]}")
    watched.report_seconds = time.monotonic() - done
    return watched


def resident(process: psutil.Process) -> int:
    """Bytes in memory; none where the process has just ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def since(log: Path, position: int) -> bytes:
    """What a growing file holds behind a position."""
    with log.open("rb") as stream:
        stream.seek(position)
        return stream.read()


def rate_of(out: Path) -> tuple[float, int]:
    """Results a second between the first and the last that was stored, and how many there are."""
    first = last = None
    count = 0
    with Archive.open(out / "archive.sqlite", write=True) as archive:  # a killed writer left a log
        for count, entry in enumerate(archive.entries(), 1):  # noqa: B007
            first, last = first or entry.created, entry.created
    assert first is not None
    assert last is not None
    return count / (last - first).total_seconds(), count
