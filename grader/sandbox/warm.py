"""Starts a kernel by forking the warm parent: the libraries are imported already."""

import asyncio
import os
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Int, Unicode

from grader.sandbox.isolation import Level
from grader.sandbox.parent import ForkedProcess, shared_parent
from grader.sandbox.workspace import Workspace

NAME = "grader-warm"
POLL_SECONDS = 0.004


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc, unused-ignore]
    """Forks an isolated kernel from this process's warm parent."""

    memory_bytes = Int(help="Private memory the kernel may take, in bytes.")
    preload = Unicode(help="Modules the warm parent has imported, separated by spaces.")
    level = Unicode(help="The level of isolation.")
    readable = Unicode(help="Host folders the kernel may read besides the libraries, separated by colons.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork instead of executing `cmd`; environment and directory are what the caller gave."""
        environment: dict[str, str] = kwargs["env"]
        parent = shared_parent(Level(self.level), tuple(self.preload.split()), environment)
        connection = {name: decoded(value) for name, value in self.connection_info.items()}
        self.process: ForkedProcess | None = parent.fork(
            {
                "environment": environment,
                "memory_bytes": self.memory_bytes,
                "readable": [path for path in self.readable.split(os.pathsep) if path],
                "work": kwargs["cwd"],
                "home": environment["HOME"],
                "sockets": str(Workspace(root=Path(kwargs["cwd"]).parent).sockets),
                "connection": connection,
            }
        )
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """Exit code once the kernel has ended; it was told to, so the wait is short."""
        process = self.process
        if process is None:
            return 0
        while process.poll() is None:
            await asyncio.sleep(POLL_SECONDS)
        self.process = None
        return process.poll()


def decoded(value: Any) -> Any:
    """A connection's entry as JSON has it; the key is bytes on this side."""
    return value.decode("utf-8") if isinstance(value, bytes) else value
