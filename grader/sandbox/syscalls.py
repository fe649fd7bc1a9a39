"""The Linux system calls the sandbox needs and Python lacks, through ctypes; each raises OSError on failure."""

import ctypes
import os
import platform
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = platform.machine()

NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126},
    "aarch64": {"pivot_root": 41, "capset": 91},
}.get(MACHINE, {}) | {
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}

NEW_NAMESPACE = {
    "mount": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

SET_PARENT_DEATH_SIGNAL, SET_DUMPABLE, SET_SECCOMP, DROP_BOUNDING = 1, 4, 22, 24
ADOPT_ORPHANS, NO_NEW_PRIVILEGES = 36, 38

AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4


def checked(result: int, what: str) -> int:
    """The result of a call, or its error."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def system_call(name: str, *arguments: object) -> int:
    """A call by number, for those that libc does not wrap everywhere."""
    if name not in NUMBERS:
        raise OSError(38, f"{name} has no known number on {MACHINE}")
    return checked(LIBC.syscall(ctypes.c_long(NUMBERS[name]), *arguments), name)


def prctl(operation: int, *arguments: int) -> int:
    """Change a setting of this process."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    return checked(LIBC.prctl(operation, *(ctypes.c_ulong(a) for a in padded)), f"prctl {operation}")


def unshare(*names: str) -> None:
    """Leave the named namespaces for new ones."""
    flags = sum(NEW_NAMESPACE[name] for name in names)
    checked(LIBC.unshare(ctypes.c_int(flags)), f"unshare {' '.join(names)}")


def enter(descriptor: int, name: str) -> None:
    """Join a namespace by an open file of it."""
    checked(LIBC.setns(ctypes.c_int(descriptor), ctypes.c_int(NEW_NAMESPACE[name])), f"setns {name}")


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount, bind or remount."""
    texts = [os.fsencode(text) if text is not None else None for text in (source, target, kind)]
    data = os.fsencode(options) if options is not None else None
    checked(LIBC.mount(*texts, ctypes.c_ulong(flags), data), f"mount {target}")


def unmount(target: str) -> None:
    """Detach a mount, also a busy one."""
    checked(LIBC.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root and hang the old root at `old`."""
    system_call("pivot_root", os.fsencode(new), os.fsencode(old))


class MountAttributes(ctypes.Structure):
    """`struct mount_attr` of mount_setattr(2)."""

    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("user_namespace", ctypes.c_uint64),
    )


def make_readonly(path: str) -> None:
    """Make a mount and all mounts below it read-only, without devices and set-uid (Linux 5.12)."""
    attributes = MountAttributes(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0)
    system_call(
        "mount_setattr",
        ctypes.c_int(AT_FDCWD),
        os.fsencode(path),
        ctypes.c_uint(AT_RECURSIVE),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )


def single_threaded() -> bool:
    """Whether this process has exactly one thread."""
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1
