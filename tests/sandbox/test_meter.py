"""Measuring and ending process trees, on real processes."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from grader.sandbox.meter import Usage, kill_tree, measure

pytestmark = pytest.mark.timeout(60)

GREEDY = "x = bytearray(b'1') * 80_000_000"
BUSY = "import time\nwhile time.process_time() < 0.5: pass"
BUSY_SECONDS = 0.4  # the system counts in hundredths and may round each of several figures down
CHILD = f"{GREEDY}\n{BUSY}\nprint(1, flush=True); input()"
FAMILY = f"""
import subprocess, sys
pipe = subprocess.PIPE
child = subprocess.Popen([sys.executable, '-c', {CHILD!r}], stdin=pipe, stdout=pipe)
child.stdout.readline()
"""


@contextmanager
def process(code: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has run `code` and waits."""
    source = f"{code}\nprint('ready', flush=True)\ninput()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", source], stdin=pipe, stdout=pipe) as running:
        try:
            assert running.stdout.readline() == b"ready\n"
            yield running
        finally:
            kill_tree(running.pid)


def test_memory_and_processor_time_of_a_process_are_measured():
    with process(GREEDY) as greedy, process(BUSY) as busy:
        assert measure(greedy.pid).resident_bytes > 80_000_000
        assert measure(busy.pid).resident_bytes < 80_000_000
        assert measure(busy.pid).cpu_seconds >= BUSY_SECONDS


def test_a_living_child_counts():
    with process(FAMILY) as parent:
        usage = measure(parent.pid)
        assert usage.resident_bytes > 80_000_000
        assert usage.cpu_seconds >= BUSY_SECONDS


def test_the_time_of_a_child_that_ended_counts_still():
    ended = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY!r}])"
    with process(ended) as parent:
        assert measure(parent.pid).cpu_seconds >= BUSY_SECONDS


def test_usage_never_shrinks_in_time():
    with process("") as idle:
        first = measure(idle.pid).cpu_seconds
        assert measure(idle.pid).cpu_seconds >= first


def test_a_process_that_is_gone_uses_nothing():
    with process("") as running:
        pass
    assert measure(running.pid) == Usage(cpu_seconds=0.0, resident_bytes=0)


def test_a_process_that_ends_while_it_is_measured_is_no_error():
    for _ in range(200):  # before it was mended, one in fifty was
        with subprocess.Popen(["sleep", "0.001"]) as brief:
            collected = threading.Thread(target=brief.wait)
            collected.start()
            while collected.is_alive():
                measure(brief.pid)


def test_a_tree_is_ended_with_all_its_branches():
    with process(FAMILY) as parent:
        tree = [psutil.Process(parent.pid), *psutil.Process(parent.pid).children(recursive=True)]
        assert len(tree) == 2
        kill_tree(parent.pid)
        parent.wait()
        psutil.wait_procs(tree[1:], timeout=30)
    assert not any(member.is_running() and member.status() != psutil.STATUS_ZOMBIE for member in tree)


def test_ending_what_is_gone_is_no_error():
    with process("") as running:
        pass
    kill_tree(running.pid)


def test_others_are_left_alone():
    with process("") as kept, process("") as ended:
        kill_tree(ended.pid)
        assert kept.poll() is None
