"""The floor: one process that has TensorFlow imported and forks two workers at a time, which only do the work itself.

No notebook, no kernel, no messages, no walls, no results: what stays is calling the functions of the solution and
asserting on their answers, or training and evaluating too, with one thread per worker. Prints JSON: the seconds of the
import, of reading the data (once, before the first fork), and of the class. No grader can be faster on this machine
without doing less; `throughput.py` runs it as a process of its own.
"""

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


def main() -> None:
    """Import, read, fork, wait, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--code", type=Path, required=True, help="the solution's functions, then the asserts")
    parser.add_argument("--data-code", type=Path, help="what reads the data")
    chosen = parser.parse_args()
    os.environ.update(dict.fromkeys(THREADS, "1") | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"})
    began = time.monotonic()
    names = imported()
    have_imports = time.monotonic()
    if chosen.data_code is not None:
        exec(chosen.data_code.read_text("utf-8"), names)
    have_data, used = time.monotonic(), used_seconds()
    code = compile(chosen.code.read_text("utf-8"), str(chosen.code), "exec")
    failed = fork_class(code, names, chosen.size, chosen.workers)
    ended = time.monotonic()
    print(
        json.dumps(
            {
                "import_seconds": have_imports - began,
                "data_seconds": have_data - have_imports,
                "class_seconds": ended - have_data,
                "class_cpu_seconds": used_seconds() - used,
                "failed": failed,
            }
        )
    )
    sys.exit(bool(failed))


def used_seconds() -> float:
    """CPU seconds of this process and of the children that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def imported() -> dict[str, Any]:
    """The names that the first cell of the solution binds; TensorFlow runs no operation, so forking is safe."""
    names: dict[str, Any] = {}
    exec("import numpy as np\nfrom tensorflow import keras\nkeras.layers.Dense, keras.Sequential", names)
    return names


def fork_class(code: Any, names: dict[str, Any], size: int, workers: int) -> int:
    """Run the code `size` times in forked children, `workers` at a time; how many of them failed."""
    failed = running = 0
    for _ in range(size):
        if running == workers:
            failed += os.waitstatus_to_exitcode(os.wait()[1]) != 0
            running -= 1
        if os.fork() == 0:
            work(code, names)
        running += 1
    for _ in range(running):
        failed += os.waitstatus_to_exitcode(os.wait()[1]) != 0
    return failed


def work(code: Any, names: dict[str, Any]) -> None:
    """A child's whole life."""
    status = 1
    try:
        exec(code, names)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
