"""The warm parent's own program: imports the heavy libraries once, then forks a kernel per request.

It is executed clean (`python -P -s -m grader.sandbox.zygote`) with an environment of a dozen entries, holds no
reference, label or expected value, and runs no TensorFlow operation: the first eager operation would start threads,
and a child forked after that hangs in its own first operation. So it forks only while it has exactly one thread.

It speaks JSON lines on the socket that is its standard input: {"fork": {...}} is answered by {"pid": n} or
{"error": text}; {"exited": pid, "code": n} comes when a child has ended.
"""

import gc
import importlib
import json
import os
import selectors
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from grader.sandbox.child import become_kernel, new_kernel, silence

MAX_LINE = 1024**2


class Zygote:
    """Answers fork requests until the host's end of the socket is closed."""

    def __init__(self, host: socket.socket) -> None:
        self.host = host
        self.selector = selectors.DefaultSelector()
        self.selector.register(host, selectors.EVENT_READ)
        self.waiting = b""

    def serve(self) -> None:
        """Fork on request, report ended children; returns when the host is gone."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.host:
                    if not self.read_requests():
                        return
                else:
                    self.reap(key.fd, key.data)

    def read_requests(self) -> bool:
        """Handle what came; False at the end of the stream."""
        received = self.host.recv(65536)
        if not received or len(self.waiting) > MAX_LINE:
            return False
        *lines, self.waiting = (self.waiting + received).split(b"\n")
        for line in lines:
            self.answer(json.loads(line)["fork"])
        return True

    def answer(self, request: dict[str, Any]) -> None:
        """Fork one kernel."""
        threads = sum(1 for _ in Path("/proc/self/task").iterdir())
        if threads != 1:
            self.tell({"error": f"the warm parent has {threads} threads; forking it would hang the kernel"})
            return
        pid = os.fork()
        if pid == 0:
            self.host.close()
            self.selector.close()
            become_kernel(request)
        self.selector.register(os.pidfd_open(pid), selectors.EVENT_READ, data=pid)
        self.tell({"pid": pid})

    def reap(self, descriptor: int, pid: int) -> None:
        """Collect an ended child and tell the host."""
        self.selector.unregister(descriptor)
        os.close(descriptor)
        _, status = os.waitpid(pid, 0)
        self.tell({"exited": pid, "code": os.waitstatus_to_exitcode(status)})

    def tell(self, message: dict[str, Any]) -> None:
        """Send one line to the host."""
        self.host.sendall(json.dumps(message).encode() + b"\n")


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
    with tempfile.TemporaryDirectory() as folder:
        connection = Path(folder, "kernel.json")
        ports = {f"{channel}_port": n for n, channel in enumerate(("shell", "iopub", "stdin", "control", "hb"), 1)}
        head = {"transport": "ipc", "ip": f"{folder}/k", "key": "k", "signature_scheme": "hmac-sha256"}
        connection.write_text(json.dumps(head | ports), "utf-8")
        app = new_kernel(str(connection))
        app.shell.run_cell("import numpy; numpy.arange(3)", silent=True)


def main() -> None:
    """Import, rehearse, report readiness, serve."""
    host = socket.socket(fileno=os.dup(0))
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a graded notebook needs no debugger; it takes 0.3 s
    missing = preload(["ipykernel.kernelapp", "ipykernel.ipkernel", *sys.argv[1:]])
    preload(rehearse())
    gc.collect()
    gc.freeze()  # objects of before the fork stay shared: the collector no longer writes to their pages
    zygote = Zygote(host)
    zygote.tell({"ready": missing})
    zygote.serve()


if __name__ == "__main__":
    main()
