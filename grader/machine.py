"""What this machine offers: cores and memory, and how many kernels fit side by side."""

import os

import psutil

KERNEL_BYTES = 2 * 1024**3  # a kernel that trains on MNIST peaks below 1.5 GiB


def usable_cores() -> int:
    """Cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_bytes() -> int:
    """Memory that is available now."""
    return int(psutil.virtual_memory().available)


def fitting_jobs() -> int:
    """Kernels to run side by side: one per core, as far as memory goes, at least one."""
    return max(1, min(usable_cores(), memory_bytes() // KERNEL_BYTES))
