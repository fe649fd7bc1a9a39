"""Runs the attacks inside a sandbox and tells which were blocked."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from grader.sandbox.attacks import ATTEMPTS
from grader.sandbox.attempt import REFUSALS, Attempt
from grader.sandbox.isolation import Level, Place

Attack: TypeAlias = Callable[[Attempt], None]


def try_attacks(place: Place, request: Mapping[str, Any], report: int) -> dict[str, bool]:
    """Every attack of the level asked for, by name, and whether it was blocked.

    One child tries all of them. Only when that child got through with one each is tried again in a child of its own:
    some successes change the process for good. Raises OSError where not even a harmless deed is possible, since
    there every attack would look blocked.
    """
    attempt = Attempt(place, request, report)
    live_normally(attempt)
    attacks = ATTEMPTS[Level(request["tried"])]
    if are_blocked(attacks, attempt):
        return {attack.__name__: True for attack in attacks}
    return {attack.__name__: are_blocked((attack,), attempt) for attack in attacks}


def live_normally(attempt: Attempt) -> None:
    """What every notebook may do."""
    path = Path(attempt.place.home, "harmless")
    path.write_text("x", "utf-8")
    path.unlink()


def are_blocked(attacks: tuple[Attack, ...], attempt: Attempt) -> bool:
    """Whether the system refused every attack, tried one after the other in a child."""
    pid = os.fork()
    if pid == 0:
        os._exit(not all(is_refused(attack, attempt) for attack in attacks))
    _, status = os.waitpid(pid, 0)
    return status == 0


def is_refused(attack: Attack, attempt: Attempt) -> bool:
    """Whether the attack ended as one does that was refused; a bug of ours is no refusal."""
    try:
        attack(attempt)
    except OSError as error:
        return error.errno in REFUSALS
    except BaseException:
        return False
    return False
