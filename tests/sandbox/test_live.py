"""Kernels known to be alive end when a run is interrupted, and no new one may start."""

import subprocess
import sys

import pytest

from grader.errors import KernelError
from grader.sandbox import live


@pytest.fixture(autouse=True)
def open_again():
    """A run that was interrupted here must not keep other tests from starting kernels."""
    yield
    with live.leaving_none_behind():
        pass


@pytest.fixture
def process():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as running:
        live.add(running.pid)
        yield running
        live.remove(running.pid)
        running.kill()


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_run_ends_every_living_kernel(process, error):
    with pytest.raises(error), live.leaving_none_behind():
        raise error
    assert process.wait(timeout=30) != 0


def test_after_an_interrupt_no_further_kernel_may_start():
    with pytest.raises(KeyboardInterrupt), live.leaving_none_behind():
        raise KeyboardInterrupt
    with pytest.raises(KernelError, match="interrupted"):
        live.require_open()


def test_the_next_run_may_start_kernels_again():
    with pytest.raises(KeyboardInterrupt), live.leaving_none_behind():
        raise KeyboardInterrupt
    with live.leaving_none_behind():
        live.require_open()


def test_a_run_that_ends_well_leaves_other_kernels_alone(process):
    with live.leaving_none_behind():
        live.require_open()
    live.require_open()
    assert process.poll() is None


def test_a_kernel_that_was_ended_is_not_looked_for_again(process):
    live.remove(process.pid)
    live.remove(process.pid)
    with pytest.raises(ValueError), live.leaving_none_behind():
        raise ValueError
    assert process.poll() is None
