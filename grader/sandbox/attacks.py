"""Harmless attempts to get out of a sandbox; `trial.py` runs each in a child of its own, where all must be refused.

They are what `grader doctor` counts, and what proves a level before a class is graded. An attempt that is refused
raises OSError with one of the error numbers of `REFUSALS`.
"""

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.sandbox import namespaces, syscalls
from grader.sandbox.attempt import Attempt, raw, refusal
from grader.sandbox.isolation import Level

MIB = 1024**2
MOST_BYTES, MOST_FILES = 1024 * MIB, 100_000  # what may fit where a notebook can write


# --- files ----------------------------------------------------------------------------------------------------


def read_secret(attempt: Attempt) -> None:
    """Read a file of the host's user."""
    attempt.secret.read_text("utf-8")


def list_secret_folder(attempt: Attempt) -> None:
    """List the folder it lies in."""
    list(attempt.secret.parent.iterdir())


def write_secret_folder(attempt: Attempt) -> None:
    """Leave a file beside it."""
    attempt.secret.with_name("left-behind").write_text("x", "utf-8")


def change_mode(attempt: Attempt) -> None:
    """Change the mode of a file of the host's user."""
    before = attempt.secret.stat().st_mode
    attempt.secret.chmod(before ^ 0o040)
    if attempt.secret.stat().st_mode == before:
        raise refusal("nothing changed")


def write_library(_: Attempt) -> None:
    """Leave a file among the interpreter's libraries."""
    with tempfile.NamedTemporaryFile(dir=Path(os.__file__).parent):
        pass


def write_system(_: Attempt) -> None:
    """Leave a file in /usr."""
    with tempfile.NamedTemporaryFile(dir="/usr"):
        pass


def change_shared_memory(attempt: Attempt) -> None:
    """Change a file in the host's shared memory."""
    with attempt.shared.open("r+b") as file:
        file.write(b"x")


def leave_by_process_root(attempt: Attempt) -> None:
    """Read the secret by another process's root."""
    for pid in {1, os.getppid(), attempt.host_pid} - {0}:
        try:
            Path(f"/proc/{pid}/root{attempt.secret}").read_text("utf-8")
        except OSError:
            continue
        return
    raise refusal("no way out")


def use_inherited_descriptor(attempt: Attempt) -> None:
    """Find an open file or socket that was not closed on the way here."""
    for descriptor in attempt.inherited:
        try:
            os.fstat(descriptor)
        except OSError:
            continue  # the one by which the others were listed
        return
    raise refusal("none was left open")


def write_process_settings(_: Attempt) -> None:
    """Change a setting of the own process under /proc."""
    Path("/proc/self/coredump_filter").write_text("0", "utf-8")


def write_without_end(attempt: Attempt) -> None:
    """Find a writable place that holds more than a notebook needs."""
    places = (attempt.place.work, attempt.place.home, attempt.place.sockets, "/tmp", "/dev/shm")
    sizes = [os.statvfs(place) for place in places if os.access(place, os.W_OK)]
    if all(0 < s.f_blocks * s.f_frsize <= MOST_BYTES and 0 < s.f_files <= MOST_FILES for s in sizes):
        raise refusal("every place has an end")


# --- other processes ------------------------------------------------------------------------------------------


def read_host_environment(attempt: Attempt) -> None:
    """Read the grader's environment."""
    Path(f"/proc/{attempt.host()}/environ").read_bytes()


def read_host_command(attempt: Attempt) -> None:
    """Read the grader's command line."""
    Path(f"/proc/{attempt.host()}/cmdline").read_bytes()


def read_host_memory(attempt: Attempt) -> None:
    """Open the grader's memory."""
    with Path(f"/proc/{attempt.host()}/mem").open("rb"):
        pass


def read_parent_memory(attempt: Attempt) -> None:
    """Open the memory of the process that kernels are forked from."""
    with Path(f"/proc/{attempt.parent()}/mem").open("rb"):
        pass


def signal_host(attempt: Attempt) -> None:
    """Signal the grader."""
    os.kill(attempt.host(), signal.SIGCONT)


def signal_parent(attempt: Attempt) -> None:
    """Signal the process that kernels are forked from."""
    os.kill(attempt.parent(), signal.SIGCONT)


