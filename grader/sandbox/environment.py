"""The environment variables a kernel gets: an allow-list, so that no token of the host's leaks in."""

import os
import sys
from pathlib import Path

from grader.sandbox.workspace import Workspace

INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
REPEATABLE = {**dict.fromkeys(THREADS, "1"), "PYTHONHASHSEED": "0", "TF_DETERMINISTIC_OPS": "1"}


def kernel_environment(place: Workspace) -> dict[str, str]:
    """Variables for a kernel: private homes, one thread per library, no GPU, fixed hash seed."""
    home = str(place.home)
    return {
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
        **REPEATABLE,
        "HOME": home,
        "KERAS_HOME": str(place.home / "keras"),
        "IPYTHONDIR": str(place.home / "ipython"),
        "MPLCONFIGDIR": str(place.home / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "JUPYTER_RUNTIME_DIR": str(place.home / "jupyter"),
        "VIRTUAL_ENV": str(Path(sys.prefix)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
    }
