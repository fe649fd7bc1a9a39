"""Kernels in control groups of their own, made under a real hierarchy of cgroup v2 where this user may write to one."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.errors import UsageError
from grader.kernel import Budget, open_session
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sandbox import cgroups
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import plan_for
from grader.sandbox.limits import PROCESSES
from grader.sandbox.proof import prove

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(120)]

AMPLE = Budget(cpu_seconds=30, wall_seconds=60)
# Away from the kernel's tree of processes and its session: only its group still holds it.
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(3600)
    os._exit(0)
"""
CROWD = """
import subprocess, sys
for _ in range({count}):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
"""


def hierarchy() -> Path | None:
    """The root of cgroup v2 on this machine."""
    own = cgroups.own_group()
    return next((folder for folder in own.parents if (folder / "cgroup.procs").exists()), own) if own else None


@pytest.fixture
def home(monkeypatch) -> Iterator[Path]:
    """A group of our own, named as an administrator would name it."""
    root = hierarchy()
    folder = root / f"grader-test-{os.getpid()}" if root else None
    try:
        assert folder is not None
        folder.mkdir()
    except (AssertionError, OSError) as error:
        pytest.skip(f"no control group can be made here, so nothing of them is tested: {error or 'no cgroup v2'}")
    monkeypatch.setenv(cgroups.NAMED, str(folder))
    cgroups.group_home.cache_clear()
    yield folder
    cgroups.group_home.cache_clear()
    for left in (*folder.glob("*/"), folder):
        left.rmdir()


@pytest.fixture(params=[Level.STRONG, Level.STANDARD])
def level(request) -> Level:
    proof = prove(request.param, ("numpy",))
    if not proof.holds:
        pytest.skip(proof.sentence)
    return request.param


def inside(group: Path) -> list[int]:
    """Numbers of the processes in a group."""
    return [int(pid) for pid in (group / "cgroup.procs").read_text().split()]


def test_all_that_a_kernel_starts_is_in_its_group_and_ends_with_it(home, declaration, level):
    async def story():
        async with open_session(Submission(student="s"), declaration.assignment, plan_for(level)) as session:
            ending = await session.run_cell(DAEMON, AMPLE)
            (group,) = home.glob(f"{cgroups.KERNEL}*")
            while len(inside(group)) < 2:
                await asyncio.sleep(0.02)
            return ending, session.pid, inside(group)

    ending, kernel, processes = asyncio.run(story())
    assert ending.status is Status.OK
    assert kernel in processes
    assert list(home.glob("*/")) == []
    assert not any(psutil.pid_exists(pid) for pid in processes)


def test_more_processes_than_allowed_are_refused(home, declaration, level):
    if "pids" not in cgroups.controllers():
        pytest.skip("no controller `pids` of cgroup v2 here, so its bound is not tested")

    async def story():
        async with open_session(Submission(student="s"), declaration.assignment, plan_for(level)) as session:
            ending = await session.run_cell(CROWD.format(count=PROCESSES), AMPLE)
            (group,) = home.glob(f"{cgroups.KERNEL}*")
            return ending, (group / "pids.max").read_text(), len(inside(group))

    ending, most, count = asyncio.run(story())
    assert ending.status is Status.RAISED
    assert int(most) == PROCESSES
    assert 1 < count <= PROCESSES


def test_memory_is_bounded_for_all_processes_together(home, declaration, level):
    if "memory" not in cgroups.controllers():
        pytest.skip("no controller `memory` of cgroup v2 here, so its bound is not tested")

    async def story():
        async with open_session(Submission(student="s"), declaration.assignment, plan_for(level)):
            (group,) = home.glob(f"{cgroups.KERNEL}*")
            return [(group / f"memory.{name}").read_text().strip() for name in ("max", "swap.max", "oom.group")]

    most = declaration.assignment.limits.memory_bytes + cgroups.FILES_BYTES
    assert asyncio.run(story()) == [str(most), "0", "1"]


def test_a_group_that_holds_its_owner_is_emptied_before_it_is_divided(home):
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        try:
            cgroups.write(home / "cgroup.procs", sleeper.pid)
            assert cgroups.group_home() == home
            assert inside(home) == []
            assert inside(home / cgroups.HOST) == [sleeper.pid]
        finally:
            sleeper.kill()
    (home / cgroups.HOST).rmdir()


def test_the_empty_group_of_a_run_that_was_killed_is_swept(home):
    (home / f"{cgroups.KERNEL}1").mkdir()
    assert cgroups.group_home() == home
    assert list(home.glob("*/")) == []


def test_a_folder_that_is_no_group_is_refused_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv(cgroups.NAMED, str(tmp_path))
    cgroups.group_home.cache_clear()
    with pytest.raises(UsageError, match="or leave it unset"):
        cgroups.group_home()
    cgroups.group_home.cache_clear()


def test_without_a_delegated_group_there_is_none(monkeypatch):
    if cgroups.delegated() is not None:
        pytest.skip("systemd delegated this process's group")
    monkeypatch.delenv(cgroups.NAMED, raising=False)
    cgroups.group_home.cache_clear()
    assert cgroups.group_home() is None
    assert cgroups.controllers() == ()
    assert cgroups.new_group(os.getpid(), 1) is None