def trace_host(attempt: Attempt) -> None:
    """Look at the grader as a debugger does."""
    seize = 0x4206
    raw("ptrace", ctypes.c_long(seize), ctypes.c_long(attempt.host()), None, None)


def read_process(attempt: Attempt) -> None:
    """Read the grader's memory by process_vm_readv."""
    raw("process_vm_readv", ctypes.c_long(attempt.host()), None, 0, None, 0, 0)


def take_descriptor(attempt: Attempt) -> None:
    """Take a copy of a descriptor of the grader's."""
    pidfd = os.pidfd_open(attempt.host())
    os.close(raw("pidfd_getfd", ctypes.c_int(pidfd), ctypes.c_int(0), ctypes.c_uint(0)))


def keep_capabilities(_: Attempt) -> None:
    """Hold any capability, or be able to gain one by executing a program."""
    status = Path("/proc/self/status").read_text("utf-8")
    held = [line for line in status.splitlines() if line.startswith("Cap") and int(line.split()[1], 16)]
    own = [line for line in held if not line.startswith("CapBnd")]  # the bound of what nobody can gain any more
    if not own and "NoNewPrivs:\t1" in status:
        raise refusal("none held, none to be gained")


def share_a_namespace(attempt: Attempt) -> None:
    """Be in a namespace of the grader's or of the process that kernels are forked from."""
    shared = attempt.foreign_namespaces.intersection(namespaces.current().values())
    if not shared:
        raise refusal("all are its own")


# --- network --------------------------------------------------------------------------------------------------


def connect_host_tcp(attempt: Attempt) -> None:
    """Connect to a server on the host's loopback."""
    socket.create_connection(("127.0.0.1", attempt.host_port), 1).close()


def connect_by_sending(attempt: Attempt) -> None:
    """Connect to it without `connect`."""
    fast_open = 0x20000000
    with socket.socket() as client:
        client.sendto(b"x", fast_open, ("127.0.0.1", attempt.host_port))


def send_udp(attempt: Attempt) -> None:
    """Send a datagram to the host's loopback, and to an address that only a route can lead to."""
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


# --- the system's surface -------------------------------------------------------------------------------------


def make_user_namespace(_: Attempt) -> None:
    """Make a user namespace, and with it mounts and more."""
    raw("unshare", ctypes.c_int(syscalls.NEW_NAMESPACE["user"]))


def fork_user_namespace(_: Attempt) -> None:
    """Make one by forking into it."""
    flags = syscalls.NEW_NAMESPACE["user"] | int(signal.SIGCHLD)
    if raw("clone", ctypes.c_ulong(flags), None, None, None, None) == 0:
        os._exit(0)


def mount_something(attempt: Attempt) -> None:
    """Mount a file system, over a folder of one's own."""
    target = os.fsencode(attempt.place.home)
    raw("mount", b"none", target, b"tmpfs", ctypes.c_ulong(0), None)
    syscalls.unmount(attempt.place.home)


def use_io_uring(_: Attempt) -> None:
    """Set up io_uring, which seccomp filters cannot see into."""
    os.close(raw("io_uring_setup", ctypes.c_uint(4), ctypes.create_string_buffer(120)))


def use_bpf(_: Attempt) -> None:
    """Make a BPF map."""
    array_of_one = bytes([2, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1])
    os.close(raw("bpf", ctypes.c_int(0), ctypes.create_string_buffer(array_of_one, 72), ctypes.c_uint(72)))


def use_perf(_: Attempt) -> None:
    """Count events of the own process."""
    software, size, dummy = 1, 112, 9
    attributes = b"".join(n.to_bytes(4, "little") for n in (software, size, dummy))
    described = ctypes.create_string_buffer(attributes, size)
    os.close(raw("perf_event_open", described, 0, ctypes.c_int(-1), ctypes.c_int(-1), ctypes.c_ulong(0)))


def use_userfaultfd(_: Attempt) -> None:
    """Open userfaultfd."""
    user_mode_only = 1
    os.close(raw("userfaultfd", ctypes.c_int(user_mode_only)))


def use_keyring(_: Attempt) -> None:
    """Join a session keyring, which no namespace keeps apart."""
    raw("keyctl", ctypes.c_int(1), None)


