"""The warm parent's own program: imports the heavy libraries once, then forks a kernel per request.

It is executed clean (`python -P -s -m grader.sandbox.zygote LEVEL MODULE ...`) with an environment of a dozen
entries, holds no reference, label or expected value, and runs no TensorFlow operation: the first eager operation
would start threads, and a child forked after that hangs in its own first operation. So it forks only while it has
exactly one thread.

It speaks JSON lines on the socket that is its standard input. `{"ready": [missing modules]}` comes first;
`{"fork": {...}}` is answered by `{}` with the child's pidfd beside it, `{"attack": {...}}` by `{"blocked": {...}}`,
and either by `{"problem": text}` when it could not be done.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NoReturn

from grader.sandbox import namespaces, syscalls
from grader.sandbox.child import become_attacker, become_kernel, new_kernel, reseed, silence
from grader.sandbox.isolation import Level, needs_namespaces
from grader.sandbox.namespaces import PidNamespaces, enter_outer

MAX_LINE = 1024**2


class Zygote:
    """Answers requests until the host's end of the socket is closed."""

    def __init__(self, host: socket.socket, namespaced: bool) -> None:
        self.host = host
        self.namespaces = PidNamespaces() if namespaced else None
        self.selector = selectors.DefaultSelector()
        self.selector.register(host, selectors.EVENT_READ)
        self.waiting = b""
        self.watched: dict[int, int] = {}  # pid here -> pidfd

    def serve(self) -> None:
        """Fork on request, collect ended children; returns when the host is gone."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is not self.host:
                    self.reap(key.data)
                elif not self.read_requests():
                    return

    def read_requests(self) -> bool:
        """Handle what came; False at the end of the stream."""
        received = self.host.recv(65536)
        if not received or len(self.waiting) > MAX_LINE:
            return False
        *lines, self.waiting = (self.waiting + received).split(b"\n")
        for line in lines:
            self.answer(json.loads(line))
        return True

    def answer(self, request: dict[str, Any]) -> None:
        """Do what the host asks."""
        if not syscalls.single_threaded():
            self.tell({"problem": "the warm parent has more than one thread; forking it would hang the kernel"})
        elif "attack" in request:
            parents = {"parent_namespaces": sorted(namespaces.current().values())}
            _, answer = self.fork_child(become_attacker, request["attack"] | parents)
            self.tell(answer)
        else:
            pid, answer = self.fork_child(become_kernel, request["fork"])
            pidfd = self.watched[pid]
            self.tell(answer, *([] if "problem" in answer else [pidfd]))

    def fork_child(
        self, body: Callable[[dict[str, Any], int], NoReturn], request: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        """Fork a child for a body, and what it reported before it closed its report; empty when all is well."""
        reading, writing = os.pipe()
        pid = os.fork() if self.namespaces is None or "pid" in request.get("without", ()) else self.namespaces.fork()
        if pid == 0:
            body(request, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8", errors="replace") as report:
            answer: dict[str, Any] = json.loads(report.read() or "{}")
        self.watched[pid] = os.pidfd_open(pid)
        self.selector.register(self.watched[pid], selectors.EVENT_READ, data=pid)
        return pid, answer

    def reap(self, pid: int) -> None:
        """Collect an ended child."""
        pidfd = self.watched.pop(pid)
        self.selector.unregister(pidfd)
        os.close(pidfd)
        os.waitpid(pid, 0)
        self.end_all_but(self.watched)

    def end_all_but(self, kept: Collection[int]) -> None:
        """End every other child: what an ended kernel had started was handed on to us, where no namespace ended it.

        What a child of ours had started in turn is a child of ours once that has ended.
        """
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        while orphans := [pid for pid in map(int, children.read_text("utf-8").split()) if pid not in kept]:
            for pid in orphans:
                os.kill(pid, signal.SIGKILL)
            for pid in orphans:
                os.waitpid(pid, 0)

    def tell(self, message: dict[str, Any], *descriptors: int) -> None:
        """Send one line to the host, with open descriptors beside it."""
        socket.send_fds(self.host, [json.dumps(message).encode() + b"\n"], descriptors)


def preload(names: list[str]) -> list[str]:
    """Import what kernels will want; a library that is not installed is left for the notebook to miss."""
    missing = []
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    return missing


def rehearse() -> list[str]:
    """Names of the modules that a starting kernel imports: a forked child starts one and tells."""
    known = set(sys.modules)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            start_kernel_nowhere()
            os.write(writing, "\n".join(set(sys.modules) - known).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as report:
        names = report.read().split()
    os.waitpid(pid, 0)
    return sorted(names)


def start_kernel_nowhere() -> None:
    """A kernel on sockets that nobody knows, with one cell run."""
    silence()
    reseed()
    with tempfile.TemporaryDirectory() as folder:
        connection = Path(folder, "kernel.json")
        ports = {f"{channel}_port": n for n, channel in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}
        head = {"transport": "ipc", "ip": f"{folder}/k", "key": "k", "signature_scheme": "hmac-sha256"}
        connection.write_text(json.dumps(head | ports), "utf-8")
        app = new_kernel(str(connection))
        app.shell.run_cell("import numpy; numpy.arange(3)", silent=True)


def main() -> None:
    """Enter namespaces, import, rehearse, report readiness, serve."""
    level, *modules = sys.argv[1:]
    host = socket.socket(fileno=os.dup(0))
    namespaced = needs_namespaces(Level(level))
    if namespaced:
        try:
            enter_outer()
        except OSError as error:
            socket.send_fds(host, [json.dumps({"problem": str(error)}).encode() + b"\n"], [])
            return
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a graded notebook needs no debugger; it takes 0.3 s
    missing = preload(["ipykernel.kernelapp", "ipykernel.ipkernel", *modules])
    preload(rehearse())
    gc.collect()
    gc.freeze()  # objects of before the fork stay shared: the collector no longer writes to their pages
    syscalls.prctl(syscalls.ADOPT_ORPHANS, 1)
    zygote = Zygote(host, namespaced)
    zygote.tell({"ready": missing})
    zygote.serve()
    zygote.end_all_but(())
    os._exit(0)


if __name__ == "__main__":
    main()
