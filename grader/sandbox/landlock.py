"""Landlock: a second, independent wall around files, signals, abstract sockets and TCP."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from grader.sandbox import syscalls

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
MAKE_CHAR, MAKE_BLOCK, REFER, TRUNCATE, IOCTL_DEVICE = 64, 2048, 8192, 16384, 32768
FIRST_ACCESSES = (1 << 13) - 1
READING = EXECUTE | READ_FILE | READ_DIR
FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE
BIND_TCP, CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1, 2
GET_VERSION, RULE_PATH_BENEATH = 1, 1
ATTRIBUTES_BYTES = {1: 8, 4: 16, 6: 24}  # since which ABI the attribute structure has which size


def landlock_abi() -> int:
    """The version of Landlock this kernel offers; 0 when it has none or has it switched off."""
    try:
        return syscalls.system_call("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(GET_VERSION))
    except OSError:
        return 0


def restrict_files(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Allow reading and executing below `readable`, everything but devices below `writable`, nothing else.

    Also no TCP connection to anywhere but what is bound here, and no signal or abstract socket to the outside,
    as far as this kernel's Landlock can. Returns its ABI; raises OSError when there is no Landlock.
    """
    abi = landlock_abi()
    if abi == 0:
        raise OSError(38, "this kernel has no Landlock")
    files = accesses(abi)
    ruleset = create_ruleset(abi, files)
    for path in readable:
        allow(ruleset, path, READING & files)
    for path in writable:
        allow(ruleset, path, files & ~(MAKE_CHAR | MAKE_BLOCK))
    syscalls.prctl(syscalls.NO_NEW_PRIVILEGES, 1)
    syscalls.system_call("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0))
    os.close(ruleset)
    return abi


def accesses(abi: int) -> int:
    """All kinds of file access this ABI can forbid."""
    newer = (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0) | (IOCTL_DEVICE if abi >= 5 else 0)
    return FIRST_ACCESSES | newer


def create_ruleset(abi: int, files: int) -> int:
    """A descriptor of a ruleset that forbids these accesses until rules allow them.

    TCP is not handled here: the kernel's own loopback needs it, and the network namespace has no way out.
    """
    scope = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if abi >= 6 else 0
    attributes = struct.pack("QQQ", files, 0, scope)
    size = max(size for since, size in ATTRIBUTES_BYTES.items() if abi >= since)
    return syscalls.system_call("landlock_create_ruleset", attributes, ctypes.c_size_t(size), ctypes.c_uint(0))


def allow(ruleset: int, path: str, access: int) -> None:
    """Allow accesses below a path; a path that does not exist needs no rule."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            access &= FOR_FILES
        rule = struct.pack("=Qi", access, descriptor)
        syscalls.system_call(
            "landlock_add_rule", ctypes.c_int(ruleset), ctypes.c_uint(RULE_PATH_BENEATH), rule, ctypes.c_uint(0)
        )
    finally:
        os.close(descriptor)
