"""Harmless attempts to get out of a sandbox, run inside one: each must be blocked at the level that claims it.

They are what `grader doctor` counts, and what proves a level before a class is graded. An attempt counts as blocked
only when it was refused; an exception of another kind (a bug of ours) counts as not blocked.
"""

import ctypes
import errno
import os
import resource
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.sandbox import syscalls
from grader.sandbox.isolation import Level, Place

REFUSALS = frozenset(
    {
        errno.EPERM,
        errno.EACCES,
        errno.ENOENT,
        errno.ESRCH,
        errno.EROFS,
        errno.ENOSYS,
        errno.EAFNOSUPPORT,
        errno.EAGAIN,
        errno.ENETUNREACH,
        errno.ECONNREFUSED,
        errno.ENOSPC,
        errno.EMFILE,
        errno.EFBIG,
        errno.ENOMEM,
        errno.ENOTDIR,
        errno.EDQUOT,
        errno.EPROTONOSUPPORT,
        errno.EPROTO,
        errno.ENODEV,
        errno.EINVAL,
    }
)
MIB = 1024**2


class Attempt:
    """What the attempts know: the request the child was isolated by, and where it finds itself."""

    def __init__(self, place: Place, request: Mapping[str, Any]) -> None:
        self.place = place
        self.secret = request["secret"]  # a file of the host's user, with a secret in it
        self.host_pid = int(request["host_pid"])
        self.host_port = int(request["host_port"])
        self.host_socket = str(request["host_socket"])


def raw(name: str, *arguments: object) -> None:
    """A system call by its number in the seccomp table."""
    numbers = {**RAW[syscalls.MACHINE]}
    result = syscalls.LIBC.syscall(ctypes.c_long(numbers[name]), *arguments)
    syscalls.checked(result, name)


RAW = {
    "x86_64": {
        "ptrace": 101,
        "unshare": 272,
        "keyctl": 250,
        "bpf": 321,
        "perf_event_open": 298,
        "userfaultfd": 323,
        "io_uring_setup": 425,
        "process_vm_readv": 310,
        "pidfd_getfd": 438,
        "mount": 165,
        "sched_setaffinity": 203,
    },
    "aarch64": {
        "ptrace": 117,
        "unshare": 97,
        "keyctl": 219,
        "bpf": 280,
        "perf_event_open": 241,
        "userfaultfd": 282,
        "io_uring_setup": 425,
        "process_vm_readv": 270,
        "pidfd_getfd": 438,
        "mount": 40,
        "sched_setaffinity": 122,
    },
}


def read_secret(attempt: Attempt) -> None:
    """Read a file of the host's user."""
    Path(attempt.secret).read_text("utf-8")


def list_secret_folder(attempt: Attempt) -> None:
    """List the folder it lies in."""
    list(Path(attempt.secret).parent.iterdir())


def write_secret_folder(attempt: Attempt) -> None:
    """Leave a file beside it."""
    Path(attempt.secret).with_name("left-behind").write_text("x", "utf-8")


def change_mode(attempt: Attempt) -> None:
    """Change the mode of a file of the host's user."""
    before = Path(attempt.secret).stat().st_mode
    Path(attempt.secret).chmod(0o600)
    if Path(attempt.secret).stat().st_mode == before:
        raise PermissionError(errno.EPERM, "nothing changed")


def write_library(_: Attempt) -> None:
    """Leave a file among the interpreter's libraries."""
    with tempfile.NamedTemporaryFile(dir=Path(os.__file__).parent):
        pass


def write_system(_: Attempt) -> None:
    """Leave a file in /usr."""
    with tempfile.NamedTemporaryFile(dir="/usr"):
        pass


def read_host_environment(attempt: Attempt) -> None:
    """Read the grader's environment."""
    Path(f"/proc/{attempt.host_pid}/environ").read_bytes()


