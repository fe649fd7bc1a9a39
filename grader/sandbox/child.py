"""What a forked child of the warm parent does to become a Jupyter kernel; it never returns."""

import json
import os
import random
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from ipykernel import ipkernel
from ipykernel.kernelapp import IPKernelApp

from grader.sandbox import syscalls
from grader.sandbox.isolation import Level, Place, isolate
from grader.sandbox.trial import try_attacks

KERNEL_ARGUMENTS = (
    "--HistoryManager.enabled=False",
    "--IPythonKernel._execute_sleep=0",  # after every cell, so that prints may come before the reply: nobody waits
    "--quiet",
)
HOMES = {
    "HOME": "",
    "KERAS_HOME": "keras",
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
    "JUPYTER_RUNTIME_DIR": "jupyter",
    "TMPDIR": "tmp",
}


def become_kernel(request: dict[str, Any], report: int) -> NoReturn:
    """Isolate, then run a kernel until it is told to end.

    `report` is a pipe: a problem written there before it closes is why there is no kernel.
    """
    try:
        place = leave_parent(request, report)
    except BaseException as error:
        end_with(report, {"problem": describe(error)}, code=70)
    os.close(report)
    code = 0
    try:
        new_kernel(connection_file(place, request["connection"])).start()
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()
        code = 70
    os._exit(code)


def become_attacker(request: dict[str, Any], report: int) -> NoReturn:
    """Isolate as a kernel would, try the attacks, and report which were blocked."""
    try:
        place = leave_parent(request, report)
        answer: dict[str, Any] = {"blocked": try_attacks(place, request, report)}
    except BaseException as error:
        answer = {"problem": describe(error)}
    end_with(report, answer, code=0)


def describe(error: BaseException) -> str:
    """What failed, and in which step."""
    steps = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__}: {error} (in {' > '.join(steps[-3:])})"


def end_with(report: int, answer: dict[str, Any], code: int) -> NoReturn:
    """Write the answer and end the process."""
    os.write(report, json.dumps(answer).encode()[:60_000])
    os._exit(code)


def leave_parent(request: dict[str, Any], report: int) -> Place:
    """Cut what ties the child to its parent, and isolate it. Raises OSError when a layer cannot be had."""
    syscalls.prctl(syscalls.SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))
    syscalls.prctl(syscalls.ADOPT_ORPHANS, 1)  # what the notebook starts stays below it, and ends with it
    os.setsid()
    silence()
    without = frozenset(request.get("without", ()))
    if "descriptors" not in without:
        close_all_but(report)
    os.environ.clear()
    os.environ.update(request["environment"])
    place = isolate(Level(request["level"]), request, without)
    os.environ.update({name: str(Path(place.home, folder)) for name, folder in HOMES.items()})
    Path(os.environ["TMPDIR"]).mkdir()
    tempfile.tempdir = None  # the parent's, if anything it imports has asked
    reseed()
    return place


def silence() -> None:
    """Standard input empty, outputs to nowhere: what a notebook prints goes through its kernel."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def close_all_but(kept: int) -> None:
    """Close every inherited descriptor above the standard ones, whatever it is."""
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def reseed() -> None:
    """Siblings share the warm parent's generators; each starts its own."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def connection_file(place: Place, connection: dict[str, Any]) -> str:
    """The connection as a file where the kernel can read it, its sockets where this kernel sees them."""
    path = Path(place.home, "connection.json")
    path.write_text(json.dumps({**connection, "ip": f"{place.sockets}/s"}), "utf-8")
    return str(path)


def new_kernel(path: str) -> Any:
    """An initialised ipykernel application on a connection file."""
    app = IPKernelApp.instance()
    with no_modules_listed():
        app.initialize(["-f", path, *KERNEL_ARGUMENTS])
    return app


@contextmanager
def no_modules_listed() -> Iterator[None]:
    """A block in which a new kernel finds no module: it lists the files of all for a debugger that is not there.

    Looking at 3,000 modules would copy every page of memory that one of them lies in and that siblings share.
    """
    ipkernel.sys = SimpleNamespace(**{**vars(sys), "modules": {}})
    try:
        yield
    finally:
        ipkernel.sys = sys
