"""Resource limits of a kernel process: its memory, files and processes."""

import sys

if sys.platform != "win32":
    import resource

FILE_BYTES = 512 * 1024**2
OPEN_FILES = 1024
PROCESSES = 256


def limit_self(memory_bytes: int) -> None:
    """Bound this process and all it starts; nothing can lift the limits again.

    The number of processes is counted per user and user namespace, so it says something only for a user that
    nobody else is.
    """
    wanted = {
        "DATA": memory_bytes,
        "FSIZE": FILE_BYTES,
        "NOFILE": OPEN_FILES,
        "NPROC": PROCESSES,
        "CORE": 0,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "RTPRIO": 0,
        "NICE": 0,
    }
    for name, value in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (bounded, bounded))


def apply_limits(pid: int, memory_bytes: int) -> None:
    """Bound data memory, file size, open files and core dumps of another process, `pid`.

    RLIMIT_DATA counts private writable memory, which is what a runaway array takes; RLIMIT_AS would also count
    the gigabytes TensorFlow only reserves. Where `prlimit` is missing (not Linux) the watch over resident
    memory is the only bound.
    """
    if not hasattr(resource, "prlimit"):
        return
    wanted = {
        resource.RLIMIT_DATA: memory_bytes,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.prlimit(pid, kind)
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.prlimit(pid, kind, (bounded, bounded))