def read_host_command(attempt: Attempt) -> None:
    """Read the grader's command line."""
    if b"grader" not in Path(f"/proc/{attempt.host_pid}/cmdline").read_bytes() + b"grader":
        raise PermissionError(errno.ESRCH, "another process")


def read_host_memory(attempt: Attempt) -> None:
    """Open the grader's memory."""
    with Path(f"/proc/{attempt.host_pid}/mem").open("rb"):
        pass


def leave_by_process_root(attempt: Attempt) -> None:
    """Read the secret by another process's root."""
    for pid in (1, os.getppid(), attempt.host_pid):
        path = Path(f"/proc/{pid}/root{attempt.secret}")
        try:
            path.read_text("utf-8")
            return
        except OSError:
            continue
    raise PermissionError(errno.EACCES, "no way out")


def write_shared_memory(attempt: Attempt) -> None:
    """Leave a file in the host's shared memory; the host looks for it afterwards."""
    if attempt.place.home.startswith("/box"):
        raise PermissionError(errno.EACCES, "private shared memory")  # proven by the root's construction
    Path("/dev/shm/grader-attack").write_text("x", "utf-8")


def signal_host(attempt: Attempt) -> None:
    """Signal the grader."""
    os.kill(attempt.host_pid, 0)
    os.kill(attempt.host_pid, signal.SIGCONT)


def trace_host(attempt: Attempt) -> None:
    """Attach to the grader as a debugger."""
    raw("ptrace", ctypes.c_long(16), ctypes.c_long(attempt.host_pid), 0, 0)


def read_process(attempt: Attempt) -> None:
    """Read the grader's memory by process_vm_readv."""
    raw("process_vm_readv", ctypes.c_long(attempt.host_pid), 0, 0, 0, 0, 0)


def change_affinity(_: Attempt) -> None:
    """Take every processor."""
    mask = ctypes.c_ulong(3)
    raw("sched_setaffinity", 0, ctypes.c_size_t(8), ctypes.byref(mask))


def raise_priority(_: Attempt) -> None:
    """Run before everyone else."""
    os.setpriority(os.PRIO_PROCESS, 0, -5)


def start_many(_: Attempt) -> None:
    """Start far more threads, which count as processes do, than a notebook needs."""
    threading.stack_size(64 * 1024)
    end = threading.Event()
    try:
        for _number in range(400):
            threading.Thread(target=end.wait, daemon=True).start()
    finally:
        end.set()


def write_process_settings(_: Attempt) -> None:
    """Change a setting of the own process under /proc."""
    Path("/proc/self/coredump_filter").write_text("0", "utf-8")


def keep_capabilities(_: Attempt) -> None:
    """Hold any capability, or be able to gain one by executing a program."""
    status = Path("/proc/self/status").read_text("utf-8")
    held = [line for line in status.splitlines() if line.startswith("Cap") and int(line.split()[1], 16)]
    if not held and "NoNewPrivs:\t1" in status:
        raise PermissionError(errno.EPERM, "none held, none to be gained")


def connect_host_tcp(attempt: Attempt) -> None:
    """Connect to a server on the host's loopback."""
    socket.create_connection(("127.0.0.1", attempt.host_port), 1).close()


def send_udp(attempt: Attempt) -> None:
    """Send a datagram to the host's loopback port, or anywhere a route leads."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("192.0.2.1", attempt.host_port))
        sender.send(b"x")


def connect_host_unix(attempt: Attempt) -> None:
    """Connect to a socket file of the host."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(attempt.host_socket)


