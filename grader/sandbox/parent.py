"""The host's side of the warm parent: starts it, asks it for kernels, and holds a handle on each."""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import KernelError, UsageError
from grader.sandbox import cgroups
from grader.sandbox.isolation import Level

READY_SECONDS = 180.0
ANSWER_SECONDS = 60.0
ENDING_SECONDS = 5.0
MOST_DESCRIPTORS = 8


class ForkedProcess:
    """A kernel forked by a warm parent, with the methods of `subprocess.Popen` that a provisioner uses.

    `pid` is its number in the host's pid namespace; signals go through the pidfd, so that a number used again by
    another process is never hit.
    """

    stdin = stdout = stderr = None

    def __init__(self, pidfd: int, memory_bytes: int) -> None:
        self._pidfd = pidfd
        self.pid = pid_of(pidfd)
        self._ended = self.ran_out_of_memory = False
        self._group: cgroups.Group | None = None
        try:
            self._group = cgroups.new_group(self.pid, memory_bytes)
        except (KernelError, UsageError):
            self.kill()
            raise

    def poll(self) -> int | None:
        """None while it runs; -SIGKILL afterwards, its real exit code being nobody's business."""
        if not self._ended and select.select([self._pidfd], [], [], 0)[0]:
            self._ended = True
            os.close(self._pidfd)
            if self._group is not None:
                self.ran_out_of_memory = self._group.ran_out_of_memory
                self._group.end()
        return -signal.SIGKILL if self._ended else None

    def wait(self) -> int | None:
        """Wait until it has ended."""
        if not self._ended:
            select.select([self._pidfd], [], [])
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Signal the process while it runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._pidfd, number)

    def kill(self) -> None:
        """End the process, and with the first one of a pid namespace all others in it."""
        self.send_signal(signal.SIGKILL)


class WarmParent:
    """A process with libraries imported that forks isolated kernels; safe to use from several threads."""

    def __init__(self, level: Level, preload: tuple[str, ...], environment: Mapping[str, str]) -> None:
        self.level = level
        home = self._home = tempfile.TemporaryDirectory(prefix=f"grader-{os.getpid()}-")
        self._socket, its = socket.socketpair()
        self._received, self._descriptors = b"", list[int]()
        self._asking = threading.Lock()
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "grader.sandbox.zygote", level, *preload],
                stdin=its.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**environment, "HOME": home.name, "MPLCONFIGDIR": home.name},
                cwd=home.name,
                start_new_session=True,
            )
        try:
            self.missing: list[str] = self._answer(READY_SECONDS)[0]["ready"]
        except KernelError:
            self.close()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def fork(self, request: Mapping[str, Any]) -> ForkedProcess:
        """A new kernel, isolated already; KernelError when there is none."""
        _, descriptors = self._ask({"fork": {**request, "level": self.level}})
        return ForkedProcess(descriptors[0], request["memory_bytes"])

    def attack(self, request: Mapping[str, Any]) -> dict[str, bool]:
        """Which attacks an isolated child could not carry out, by name."""
        answer, _ = self._ask({"attack": {**request, "level": self.level}})
        blocked: dict[str, bool] = answer["blocked"]
        return blocked

    def close(self) -> None:
        """End it and with it every kernel it forked and all they started; closing twice is allowed."""
        self._socket.close()
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._home.cleanup()

    def _ask(self, message: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
        with self._asking:
            try:
                self._socket.sendall(json.dumps(message).encode() + b"\n")
            except OSError as error:
                raise KernelError(f"The warm parent is gone: {error}.") from error
            return self._answer(ANSWER_SECONDS)

    def _answer(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        """The next line and the descriptors that came with it."""
        self._socket.settimeout(seconds)
        descriptors: list[int] = []
        while b"\n" not in self._received:
            try:
                data, got, _, _ = socket.recv_fds(self._socket, 65536, MOST_DESCRIPTORS)
            except OSError as error:
                raise KernelError(f"The warm parent did not answer within {seconds:.0f} s: {error}.") from error
            if not data:
                raise KernelError(
                    "The warm parent ended. Run `grader doctor` to see whether TensorFlow can be imported here."
                )
            self._received += data
            descriptors += got
        line, _, self._received = self._received.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        if "problem" in answer:
            raise KernelError(f"The {self.level} isolation cannot be had: {answer['problem']}.")
        return answer, descriptors


def pid_of(pidfd: int) -> int:
    """The process number behind a pidfd, in our own pid namespace."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text("utf-8").splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise KernelError("This kernel's pidfds do not tell their process; Linux 5.10 or newer is needed.")


_parents: dict[tuple[str, ...], WarmParent] = {}
_starting = threading.Lock()


def shared_parent(level: Level, preload: tuple[str, ...], environment: Mapping[str, str]) -> WarmParent:
    """This process's warm parent for a level and a set of libraries, started on first use."""
    with _starting:
        key = (level, *preload)
        parent = _parents.get(key)
        if parent is not None and not parent.is_alive:
            parent.close()
        if parent is None or not parent.is_alive:
            parent = _parents[key] = WarmParent(level, preload, environment)
        return parent


@atexit.register
def close_parents() -> None:
    """End every warm parent of this process."""
    while _parents:
        _parents.popitem()[1].close()


def can_fork() -> bool:
    """Whether warm kernels are possible: a Linux with pidfds."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and Path("/proc/self/task").is_dir()
