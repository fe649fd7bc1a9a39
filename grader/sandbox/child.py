"""What a forked child of the warm parent does to become a Jupyter kernel; it never returns."""

import ctypes
import os
import random
import signal
import sys
import traceback
from typing import Any, NoReturn

from ipykernel.kernelapp import IPKernelApp

SET_PARENT_DEATH_SIGNAL = 1


def become_kernel(request: dict[str, Any]) -> NoReturn:
    """Take the requested environment, directory and limits, then run a kernel until it is told to end."""
    try:
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))
        os.setsid()
        silence()
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["directory"])
        reseed()
        new_kernel(request["connection_file"]).start()
    except SystemExit:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(70)
    os._exit(0)


def silence() -> None:
    """Standard input empty, outputs to nowhere: what a notebook prints goes through its kernel."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def reseed() -> None:
    """Siblings share the warm parent's generators; each starts its own."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def new_kernel(connection_file: str) -> Any:
    """An initialised ipykernel application on a connection file."""
    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False", "--quiet"])
    return app