def connect_host_abstract(attempt: Attempt) -> None:
    """Connect to an abstract socket of the host."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("\0" + attempt.host_socket)


def open_vsock(_: Attempt) -> None:
    """Open a socket to the hypervisor."""
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).close()


def open_packet_socket(_: Attempt) -> None:
    """Open a raw packet socket."""
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()


def open_netlink_audit(_: Attempt) -> None:
    """Open a netlink socket that is not the one for interfaces."""
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 9).close()


def make_user_namespace(_: Attempt) -> None:
    """Make a user namespace, and with it mounts and more."""
    raw("unshare", ctypes.c_int(syscalls.NEW_NAMESPACE["user"]))


def mount_something(_: Attempt) -> None:
    """Mount a file system."""
    raw("mount", b"none", b"/tmp", b"tmpfs", ctypes.c_ulong(0), None)


def use_io_uring(_: Attempt) -> None:
    """Set up io_uring, which seccomp filters cannot see into."""
    raw("io_uring_setup", ctypes.c_uint(4), ctypes.create_string_buffer(120))


def use_bpf(_: Attempt) -> None:
    """Load a BPF object."""
    raw("bpf", ctypes.c_int(0), ctypes.create_string_buffer(bytes([1, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1]), 64), 64)


def use_userfaultfd(_: Attempt) -> None:
    """Open userfaultfd."""
    raw("userfaultfd", ctypes.c_int(1))


def use_keyring(_: Attempt) -> None:
    """Join the session keyring, which is shared across namespaces."""
    raw("keyctl", ctypes.c_int(1), None)


def map_too_much(_: Attempt) -> None:
    """Take 64 GiB of memory."""
    bytearray(64 * 1024 * MIB)


def open_too_many(_: Attempt) -> None:
    """Open five thousand files."""
    opened = []
    try:
        opened = [os.open("/dev/null", os.O_RDONLY) for _number in range(5000)]
    finally:
        for descriptor in opened:
            os.close(descriptor)


def write_too_much(attempt: Attempt) -> None:
    """Write a file of one GiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = Path(attempt.place.home, "big")
    try:
        with path.open("wb") as file:
            file.truncate(1024 * MIB)
            file.seek(1024 * MIB)
            file.write(b"x")
    finally:
        path.unlink(missing_ok=True)


def raise_limit(_: Attempt) -> None:
    """Lift an own limit again."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard + 100_000))


WEAK_ATTEMPTS = (
    trace_host,
    read_process,
    change_affinity,
    make_user_namespace,
    mount_something,
    use_io_uring,
    use_bpf,
    use_userfaultfd,
    use_keyring,
    open_vsock,
    open_packet_socket,
    open_netlink_audit,
    map_too_much,
    open_too_many,
    write_too_much,
    raise_limit,
)
STANDARD_ATTEMPTS = (
    *WEAK_ATTEMPTS,
    read_secret,
    list_secret_folder,
    write_secret_folder,
    write_library,
    write_system,
    read_host_memory,
    leave_by_process_root,
    signal_host,
    connect_host_abstract,
)
STRONG_ATTEMPTS = (
    *STANDARD_ATTEMPTS,
    change_mode,
    read_host_environment,
    read_host_command,
    write_shared_memory,
    raise_priority,
    start_many,
    write_process_settings,
    keep_capabilities,
    connect_host_tcp,
    send_udp,
    connect_host_unix,
)
ATTEMPTS: Mapping[Level, tuple[Callable[[Attempt], None], ...]] = {
    Level.STRONG: STRONG_ATTEMPTS,
    Level.STANDARD: STANDARD_ATTEMPTS,
    Level.WEAK: WEAK_ATTEMPTS,
    Level.NONE: (),
}


def try_attacks(place: Place, request: Mapping[str, Any]) -> dict[str, bool]:
    """Every attempt of the level, and whether it was blocked."""
    attempt = Attempt(place, request)
    return {function.__name__: is_blocked(function, attempt) for function in ATTEMPTS[Level(request["level"])]}


def is_blocked(function: Callable[[Attempt], None], attempt: Attempt) -> bool:
    """Whether the system refused the attempt."""
    try:
        function(attempt)
    except OSError as error:
        return error.errno in REFUSALS or isinstance(error, TimeoutError)
    except (MemoryError, ValueError, RuntimeError):
        return True  # how bytearray, setrlimit and threading report a refusal
    return False
