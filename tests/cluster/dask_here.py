"""A Dask scheduler and workers on this machine, as processes of their own that can be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

PATIENCE_SECONDS = 90.0
QUIET = ["--no-dashboard"]


class Cluster:
    """A scheduler at `url`, and the workers that were started for it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.url = ""
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start_scheduler(self, port: int = 0) -> None:
        """Start it and learn its address; on a given port, the second of its kind is found where the first was."""
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        self.scheduler = self._start(
            "dask_scheduler", *QUIET, "--host", "127.0.0.1", "--port", str(port), "--scheduler-file", str(file)
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (file.is_file() and (told := file.read_text("utf-8"))):
            assert time.monotonic() < deadline, "the scheduler did not start"
            time.sleep(0.05)
        self.url = "tcp://" + told.partition('"tcp://')[2].partition('"')[0]

    @property
    def port(self) -> int:
        """Where the scheduler listens."""
        return int(self.url.rpartition(":")[2])

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One worker process of one thread, without a nanny: who kills it, has killed it."""
        worker = self._start(
            *("dask_worker", self.url, *QUIET, "--no-nanny", "--nthreads", "1", "--memory-limit", "0"),
            *("--local-directory", str(self.folder)),
            **environment,
        )
        self.workers.append(worker)
        return worker

    def _start(self, program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            cwd=self.folder,
        )
        self.stack.callback(end, process)
        return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process as `kill -9` does, and wait until nothing of it is left."""
    if process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        psutil.wait_procs(children, timeout=PATIENCE_SECONDS)


@contextmanager
def cluster_of(workers: int, folder: Path) -> Iterator[Cluster]:
    """A scheduler with so many workers; all are gone at the end."""
    with ExitStack() as stack:
        cluster = Cluster(folder, stack)
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
