"""Runs Python code as another user, or where the kernel grants less: really so, and only for that process.

python circumstances.py user no-namespaces -- CODE [ARGUMENT ...]
"""

import errno
import os
import sys
from pathlib import Path

from grader.sandbox import namespaces, seccomp, syscalls

ORDINARY_USER = 1_999_999_999
LANDLOCK_CREATE_RULESET, CLOSED = 444, 0o005
UNSHARE, MOUNT = "unshare", "mount"


def be_ordinary_user() -> None:
    """Become a user that nobody is, who can still read the interpreter, wherever root keeps it."""
    syscalls.unshare("mount")
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    reveal(Path(sys.base_prefix).resolve())
    os.setgroups([])
    os.setresgid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER)
    os.setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER)
    os.environ["HOME"] = os.environ.get("TMPDIR", "/tmp")


def reveal(path: Path) -> None:
    """Where a folder above is closed to others, cover it for this process with one that holds the path alone."""
    closed = [p for p in (*reversed(path.parents), path) if p.stat().st_mode & CLOSED != CLOSED]
    if not closed:
        return
    kept = os.open(path, os.O_PATH)
    syscalls.mount("tmpfs", str(closed[0]), "tmpfs", 0, "mode=755")
    path.mkdir(parents=True)
    syscalls.mount(f"/proc/self/fd/{kept}", str(path), None, syscalls.MS_BIND | syscalls.MS_REC)


def allow_no_user_namespace() -> None:
    """As an administrator does with `user.max_user_namespaces=0`, in a user namespace of our own."""
    syscalls.prctl(syscalls.SET_DUMPABLE, 1)
    namespaces.enter_private_user()
    Path("/proc/sys/user/max_user_namespaces").write_text("0", "utf-8")


def be_root_inside() -> None:
    """As in a container without privileges: root there, an ordinary user outside."""
    user, group = os.geteuid(), os.getegid()
    syscalls.prctl(syscalls.SET_DUMPABLE, 1)
    syscalls.unshare("user")
    for name, text in (("setgroups", "deny"), ("gid_map", f"0 {group} 1"), ("uid_map", f"0 {user} 1")):
        Path(f"/proc/self/{name}").write_text(text, "utf-8")


def refuse(number: int, error: int) -> None:
    """Refuse one system call."""
    machine = seccomp.MACHINES[syscalls.MACHINE]
    start = seccomp.foreign_architecture(machine)
    seccomp.install([*start, *seccomp.answer(number, seccomp.fail(error)), seccomp.returns(seccomp.ALLOW)])


def number_of(name: str) -> int:
    number = seccomp.REFUSED[name][seccomp.MACHINES[syscalls.MACHINE].column]
    assert number is not None
    return number


CIRCUMSTANCES = {
    "user": be_ordinary_user,
    "root-inside": be_root_inside,
    "no-namespaces": allow_no_user_namespace,
    "no-unshare": lambda: refuse(number_of(UNSHARE), errno.EPERM),  # a container's profile
    "no-mount": lambda: refuse(number_of(MOUNT), errno.EACCES),  # AppArmor lets namespaces be made, and be of no use
    "no-landlock": lambda: refuse(LANDLOCK_CREATE_RULESET, errno.ENOSYS),
}


def main() -> None:
    """Bring the circumstances about, then run the code."""
    split = sys.argv.index("--")
    for name in sys.argv[1:split]:
        CIRCUMSTANCES[name]()
    os.execv(sys.executable, [sys.executable, "-c", *sys.argv[split + 1 :]])


if __name__ == "__main__":
    main()
