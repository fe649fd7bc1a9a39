"""The host's side of the warm parent: starts it, asks it for kernels, hears of their ends."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import KernelError

READY_SECONDS = 180.0
FORK_SECONDS = 60.0


class WarmParent:
    """A process with the libraries imported that forks kernels; safe to use from several threads."""

    def __init__(self, preload: tuple[str, ...], environment: Mapping[str, str]) -> None:
        home = self._home = tempfile.TemporaryDirectory(prefix=f"grader-{os.getpid()}-")
        mine, its = socket.socketpair()
        self._socket = mine
        self._lines: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._asking = threading.Lock()
        self.exits: dict[int, int] = {}
        self._gone = False
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "grader.sandbox.zygote", *preload],
                stdin=its,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**environment, "HOME": home.name, "MPLCONFIGDIR": home.name},
                cwd=home.name,
                start_new_session=True,
            )
        threading.Thread(target=self._listen, daemon=True, name="warm-parent").start()
        self.missing: list[str] = self._wait_for("ready", READY_SECONDS)["ready"]

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return not self._gone

    @property
    def pid(self) -> int:
        """Process id of the warm parent."""
        number: int = self._process.pid
        return number

    def fork(self, request: dict[str, Any]) -> int:
        """Process id of a new kernel; KernelError when there is none."""
        with self._asking:
            self._socket.sendall(json.dumps({"fork": request}).encode() + b"\n")
            answer = self._wait_for("pid", FORK_SECONDS)
        return int(answer["pid"])

    def wait_for_exit(self, pid: int, seconds: float | None = None) -> int | None:
        """Exit code of a kernel once it has ended; None when it still runs after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: pid in self.exits or self._gone, seconds)
            return self.exits.get(pid, -signal.SIGKILL if self._gone else None)

    def close(self) -> None:
        """End it and with it every kernel it forked; closing twice is allowed."""
        self._process.kill()
        self._process.wait()
        self._socket.close()
        self._home.cleanup()

    def _wait_for(self, kind: str, seconds: float) -> dict[str, Any]:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._lines) or self._gone, seconds)
            if not self._lines:
                raise KernelError(
                    f"The warm parent did not answer within {seconds:.0f} s"
                    + (" because it ended." if self._gone else ".")
                    + " Run `grader doctor` to see whether TensorFlow can be imported here."
                )
            answer = self._lines.pop(0)
        if kind not in answer:
            raise KernelError(f"The warm parent cannot fork: {answer.get('error', answer)}.")
        return answer

    def _listen(self) -> None:
        try:
            for line in self._socket.makefile("rb"):
                self._take(json.loads(line))
        except (OSError, ValueError):
            pass
        with self._changed:
            self._gone = True
            self._changed.notify_all()

    def _take(self, message: dict[str, Any]) -> None:
        with self._changed:
            if "exited" in message:
                self.exits[message["exited"]] = message["code"]
            else:
                self._lines.append(message)
            self._changed.notify_all()


_parents: dict[tuple[str, ...], WarmParent] = {}
_starting = threading.Lock()


def shared_parent(preload: tuple[str, ...], environment: Mapping[str, str]) -> WarmParent:
    """This process's warm parent for a set of libraries, started on first use."""
    with _starting:
        parent = _parents.get(preload)
        if parent is None or not parent.is_alive:
            parent = _parents[preload] = WarmParent(preload, environment)
        return parent


@atexit.register
def close_parents() -> None:
    """End every warm parent of this process."""
    while _parents:
        _parents.popitem()[1].close()


def can_fork() -> bool:
    """Whether warm kernels are possible: a Linux with pidfds."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and Path("/proc/self/task").is_dir()
