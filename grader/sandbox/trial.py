"""Runs the attacks inside a sandbox, each in a child of its own, and tells which were blocked."""

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

from grader.sandbox.attacks import ATTEMPTS, REFUSALS, Attempt
from grader.sandbox.isolation import Level, Place

BLOCKED, SUCCEEDED, FAILED = 0, 1, 2


def try_attacks(place: Place, request: Mapping[str, Any], report: int) -> dict[str, bool]:
    """Every attempt of the level asked for, by name, and whether it was blocked.

    Raises OSError where not even a harmless deed is possible: there every attack would look blocked.
    """
    attempt = Attempt(place, request, report)
    live_normally(attempt)
    return {function.__name__: is_blocked(function, attempt) for function in ATTEMPTS[Level(request["tried"])]}


def live_normally(attempt: Attempt) -> None:
    """What every notebook may do."""
    path = os.path.join(attempt.place.home, "harmless")
    with open(path, "w", encoding="utf-8") as file:
        file.write("x")
    os.unlink(path)


def is_blocked(function: Callable[[Attempt], None], attempt: Attempt) -> bool:
    """Whether the system refused the attempt; a child makes it, since some succeed for good."""
    pid = os.fork()
    if pid == 0:
        os._exit(outcome(function, attempt))
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) in (BLOCKED, -signal.SIGSYS)


def outcome(function: Callable[[Attempt], None], attempt: Attempt) -> int:
    """How an attempt ended, as an exit code."""
    try:
        function(attempt)
    except OSError as error:
        return BLOCKED if error.errno in REFUSALS else FAILED
    except BaseException:
        return FAILED
    return SUCCEEDED
