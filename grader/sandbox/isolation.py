"""Levels of isolation, and the order in which a forked child walls itself in."""

import enum
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

from grader.sandbox import landlock, limits, namespaces, privileges, root, seccomp, syscalls


class Level(enum.StrEnum):
    """How much stands between a student's code and the host, the strongest first."""

    STRONG = "strong"  # namespaces with a private root, no capabilities, Landlock, seccomp, resource limits
    STANDARD = "standard"  # no capabilities, Landlock, seccomp, resource limits
    WEAK = "weak"  # no capabilities, seccomp, resource limits; every file of the user can be read and written
    NONE = "none"  # resource limits only

    @property
    def severity(self) -> int:
        """Position from the strongest (0) to none (3)."""
        return list(Level).index(self)


WRITABLE_INSIDE = (
    root.BOX,
    root.SOCKETS,
    "/tmp",
    "/dev/shm",
    "/dev/null",
    "/dev/full",
    "/dev/pts",
    "/dev/ptmx",
)
SYSTEM_OUTSIDE = ("/proc", "/dev/urandom", "/dev/random", "/etc/passwd", "/etc/nsswitch.conf")
WRITABLE_OUTSIDE = ("/dev/null", "/dev/full", "/dev/pts", "/dev/ptmx")


class Place:
    """Where a kernel finds itself once it is isolated: current folder, home, sockets."""

    def __init__(self, work: str, home: str, sockets: str) -> None:
        self.work, self.home, self.sockets = work, home, sockets


def isolate(level: Level, request: Mapping[str, Any], without: frozenset[str] = frozenset()) -> Place:
    """Wall this process in for good; raises OSError when a layer of the level cannot be had.

    `without` leaves layers out: only for the tests that show what each layer is for.
    """
    place = LEVELS[level](request, without)
    syscalls.prctl(syscalls.SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL))  # cleared when credentials change
    return place


def isolate_strong(request: Mapping[str, Any], without: frozenset[str]) -> Place:
    """Namespaces and a private root first, then everything that cannot be undone."""
    namespaces.enter_inner(without)
    is_user_kept = os.geteuid() != 0 or "user" in without
    owner = os.geteuid() if is_user_kept else namespaces.unused_user()
    if "mount" in without:
        place, processes = outside_place(request), os.open("/proc", os.O_PATH | os.O_CLOEXEC)
    else:
        place, processes = inside_place(), build_root(request, owner)
    if "user" not in without:
        leave_user(owner, processes)
    os.close(processes)
    drop(without)
    if "landlock" not in without and landlock.landlock_abi():
        landlock.restrict_files(["/"], WRITABLE_INSIDE)
    finish(request, without, walled=True)
    return place


def build_root(request: Mapping[str, Any], owner: int) -> int:
    """Move into a root of the interpreter, what the request lets read, and a box; a descriptor of its /proc."""
    readable = (*root.python_paths(), *request["readable"])
    return root.build_root(root.RootPlan(readable=readable, work=request["work"], owner=owner))


def leave_user(owner: int, processes: int) -> None:
    """Become a user that has nothing, in a user namespace that owns nothing."""
    if owner != os.geteuid():
        namespaces.become_user(owner)
    namespaces.enter_private_user(processes=processes)


def isolate_standard(request: Mapping[str, Any], without: frozenset[str]) -> Place:
    """Landlock around the host's own root; the kernel lives in its workspace."""
    place = outside_place(request)
    drop(without)
    readable = (*root.python_paths(), *root.SYSTEM, *request["readable"], *SYSTEM_OUTSIDE)
    if "landlock" not in without:
        landlock.restrict_files(readable, (*WRITABLE_OUTSIDE, place.work, place.home, place.sockets))
    finish(request, without, walled=False)
    return place


def isolate_weak(request: Mapping[str, Any], without: frozenset[str]) -> Place:
    """Refused system calls and limits."""
    place = outside_place(request)
    drop(without)
    finish(request, without, walled=False)
    return place


def isolate_none(request: Mapping[str, Any], without: frozenset[str]) -> Place:
    """Limits only."""
    place = outside_place(request)
    limits.limit_self(request["memory_bytes"])
    return place


def drop(without: frozenset[str]) -> None:
    """No capabilities, which root has everywhere and anybody in a user namespace of one's own, now or ever."""
    if "new privileges" not in without:
        privileges.forbid_new_privileges()
    if "capabilities" not in without:
        privileges.drop_capabilities()


def finish(request: Mapping[str, Any], without: frozenset[str], *, walled: bool) -> None:
    """Limits, then the filter of system calls, which nothing can lift."""
    if "limits" not in without:
        limits.limit_self(request["memory_bytes"])
    if "seccomp" not in without:
        seccomp.refuse_calls(walled=walled)


def inside_place() -> Place:
    """The box of a root of its own."""
    return Place(work=f"{root.BOX}/work", home=f"{root.BOX}/home", sockets=root.SOCKETS)


def outside_place(request: Mapping[str, Any]) -> Place:
    """The workspace as the host made it."""
    os.chdir(request["work"])
    return Place(work=request["work"], home=request["home"], sockets=request["sockets"])


LEVELS: Mapping[Level, Callable[[Mapping[str, Any], frozenset[str]], Place]] = {
    Level.STRONG: isolate_strong,
    Level.STANDARD: isolate_standard,
    Level.WEAK: isolate_weak,
    Level.NONE: isolate_none,
}


def needs_namespaces(level: Level) -> bool:
    """Whether the warm parent must be in namespaces of its own."""
    return level is Level.STRONG
