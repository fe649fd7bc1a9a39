"""What a Run's numbers depend on besides code and versions: processor, settings of the kernels, data."""

import platform
from pathlib import Path

from grader.datasets import describe
from grader.records.run import Surroundings
from grader.sandbox.environment import REPEATABLE

CPUINFO = Path("/proc/cpuinfo")
DECISIVE = ("sse4", "avx", "fma", "f16c", "amx", "asimd", "sve", "bf16")  # what mathematical libraries choose by


def current_surroundings(dataset: str | None) -> Surroundings:
    """Those of this machine, for an assignment with that data set."""
    cpu, features = _processor(CPUINFO)
    return Surroundings(
        cpu=cpu,
        cpu_features=features,
        settings=dict(REPEATABLE),
        data={part.name: part.sha256 for part in describe(dataset).parts} if dataset is not None else {},
    )


def _processor(path: Path) -> tuple[str, tuple[str, ...]]:
    """Name and decisive features of the processor, as far as the system tells."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine(), ()
    told: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        told.setdefault(key.strip(), value.strip())  # the first processor speaks for all
    words = told.get("flags", told.get("Features", "")).split()
    name = told.get("model name") or platform.processor() or platform.machine()
    return name, tuple(sorted(word for word in set(words) if word.startswith(DECISIVE)))
