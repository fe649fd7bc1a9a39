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
from networks_here import Networks, obstacle

PATIENCE_SECONDS = 90.0
QUIET = ["--no-dashboard"]
SCHEDULER = ("-m", "distributed.cli.dask_scheduler")
WORKER = ("-m", "distributed.cli.dask_worker")


class Cluster:
    """A scheduler at `url`, and the workers that were started for it.

    With `networks` every worker has a network namespace of its own.
    """

    def __init__(self, folder: Path, stack: ExitStack, networks: Networks | None = None) -> None:
        self.folder, self.stack, self.networks = folder, stack, networks
        self.url = ""
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start_scheduler(self, port: int = 0) -> None:
        """Start it and learn its address; on a given port, the second of its kind is found where the first was."""
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        host = self.networks.host if self.networks else "127.0.0.1"
        self.scheduler = self._start(
            [sys.executable, *SCHEDULER], *QUIET, "--host", host, "--port", str(port), "--scheduler-file", str(file)
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

    def add_worker(
        self, *, threads: int = 1, program: tuple[str, ...] = WORKER, **environment: str
    ) -> subprocess.Popen[bytes]:
        """One worker process, without a nanny: who kills it, has killed it."""
        address, within = self.networks.add() if self.networks else ("127.0.0.1", [])
        worker = self._start(
            [*within, sys.executable, *program],
            *(self.url, *QUIET, "--no-nanny", "--nthreads", str(threads), "--memory-limit", "0"),
            *("--local-directory", str(self.folder), "--host", address),
            **environment,
        )
        self.workers.append(worker)
        return worker

    def _start(self, program: list[str], *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*program, *arguments],
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
    """A scheduler with so many workers, in networks of their own where the machine allows; all are gone at the end."""
    with ExitStack() as stack:
        cluster = Cluster(folder, stack, None if obstacle() else Networks(stack))
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
