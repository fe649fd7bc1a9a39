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
CHECKOUT = Path(__file__).resolve().parents[2]
UNREADABLE = 77  # the exit code that says: there is no becoming an ordinary user here
UNSHARE, MOUNT = "unshare", "mount"


def be_ordinary_user() -> None:
    """Become a user that nobody is, who can still read the interpreter and the checkout, wherever root keeps them.

    Ends with UNREADABLE where even that is not possible.
    """
    syscalls.unshare("mount")
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    places = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), CHECKOUT}
    reveal(*(place for place in places if not places.intersection(place.parents)))
    os.setgroups([])
    os.setresgid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER)
    os.setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER)
    os.environ["HOME"] = os.environ.get("TMPDIR", "/tmp")
    closed = [path for path in (sys.executable, os.__file__, namespaces.__file__, __file__) if not is_readable(path)]
    if closed:
        sys.stderr.write(f"nobody but root can read {', '.join(closed)}\n")
        sys.exit(UNREADABLE)


def is_readable(path: str) -> bool:
    return os.access(path, os.R_OK)


def reveal(*paths: Path) -> None:
    """Where folders above are closed to others, cover them for this process with ones that hold the paths alone."""
    kept = {path: os.open(path, os.O_PATH) for path in paths}
    above = {path: [p for p in reversed(path.parents) if p.stat().st_mode & CLOSED != CLOSED] for path in paths}
    for folder in {closed[0] for closed in above.values() if closed}:
        syscalls.mount("tmpfs", str(folder), "tmpfs", 0, "mode=755")
    for path in (path for path in paths if above[path]):
        path.mkdir(parents=True)
        syscalls.mount(f"/proc/self/fd/{kept[path]}", str(path), None, syscalls.MS_BIND | syscalls.MS_REC)


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
