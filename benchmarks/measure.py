"""What all benchmarks share: times a command, describes the machine, and writes a table of medians and ratios.

Other processes disturb a measurement more than anything in it, so every timing says beside its own CPU seconds how many
others used meanwhile, and results are compared as ratios of runs that lie next to each other in time.
"""

import ctypes
import os
import platform
import resource
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results"
WORK = ROOT / "build" / "benchmarks"
VERSIONS = ("grader", "tensorflow", "keras", "numpy", "nbclient", "jupyter_client", "ipykernel", "pyzmq")
LAST_LINES = 30
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True)
class Timed:
    """Seconds of something measured once; `foreign_seconds` is what all other processes used meanwhile."""

    wall_seconds: float
    cpu_seconds: float
    foreign_seconds: float = 0.0


@dataclass(kw_only=True)
class Meter:
    """Filled in when the block of `metered` is left."""

    timed: Timed = field(default_factory=lambda: Timed(wall_seconds=0.0, cpu_seconds=0.0))


@contextmanager
def metered() -> Iterator[Meter]:
    """Measure a block: its wall time, and the CPU time of this process and of the children that ended in it."""
    meter = Meter()
    _adopt_orphans()
    machine, own, began = _machine_seconds(), _own_seconds(), time.monotonic()
    yield meter
    wall = time.monotonic() - began
    _collect_orphans()
    used = _own_seconds() - own
    foreign = max(0.0, _machine_seconds() - machine - used)
    meter.timed = Timed(wall_seconds=wall, cpu_seconds=used, foreign_seconds=foreign)


@cache
def _adopt_orphans() -> None:
    """Processes that lose their parent become our children, so that their CPU time is counted and nobody else's."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _collect_orphans() -> None:
    """Wait for children that are ending; one that outlives the patience is let be."""
    until = time.monotonic() + PATIENCE_SECONDS
    with suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.02)


def _own_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _machine_seconds() -> float:
    """CPU seconds used by anything on this machine, ourselves among it, or taken from it by its host."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def run(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, log: Path) -> Timed:
    """Time a command to its end; its output goes to `log`. Ends the benchmark when the command fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output, metered() as meter:
        code = subprocess.run(
            [str(part) for part in command], env=dict(env), cwd=cwd, stdout=output, stderr=output, check=False
        ).returncode
    if code != 0:
        last = "\n".join(log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:])
        raise SystemExit(f"{shlex.join(map(str, command))} ended with exit code {code}; {log} ends with:\n{last}")
    return meter.timed


def grader_command(*arguments: str | Path) -> list[str | Path]:
    """The grader of this checkout, under the interpreter that runs the benchmark."""
    return [sys.executable, "-m", "grader", *arguments]


def grader_environment(course: Path) -> dict[str, str]:
    """This process's environment, looking for assignments in `course`."""
    return {**os.environ, "GRADER_COURSE": str(course)}


# --- tables -----------------------------------------------------------------------------------------------------
def spread(values: Iterable[float], digits: int = 1) -> str:
    """`median (smallest–largest)`, or the one number there is; a dash where there is none."""
    known = list(values)
    if not known:
        return "–"
    if len(known) == 1:
        return f"{known[0]:,.{digits}f}"
    return f"{statistics.median(known):,.{digits}f} ({min(known):,.{digits}f}–{max(known):,.{digits}f})"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the columns after the first to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine_lines(extra: Mapping[str, str] | None = None) -> list[str]:
    """What was measured where: one list item per fact."""
    versions = {name: version(name) for name in VERSIONS} | dict(extra or {})
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        f"- Machine: {psutil.cpu_count()} cores, {cpu_model()},"
        f" {psutil.virtual_memory().total / 1024**3:.0f} GiB of memory, {platform.system()} {platform.release()}",
        f"- Python {platform.python_version()}; " + ", ".join(f"{name} {number}" for name, number in versions.items()),
        f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load average when it ended (1, 5, 15 minutes): {load}",
        f"- Command: `{shlex.join(['python', *_relative(sys.argv)])}`",
    ]


def _relative(arguments: Sequence[str]) -> list[str]:
    script, *rest = arguments
    return [f"benchmarks/{Path(script).name}", *rest]


def cpu_model() -> str:
    """The processor's name as the kernel tells it."""
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def publish(title: str, parts: Sequence[str], file: Path | None, extra: Mapping[str, str] | None = None) -> None:
    """Write a result to `file`, where there is one, and print it."""
    text = "\n\n".join([f"# {title}", "\n".join(machine_lines(extra)), *parts]) + "\n"
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    print(text)
    say(f"written: {file}" if file else "Only a part was measured, so nothing was written; --out FILE writes it.")


def say(text: str) -> None:
    """Progress, on standard error, with the time."""
    print(f"[{datetime.now(UTC):%H:%M:%S}] {text}", file=sys.stderr, flush=True)
