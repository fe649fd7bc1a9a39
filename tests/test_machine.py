"""Cores, memory, and how many kernels fit."""

import os
from types import SimpleNamespace

import psutil
import pytest

from grader.machine import KERNEL_BYTES, fitting_jobs, memory_bytes, usable_cores


def test_the_cores_are_those_this_process_may_use():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs Linux")
def test_a_process_bound_to_one_core_counts_one():
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert usable_cores() == 1
        assert fitting_jobs() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_memory_is_counted_in_bytes_and_below_what_is_installed():
    assert 0 < memory_bytes() <= psutil.virtual_memory().total


@pytest.mark.parametrize(
    ("cores", "memory", "jobs"),
    [
        (8, 64 * KERNEL_BYTES, 8),
        (8, 3 * KERNEL_BYTES, 3),
        (8, KERNEL_BYTES - 1, 1),
        (1, 0, 1),
        (2, KERNEL_BYTES * 2, 2),
    ],
)
def test_as_many_kernels_fit_as_there_are_cores_and_memory_but_never_none(monkeypatch, cores, memory, jobs):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(cores)), raising=False)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=memory))
    assert fitting_jobs() == jobs
