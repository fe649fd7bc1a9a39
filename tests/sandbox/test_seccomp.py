"""The filter of system calls, run here over sample calls as the kernel would, for both processor families."""

import errno
import re
import socket
import termios
from pathlib import Path

import pytest

from grader.sandbox import seccomp
from grader.sandbox.calls import EXAMINED, IGNORED, REFUSED
from grader.sandbox.seccomp import MACHINES, Machine, program

MOST_INSTRUCTIONS = 4096  # of a filter, as Linux has it
ALLOWED, REFUSED_CALL, DONE = "allowed", errno.EPERM, 0
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"__NR_{} (\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"__NR(?:3264)?_{} (\d+)"),
}
UNTOUCHED = {
    "read": (0, 63),
    "write": (1, 64),
    "execve": (59, 221),
    "exit_group": (231, 94),
    "futex": (202, 98),
    "openat": (257, 56),
    "sched_setscheduler": (144, 119),
    "socketpair": (53, 199),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept4": (288, 242),
    "setrlimit": (160, 164),
}

machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))
both = pytest.mark.parametrize("walled", [True, False], ids=["walled", "open"])


def answer(machine: Machine, number: int, *arguments: int, walled: bool = True, audit: int | None = None) -> object:
    """What the filter answers: "allowed", "killed" or the error number."""
    data = {seccomp.NUMBER: number, seccomp.ARCHITECTURE: machine.audit if audit is None else audit}
    data |= {seccomp.FIRST + 8 * i: value & 0xFFFFFFFF for i, value in enumerate(arguments)}
    return run(program(machine, walled=walled), data)


def run(instructions: list[seccomp.Instruction], data: dict[int, int]) -> object:
    """Interpret classic BPF: every jump leads forward, so it comes to an end."""
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, operand = instructions[at]
        at += 1
        if code == seccomp.LOAD:
            accumulator = data.get(operand, 0)
        elif code == seccomp.AND:
            accumulator &= operand
        elif code == seccomp.RETURN:
            return meaning(operand)
        else:
            tests = {
                seccomp.EQUAL: accumulator == operand,
                seccomp.AT_LEAST: accumulator >= operand,
                seccomp.ANY_BIT: bool(accumulator & operand),
            }
            at += if_true if tests[code] else if_false


def meaning(value: int) -> object:
    if value == seccomp.ALLOW:
        return ALLOWED
    if value == seccomp.KILL_PROCESS:
        return "killed"
    assert value & 0xFFFF0000 == seccomp.FAIL
    return value & 0xFFFF


def known(table: dict[str, tuple[int | None, int | None]], machine: Machine) -> dict[str, int]:
    """The calls of a table that the machine has."""
    return {name: number for name, numbers in table.items() if (number := numbers[machine.column]) is not None}


@machines
@both
def test_the_filter_is_one_the_kernel_takes(machine, walled):
    instructions = program(machine, walled=walled)
    assert len(instructions) <= MOST_INSTRUCTIONS
    assert instructions[-1] == seccomp.returns(seccomp.ALLOW)
    for at, (code, if_true, if_false, operand) in enumerate(instructions):
        assert code in {0x20, 0x54, 0x15, 0x35, 0x45, 0x06}
        assert max(if_true, if_false) <= 255
        assert at + 1 + max(if_true, if_false) < len(instructions) or code == seccomp.RETURN
        assert 0 <= operand < 2**32


@machines
@both
def test_every_call_of_the_list_is_refused(machine, walled):
    answers = {name: answer(machine, number, walled=walled) for name, number in known(REFUSED, machine).items()}
    assert {name for name, answered in answers.items() if answered != REFUSED_CALL} == set()


@machines
@both
def test_what_every_program_does_is_allowed(machine, walled):
    answers = {name: answer(machine, numbers[machine.column], walled=walled) for name, numbers in UNTOUCHED.items()}
    assert set(answers.values()) == {ALLOWED}


@machines
def test_modes_of_files_are_changed_inside_walls_and_said_to_be_changed_without(machine):
    for number in known(IGNORED, machine).values():
        assert answer(machine, number, walled=True) == ALLOWED
        assert answer(machine, number, walled=False) == DONE


@machines
@both
def test_a_foreign_architecture_ends_the_process(machine, walled):
    for other in (0x40000003, *(m.audit for m in MACHINES.values() if m is not machine)):  # 32-bit x86 among them
        assert answer(machine, 0, walled=walled, audit=other) == "killed"


@both
def test_calls_of_x32_do_not_exist(walled):
    machine = MACHINES["x86_64"]
    numbers = [0, 59, *known(REFUSED, machine).values()]
    assert {answer(machine, 0x40000000 | number, walled=walled) for number in numbers} == {errno.ENOSYS}


