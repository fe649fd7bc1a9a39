"""Which kernel a session gets: this interpreter, forked warm where that is possible, else started cold."""

import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from grader.records.assignment import Assignment
from grader.sandbox import cold, parent, warm

PROVISIONERS: Mapping[str, str] = {"warm": warm.NAME, "cold": cold.NAME}
ARGUMENTS = ["-P", "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False", "--quiet"]


class KernelSpecs(KernelSpecManager):  # type: ignore[misc, unused-ignore]
    """Knows one kernel, whatever its name.

    Kernels installed on the machine and the kernel a notebook names in its metadata are never looked at.
    """

    def __init__(self, start: str, assignment: Assignment) -> None:
        super().__init__()
        config: dict[str, Any] = {"memory_bytes": assignment.limits.memory_bytes}
        if start == "warm":
            config["preload"] = " ".join(assignment.preload)
        self.provisioner = {"provisioner_name": PROVISIONERS[start], "config": config}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The one kernel."""
        return KernelSpec(
            argv=[sys.executable, *ARGUMENTS],
            display_name="grader",
            language="python",
            metadata={"kernel_provisioner": self.provisioner},
        )


def best_start() -> str:
    """`warm` where forking is possible, else `cold`."""
    return "warm" if parent.can_fork() else "cold"