def change_affinity(_: Attempt) -> None:
    """Choose the own processors."""
    mask = ctypes.c_ulong(sum(1 << number for number in os.sched_getaffinity(0)))
    raw("sched_setaffinity", 0, ctypes.c_size_t(8), ctypes.byref(mask))


def raise_priority(_: Attempt) -> None:
    """Run before those one was started with; a grader may have been started with a priority of its own."""
    here = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, here - 5)
    if os.getpriority(os.PRIO_PROCESS, 0) == here:
        raise OSError("the priority is what it was")


# --- resources ------------------------------------------------------------------------------------------------


def share_memory_by_key(_: Attempt) -> None:
    """Make System V shared memory, which outlives its process."""
    private, create = 0, 0o1600
    raw("shmget", ctypes.c_int(private), ctypes.c_size_t(4096), ctypes.c_int(create))


def share_memory_without_file(_: Attempt) -> None:
    """Map shared memory that has no file: what is unmapped of it is counted by nobody."""
    mmap.mmap(-1, 4096).close()


def share_zeros(_: Attempt) -> None:
    """Map the zero device, which is the same under a name."""
    with Path("/dev/zero").open("r+b") as zeros:
        mmap.mmap(zeros.fileno(), 4096).close()


def keep_memory_as_file(_: Attempt) -> None:
    """Make a file in memory, outside of every file system."""
    os.close(os.memfd_create("attack"))


def map_too_much(attempt: Attempt) -> None:
    """Ask for more memory than is allowed, without using it."""
    try:
        bytearray(attempt.memory_bytes + 256 * MIB)
    except MemoryError as error:
        raise refusal("no memory") from error


def open_too_many(_: Attempt) -> None:
    """Open five thousand files."""
    opened = []
    try:
        for _number in range(5000):
            opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        if error.errno == errno.EMFILE:
            raise refusal("no descriptor") from error
        raise
    finally:
        for descriptor in opened:
            os.close(descriptor)


def write_too_much(attempt: Attempt) -> None:
    """Write a file that ends after one GiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = Path(attempt.place.home, "big")
    try:
        with path.open("wb") as file:
            file.truncate(1024 * MIB)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise refusal("file too large") from error
        raise
    finally:
        path.unlink(missing_ok=True)


def start_many(_: Attempt) -> None:
    """Start far more threads, which count as processes do, than a notebook needs."""
    threading.stack_size(64 * 1024)
    end = threading.Event()
    try:
        for _number in range(400):
            threading.Thread(target=end.wait, daemon=True).start()
    except RuntimeError as error:
        raise refusal("no thread") from error
    finally:
        end.set()


def raise_limit(_: Attempt) -> None:
    """Lift an own limit again."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard + 1000))
    except ValueError as error:
        raise refusal("not allowed") from error


WEAK_ATTEMPTS = (
    use_inherited_descriptor,
    trace_host,
    read_process,
    take_descriptor,
    keep_capabilities,
    connect_host_tcp,
    connect_by_sending,
    send_udp,
    connect_host_unix,
    connect_host_abstract,
    open_vsock,
    open_packet_socket,
    open_netlink_audit,
    make_user_namespace,
    fork_user_namespace,
    mount_something,
    use_io_uring,
    use_bpf,
    use_perf,
    use_userfaultfd,
    use_keyring,
    change_affinity,
    raise_priority,
    share_memory_by_key,
    share_memory_without_file,
    keep_memory_as_file,
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
    change_mode,
    write_library,
    write_system,
    change_shared_memory,
    leave_by_process_root,
    write_process_settings,
    read_host_environment,
    read_host_memory,
    read_parent_memory,
    signal_host,
    signal_parent,
    share_zeros,
)
STRONG_ATTEMPTS = (
    *STANDARD_ATTEMPTS,
    read_host_command,
    write_without_end,
    start_many,
    share_a_namespace,
)
ATTEMPTS: Mapping[Level, tuple[Callable[[Attempt], None], ...]] = {
    Level.STRONG: STRONG_ATTEMPTS,
    Level.STANDARD: STANDARD_ATTEMPTS,
    Level.WEAK: WEAK_ATTEMPTS,
    Level.NONE: (),
}
