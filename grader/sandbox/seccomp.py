"""seccomp: system calls that are not namespaced, that widen the kernel's surface, or that take memory no limit counts.

The filter is classic BPF over `struct seccomp_data` (number at 0, architecture at 4, arguments from 16, their low
halves first on little-endian machines).
"""

import ctypes
import errno
import struct

from grader.records.base import Record
from grader.sandbox import syscalls
from grader.sandbox.calls import EXAMINED, IGNORED, REFUSED

LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL_PROCESS, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE, FIRST, SECOND, THIRD, FOURTH = 0, 4, 16, 24, 32, 40
X32_BIT = 0x40000000
NEW_NAMESPACES = 0x7E020000
FILTER_MODE = 2
UNIX, INET, INET6, NETLINK, NETLINK_ROUTE = 1, 2, 10, 16, 0
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
SHARED_ANONYMOUS, MAP_KIND = 0x21, 0x2F
SOCKET_KIND, STREAM, ANY_PROTOCOL, TCP, CONNECT_BY_SENDING = 0xF, 1, 0, 6, 0x20000000


class Machine(Record, frozen=True, kw_only=True):
    """What differs between processor families."""

    audit: int
    column: int

    def number(self, name: str) -> int:
        """The number of a call that is looked into."""
        return EXAMINED[name][self.column]


MACHINES = {
    "x86_64": Machine(audit=0xC000003E, column=0),
    "aarch64": Machine(audit=0xC00000B7, column=1),
}


class Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def fail(number: int) -> int:
    """Refuse with this error number."""
    return FAIL | number


def refuse_calls(*, walled: bool) -> int:
    """Install the filter for this process and all it starts; returns its length in instructions.

    `walled` is for a process with a root and a network of its own: it may connect, and change modes of files.
    """
    if syscalls.MACHINE not in MACHINES:
        raise OSError(errno.ENOSYS, f"no system call table for {syscalls.MACHINE}")
    return install(program(MACHINES[syscalls.MACHINE], walled=walled))


def install(instructions: list[Instruction]) -> int:
    """Have the kernel run these instructions before every system call, for good; returns their number."""
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)
    kept = ctypes.create_string_buffer(packed, len(packed))
    loaded = Program(len(instructions), ctypes.addressof(kept))
    syscalls.prctl(syscalls.NO_NEW_PRIVILEGES, 1)
    result = syscalls.LIBC.prctl(syscalls.SET_SECCOMP, FILTER_MODE, ctypes.byref(loaded), 0, 0)
    syscalls.checked(result, "prctl seccomp")
    return len(instructions)


def program(machine: Machine, *, walled: bool) -> list[Instruction]:
    """The whole filter for one processor family."""
    return [
        *foreign_architecture(machine),
        *(part for name in REFUSED for part in answer(REFUSED[name][machine.column], fail(errno.EPERM))),
        # clone3 hides its flags from the filter; libc falls back to clone when it is missing
        *answer(machine.number("clone3"), fail(errno.ENOSYS)),
        *only_when(machine.number("clone"), any_flag(FIRST, NEW_NAMESPACES, errno.EPERM)),
        *only_when(machine.number("ioctl"), typed_input()),
        *only_when(machine.number("mmap"), uncounted_memory()),
        *([] if walled else without_walls(machine)),
        *only_when(machine.number("socket"), known_families()),
        returns(ALLOW),
    ]


def returns(value: int) -> Instruction:
    """End the filter with this answer."""
    return RETURN, 0, 0, value


def answer(number: int | None, value: int) -> list[Instruction]:
    """One answer for one call, where the call exists."""
    return [] if number is None else [(EQUAL, 0, 1, number), returns(value)]


def only_when(number: int, block: list[Instruction]) -> list[Instruction]:
    """Run a block for one call only; what it does not refuse is allowed."""
    return [(EQUAL, 0, len(block) + 1, number), *block, returns(ALLOW)]


def any_flag(argument: int, flags: int, error: int) -> list[Instruction]:
    """Fail when an argument has any of these flags."""
    return [(LOAD, 0, 0, argument), (ANY_BIT, 0, 1, flags), returns(fail(error))]


def foreign_architecture(machine: Machine) -> list[Instruction]:
    """Calls by the numbers of another architecture end the process; those of x32 do not exist."""
    start = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, machine.audit), returns(KILL_PROCESS), (LOAD, 0, 0, NUMBER)]
    x32 = [(AT_LEAST, 0, 1, X32_BIT), returns(fail(errno.ENOSYS))] if machine.column == 0 else []
    return start + x32


def known_families() -> list[Instruction]:
    """Sockets of the local and internet families, and the netlink protocol that lists interfaces."""
    return [
        (LOAD, 0, 0, FIRST),
        (EQUAL, 6, 0, UNIX),
        (EQUAL, 5, 0, INET),
        (EQUAL, 4, 0, INET6),
        (EQUAL, 0, 2, NETLINK),
        (LOAD, 0, 0, THIRD),
        (EQUAL, 1, 0, NETLINK_ROUTE),
        returns(fail(errno.EAFNOSUPPORT)),
    ]


def typed_input() -> list[Instruction]:
    """No putting of characters into a terminal's input."""
    return [
        (LOAD, 0, 0, SECOND),
        (EQUAL, 1, 0, TIOCSTI),
        (EQUAL, 0, 1, TIOCLINUX),
        returns(fail(errno.EPERM)),
    ]


def uncounted_memory() -> list[Instruction]:
    """No shared memory without a file: of what no process has mapped at the moment, no limit knows."""
    return [(LOAD, 0, 0, FOURTH), (AND, 0, 0, MAP_KIND), (EQUAL, 0, 1, SHARED_ANONYMOUS), returns(fail(errno.EPERM))]


def without_walls(machine: Machine) -> list[Instruction]:
    """What namespaces would have kept apart."""
    return [
        *(part for name in IGNORED for part in answer(IGNORED[name][machine.column], fail(0))),
        *no_connections(machine),
    ]


def no_connections(machine: Machine) -> list[Instruction]:
    """Nothing leads out: no connecting, neither by its own call nor by sending, and no sockets but of streams.

    A kernel listens on its sockets and needs nothing else. Sockets in pairs are made by another call.
    """
    streams = [
        (LOAD, 0, 0, FIRST),
        (EQUAL, 7, 0, NETLINK),
        (LOAD, 0, 0, SECOND),
        (AND, 0, 0, SOCKET_KIND),
        (EQUAL, 0, 3, STREAM),
        (LOAD, 0, 0, THIRD),
        (EQUAL, 2, 0, ANY_PROTOCOL),
        (EQUAL, 1, 0, TCP),
        returns(fail(errno.EACCES)),
    ]
    sending = {"sendto": FOURTH, "sendmsg": THIRD, "sendmmsg": FOURTH}
    return [
        *answer(machine.number("connect"), fail(errno.EACCES)),
        *(
            part
            for name, flags in sending.items()
            for part in only_when(machine.number(name), any_flag(flags, CONNECT_BY_SENDING, errno.EACCES))
        ),
        *before(machine.number("socket"), streams),
    ]


def before(number: int, block: list[Instruction]) -> list[Instruction]:
    """Run a block for one call; what it does not refuse is looked at further."""
    return [(EQUAL, 0, len(block) + 1, number), *block, (LOAD, 0, 0, NUMBER)]
