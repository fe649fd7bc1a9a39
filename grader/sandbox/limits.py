"""Resource limits of a kernel process, set from outside right after it was started."""

import sys

if sys.platform != "win32":
    import resource

FILE_BYTES = 512 * 1024**2
OPEN_FILES = 1024


def apply_limits(pid: int, memory_bytes: int) -> None:
    """Bound data memory, file size, open files and core dumps of `pid`.

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
