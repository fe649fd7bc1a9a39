"""Starts an ordinary ipykernel process: the plain sandbox, with limits but without walls."""

import os
import signal
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Int

from grader.sandbox.limits import apply_limits

NAME = "grader-cold"


class ColdProvisioner(LocalProvisioner):  # type: ignore[misc, unused-ignore]
    """Launches a kernel as a child process and bounds it with resource limits."""

    memory_bytes = Int(help="Private memory the kernel may take, in bytes.")

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch, then limit: the interpreter has run no student code yet."""
        info = await super().launch_kernel(cmd, **kwargs)
        if self.process is not None:
            apply_limits(self.process.pid, self.memory_bytes)
        return info

    async def send_signal(self, signum: int) -> None:
        """Signal the group; a kernel that left its group is signalled alone."""
        if self.process is not None and signum == signal.SIGKILL and self.pgid:
            os.kill(self.process.pid, signum)
        await super().send_signal(signum)
