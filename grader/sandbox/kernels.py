"""Which kernel a session gets: this interpreter, forked warm where that is possible, else started cold."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from grader.errors import UsageError
from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.sandbox import cold, parent, root, warm
from grader.sandbox.isolation import Level
from grader.sandbox.workspace import Workspace

PROVISIONERS: Mapping[str, str] = {"warm": warm.NAME, "cold": cold.NAME}
ARGUMENTS = ["-P", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False", "--quiet"]


class KernelSpecs(KernelSpecManager):  # type: ignore[misc, unused-ignore]
    """Knows one kernel, whatever its name.

    Kernels installed on the machine and the kernel a notebook names in its metadata are never looked at.
    """

    def __init__(self, start: str, config: dict[str, Any]) -> None:
        super().__init__()
        self.provisioner = {"provisioner_name": PROVISIONERS[start], "config": config}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The one kernel."""
        return KernelSpec(
            argv=[sys.executable, *ARGUMENTS],
            display_name="grader",
            language="python",
            metadata={"kernel_provisioner": self.provisioner},
        )


class SandboxPlan(Record, frozen=True, kw_only=True):
    """How a kernel is started and walled in. `readable` are host folders it may read besides the libraries."""

    start: str
    level: Level
    readable: tuple[str, ...] = ()

    def specs(self, assignment: Assignment) -> KernelSpecs:
        """The one kernel of this plan, within the assignment's limits."""
        config: dict[str, Any] = {"memory_bytes": assignment.limits.memory_bytes}
        if self.start == "warm":
            config |= {
                "preload": " ".join(assignment.preload),
                "level": self.level,
                "readable": os.pathsep.join(self.readable),
            }
        return KernelSpecs(self.start, config)

    def kernel_sockets(self, place: Workspace, pid: int) -> Path | None:
        """Where this side finds the sockets of a kernel `pid`; None for one that uses ours.

        A walled-in kernel has them in its own root, so that no folder of the host's is one it can write to.
        """
        if self.start == "cold":
            return None
        return Path(f"/proc/{pid}/root{root.SOCKETS}") if self.level is Level.STRONG else place.sockets


def plan_for(level: str, readable: tuple[str, ...] = ()) -> SandboxPlan:
    """The plan for a level: forked warm where that is possible, else cold and without walls.

    GRADER_START=cold in the environment asks for the cold start, at level `none` only.
    """
    wanted = os.environ.get("GRADER_START", "warm")
    start = wanted if parent.can_fork() and (wanted == "warm" or level == Level.NONE) else "cold"
    if start == "cold" and level != Level.NONE:
        raise UsageError(f"Isolation {level} needs kernels forked from a warm parent, which this machine cannot do.")
    return SandboxPlan(start=start, level=Level(level), readable=readable)
