"""Starts a kernel by forking the warm parent: the libraries are imported already."""

import asyncio
import os
import signal
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Int, Unicode

from grader.sandbox.limits import apply_limits
from grader.sandbox.parent import WarmParent, shared_parent

NAME = "grader-warm"
POLL_SECONDS = 0.004


class WarmProcess:
    """A forked kernel with the methods of `subprocess.Popen` that a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, parent: WarmParent, pid: int) -> None:
        self.parent, self.pid = parent, pid

    def poll(self) -> int | None:
        """Exit code, or None while it runs."""
        return self.parent.wait_for_exit(self.pid, 0)

    def wait(self) -> int | None:
        """Exit code, once it has ended."""
        return self.parent.wait_for_exit(self.pid)

    def send_signal(self, number: int) -> None:
        """Signal the process while it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc, unused-ignore]
    """Forks a kernel from this process's warm parent."""

    memory_bytes = Int(help="Private memory the kernel may take, in bytes.")
    preload = Unicode(help="Modules the warm parent has imported, separated by spaces.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork instead of executing `cmd`; environment and directory are what the caller gave."""
        environment: dict[str, str] = kwargs["env"]
        parent = shared_parent(tuple(self.preload.split()), warm_environment(environment))
        request = {
            "environment": environment,
            "directory": kwargs["cwd"],
            "connection_file": self.parent.connection_file,
        }
        pid = parent.fork(request)
        self.process: WarmProcess | None = WarmProcess(parent, pid)
        self.pid = self.pgid = pid
        apply_limits(pid, self.memory_bytes)
        return self.connection_info

    async def wait(self) -> int | None:
        """Exit code once the kernel has ended; it was told to, so the wait is short."""
        process: WarmProcess | None = self.process
        if process is None:
            return 0
        while process.poll() is None:
            await asyncio.sleep(POLL_SECONDS)
        self.process = None
        return process.poll()


def warm_environment(environment: dict[str, str]) -> dict[str, str]:
    """The variables that libraries read while they are imported; none that belongs to one kernel."""
    private = ("HOME", "KERAS_HOME", "IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_RUNTIME_DIR")
    return {name: value for name, value in environment.items() if name not in private and not name.startswith("JPY_")}