@machines
@both
def test_a_process_may_be_forked_but_not_into_a_namespace(machine, walled):
    clone, clone3 = machine.number("clone"), machine.number("clone3")
    a_thread, a_process = 0x3D0F00, 0x01200011
    assert {answer(machine, clone, flags, walled=walled) for flags in (a_thread, a_process)} == {ALLOWED}
    namespaces = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
    answers = {answer(machine, clone, a_process | flag, walled=walled) for flag in namespaces}
    assert answers == {REFUSED_CALL}
    assert answer(machine, clone3, walled=walled) == errno.ENOSYS


@machines
@both
def test_sockets_are_local_or_of_the_internet(machine, walled):
    number = machine.number("socket")
    families = {family: answer(machine, number, family, socket.SOCK_STREAM, walled=walled) for family in range(50)}
    allowed = {socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK}
    assert {family for family, answered in families.items() if answered == ALLOWED} == allowed
    assert {answered for family, answered in families.items() if family not in allowed} == {errno.EAFNOSUPPORT}
    assert answer(machine, number, socket.AF_NETLINK, socket.SOCK_RAW, 0, walled=walled) == ALLOWED
    assert answer(machine, number, socket.AF_NETLINK, socket.SOCK_RAW, 9, walled=walled) == errno.EAFNOSUPPORT


@machines
def test_datagrams_and_raw_packets_are_for_walled_processes_only(machine):
    number, non_blocking = machine.number("socket"), 0o2004000
    tcp, icmp, sctp = 6, 1, 132
    for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6):
        for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET, 6):
            assert answer(machine, number, family, kind | non_blocking, walled=True) == ALLOWED
            assert answer(machine, number, family, kind | non_blocking, walled=False) == errno.EACCES
        for protocol in (0, tcp):
            assert answer(machine, number, family, socket.SOCK_STREAM | non_blocking, protocol, walled=False) == ALLOWED
        for protocol in (icmp, sctp):
            assert answer(machine, number, family, socket.SOCK_STREAM, protocol, walled=False) == errno.EACCES


@machines
def test_connecting_is_for_walled_processes_only(machine):
    connect, fast_open, no_signal = machine.number("connect"), 0x20000000, 0x4000
    assert answer(machine, connect, 5, walled=True) == ALLOWED
    assert answer(machine, connect, 5, walled=False) == errno.EACCES
    for name, place in {"sendto": 3, "sendmsg": 2, "sendmmsg": 3}.items():
        before = [5] * place
        assert answer(machine, machine.number(name), *before, no_signal, walled=False) == ALLOWED
        assert answer(machine, machine.number(name), *before, no_signal | fast_open, walled=False) == errno.EACCES
        assert answer(machine, machine.number(name), *before, fast_open, walled=True) == ALLOWED


@machines
@both
def test_nothing_is_typed_into_a_terminal(machine, walled):
    number = machine.number("ioctl")
    assert answer(machine, number, 0, termios.TIOCSTI, walled=walled) == REFUSED_CALL
    assert answer(machine, number, 0, 0x541C, walled=walled) == REFUSED_CALL  # TIOCLINUX
    assert answer(machine, number, 0, (1 << 40) | termios.TIOCSTI, walled=walled) == REFUSED_CALL  # as Linux reads it
    assert answer(machine, number, 0, termios.TIOCGWINSZ, walled=walled) == ALLOWED


@machines
@both
def test_memory_is_private_or_has_a_file(machine, walled):
    number = machine.number("mmap")
    private_anonymous, shared_file, shared_anonymous = 0x22, 0x01, 0x21
    populated = 0x8000
    assert answer(machine, number, 0, 4096, 3, private_anonymous | populated, walled=walled) == ALLOWED
    assert answer(machine, number, 0, 4096, 3, shared_file, walled=walled) == ALLOWED
    assert answer(machine, number, 0, 4096, 3, shared_anonymous, walled=walled) == REFUSED_CALL
    assert answer(machine, number, 0, 4096, 3, shared_anonymous | populated, walled=walled) == REFUSED_CALL


@pytest.mark.parametrize("family", list(MACHINES))
def test_the_numbers_are_those_of_the_systems_own_headers(family):
    path, pattern = HEADERS[family]
    if not path.is_file():
        pytest.skip(f"there is no {path} to compare with")
    text, column = path.read_text("utf-8"), MACHINES[family].column
    told = {name: numbers[column] for table in (REFUSED, IGNORED, EXAMINED) for name, numbers in table.items()}
    found = {name: re.search(pattern.format(name) + r"\n", text) for name in told}
    wrong = {name: told[name] for name, match in found.items() if match and int(match.group(1)) != told[name]}
    assert wrong == {}
    assert sum(match is not None for match in found.values()) > len(told) * 0.8
