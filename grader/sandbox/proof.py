"""Proves a level of isolation: a child isolated as a kernel would be tries every attack, and must fail at each."""

import os
import socket
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import KernelError, UsageError
from grader.records.assignment import PRELOAD
from grader.records.base import Record
from grader.sandbox import namespaces, parent
from grader.sandbox.attempt import started
from grader.sandbox.environment import kernel_environment
from grader.sandbox.isolation import Level
from grader.sandbox.landlock import landlock_abi
from grader.sandbox.workspace import workspace

SHARED_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
PROOF_BYTES = 2 * 1024**3
UNASKED = (Level.STRONG, Level.STANDARD)  # below these a level is used only when it is asked for by name
USER_NAMESPACE_SWITCHES = (
    ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    ("/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
    ("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
)
OBSTACLES = (
    (
        "unshare",
        "Namespaces are refused here, as in most containers: run the grader outside of the container, or start that "
        "with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`.",
    ),
    (
        "mount",
        "Namespaces can be made here but give no rights, as where AppArmor restricts them: an administrator can allow "
        "the interpreter to use them by an AppArmor profile with `userns,`.",
    ),
)


class Proof(Record, frozen=True, kw_only=True):
    """What was found about a level: which attacks were blocked, or why it cannot be had."""

    level: Level
    blocked: Mapping[str, bool] = {}
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Whether the level can be had and every attack was blocked."""
        return not self.problem and all(self.blocked.values())

    @property
    def sentence(self) -> str:
        """One line for people."""
        if self.problem:
            return f"{self.level}: not available: {self.problem}"
        failed = [name for name, good in self.blocked.items() if not good]
        counted = f"{len(self.blocked) - len(failed)} of {len(self.blocked)} attacks blocked"
        return f"{self.level}: {counted}" + (f"; not blocked: {', '.join(failed)}" if failed else "")


@cache
def prove(
    level: Level,
    preload: tuple[str, ...] = PRELOAD,
    without: tuple[str, ...] = (),
    tried: Level | None = None,
) -> Proof:
    """Try every attack at this level, once per process; uses (and starts) the warm parent that kernels come from.

    `without` leaves layers out, to show what each of them is for; `tried` takes the attacks of another level.
    """
    if not parent.can_fork():
        problem = "" if level is Level.NONE else "it needs Linux with namespaces, Landlock and seccomp"
        return Proof(level=level, problem=problem)
    try:
        with ExitStack() as stack:
            place = stack.enter_context(workspace(()))
            request = {
                "environment": kernel_environment(place),
                "memory_bytes": PROOF_BYTES,
                "readable": [],
                "work": str(place.work),
                "home": str(place.home),
                "sockets": str(place.sockets),
                "without": without,
                "tried": tried or level,
                **targets(stack),
            }
            warm = parent.shared_parent(level, preload, kernel_environment(place))
            return Proof(level=level, blocked=warm.attack(request))
    except KernelError as error:
        return Proof(level=level, problem=str(error))


def targets(stack: ExitStack) -> dict[str, Any]:
    """What the attacks aim at: a secret file, this process, and servers that would answer."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=f"grader-{os.getpid()}-"))
    secret = Path(folder, "secret")
    secret.write_text("the answer is 42", "utf-8")
    address = str(Path(folder, "server"))
    tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    for name in (address, "\0" + address):
        server = stack.enter_context(socket.socket(socket.AF_UNIX))
        server.bind(name)
        server.listen()
    prefix = f"grader-{os.getpid()}-"
    shared = stack.enter_context(tempfile.NamedTemporaryFile(prefix=prefix, dir=SHARED_MEMORY))  # noqa: SIM115
    return {
        "secret": str(secret),
        "shared": shared.name,
        "host_pid": os.getpid(),
        "host_started": started(os.getpid()),
        "host_port": tcp.getsockname()[1],
        "host_socket": address,
        "host_namespaces": sorted(namespaces.current().values()),
    }


def chosen_level(wanted: str, preload: tuple[str, ...]) -> Proof:
    """The proof of the wanted level; for `auto` that of the best one that need not be asked for by name.

    Raises UsageError when the wanted level does not hold here, or none does that may be used unasked.
    """
    if wanted != "auto":
        proof = prove(Level(wanted), preload)
        if not proof.holds:
            raise UsageError(f"Isolation {proof.sentence}. {advice(proof)}")
        return proof
    proofs = []
    for level in UNASKED:
        proofs.append(prove(level, preload))
        if proofs[-1].holds:
            return proofs[-1]
    found = "; ".join(proof.sentence for proof in proofs)
    raise UsageError(
        f"No isolation that protects this machine can be had ({found}). {advice(proofs[0])} "
        "If you trust every submission, ask for `--isolation none`."
    )


def advice(missing: Proof | None = None) -> str:
    """What can be changed so that a missing level, or a stronger one, becomes possible."""
    for path, value, setting in USER_NAMESPACE_SWITCHES:
        if Path(path).is_file() and Path(path).read_text("utf-8").strip() == value:
            return f"User namespaces are switched off here; an administrator can allow them: sudo sysctl -w {setting}."
    for sign, sentence in OBSTACLES:
        if missing is not None and sign in missing.problem:
            return sentence
    if landlock_abi() == 0:
        return "This kernel has no Landlock; Linux 5.13 or newer with Landlock enabled has it."
    return "Run `grader doctor` to see what is missing."
