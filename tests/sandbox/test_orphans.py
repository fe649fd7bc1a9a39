"""Where no pid namespace ends it, what a notebook started is ended all the same."""

import asyncio
import subprocess
import sys
import time

import psutil
import pytest

from grader.kernel import Budget, open_session
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import plan_for
from grader.sandbox.proof import prove

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(120)]

AMPLE = Budget(cpu_seconds=30, wall_seconds=60)
# A family of four, the last of them the child of one that has ended, all with sessions of their own.
FAMILY = """
import os, subprocess, sys
sleeper = [sys.executable, "-c", "import time; time.sleep(3600)", {mark!r}]
for _ in range(3):
    subprocess.Popen(sleeper, start_new_session=True)
if os.fork() == 0:
    os.setsid()
    subprocess.Popen(sleeper)
    os._exit(0)
"""


@pytest.fixture(params=[Level.STANDARD, Level.NONE])
def level(request) -> Level:
    proof = prove(request.param, ("numpy",))
    if not proof.holds:
        pytest.skip(proof.sentence)
    return request.param


def marked(mark: str) -> list[int]:
    """Processes that carry the mark in their command, and still live."""
    found = []
    for process in psutil.process_iter(("pid", "cmdline", "status")):
        is_living = process.info["status"] != psutil.STATUS_ZOMBIE
        if is_living and mark in (process.info["cmdline"] or ()):
            found.append(process.info["pid"])
    return found


def gone(mark: str) -> bool:
    """Whether they all end within a while."""
    patience_ends = time.monotonic() + 20
    while marked(mark) and time.monotonic() < patience_ends:
        time.sleep(0.05)
    return not marked(mark)


@pytest.mark.parametrize(
    "end", ["", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"], ids=["told", "by itself"]
)
def test_what_a_kernel_started_ends_with_it(declaration, level, end):
    mark = f"sleeper-{level}-{len(end)}"

    async def story():
        async with open_session(Submission(student="s"), declaration.assignment, plan_for(level)) as session:
            ending = await session.run_cell(FAMILY.format(mark=mark), AMPLE)
            while len(marked(mark)) < 4:
                await asyncio.sleep(0.05)
            return ending, await session.run_cell(end or "pass", AMPLE)

    started, ended = asyncio.run(story())
    assert started.status is Status.OK
    assert ended.status is (Status.KERNEL_DIED if end else Status.OK)
    assert gone(mark)


KILLED = """
import asyncio, sys, time
from pathlib import Path
from grader import catalog
from grader.kernel import Budget, open_session
from grader.records.submission import Submission
from grader.sandbox.kernels import plan_for

async def hold():
    assignment = catalog.load("standardize", Path(sys.argv[1])).assignment
    async with open_session(Submission(student="s"), assignment, plan_for(sys.argv[2])) as session:
        await session.run_cell(sys.argv[3], Budget(cpu_seconds=30, wall_seconds=60))
        print("ready", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


def test_what_a_kernel_started_ends_with_a_grader_that_is_killed(course, level):
    mark = f"sleeper-{level}-killed"
    command = [sys.executable, "-c", KILLED, str(course), level, FAMILY.format(mark=mark)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as grader:
        assert grader.stdout.readline() == b"ready\n"
        while len(marked(mark)) < 4:
            time.sleep(0.05)
        grader.kill()
    assert gone(mark)
