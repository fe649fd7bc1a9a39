"""Sessions with real kernels: what they answer, how they end, and that nothing stays behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from grader import wire
from grader.errors import KernelError
from grader.kernel import Budget, KernelSession, open_session
from grader.records.assignment import Assignment
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.sandbox import live
from grader.sandbox.environment import kernel_environment
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import SandboxPlan, plan_for
from grader.sandbox.workspace import Workspace

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(120)]

AMPLE = Budget(cpu_seconds=30, wall_seconds=60)
TINY = Budget(cpu_seconds=30, wall_seconds=0.5)
OPEN = plan_for(Level.NONE)
ADDED_BY_IPYKERNEL = {"LC_CTYPE", "PYDEVD_USE_FRAME_EVAL", "TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER"}
ADDED_BY_IPYKERNEL |= {"GIT_PAGER", "TMPDIR"}  # the last one is set inside, to a folder of the kernel's own
ENVIRONMENT = """
import json, os
import numpy as np
def environment():
    return np.frombuffer(json.dumps(dict(os.environ)).encode(), "uint8")
"""


@pytest.fixture(scope="module")
def assignment(declaration) -> Assignment:
    return declaration.assignment


@pytest.fixture(scope="module")
def walled(template) -> SandboxPlan:
    """The plan that submissions are graded under on this machine."""
    return plan_for(template.environment.isolation)


@pytest.fixture(params=["cold", "open", "walled"])
def plan(request, walled) -> SandboxPlan:
    """Every way to start a kernel: a fresh process, a fork, a fork behind walls."""
    return {"cold": msgspec.structs.replace(OPEN, start="cold"), "open": OPEN, "walled": walled}[request.param]


@pytest.fixture
def within(assignment, walled):
    """Runs a story about one open session to its end."""

    def run(story, files=(), plan=None):
        async def whole():
            submission = Submission(student="s", files=tuple(files))
            async with open_session(submission, assignment, plan or walled) as session:
                return await story(session)

        return asyncio.run(whole())

    return run


def cells(*sources, budget=AMPLE):
    """A story: run cells one after the other and bring back how they ended."""

    async def story(session):
        return [await session.run_cell(source, budget) for source in sources]

    return story


def probe(function, *arguments):
    """The frame that asks for a call."""
    described = [{"type": "array", "values": np.array(a), "divide_by": None} for a in arguments]
    stimulus = {"type": "call", "function": function, "arguments": described, "returns": 1}
    return wire.encode({"probe": "p", "seed": 1, "stimulus": stimulus})


def asked(source, *frames, budget=AMPLE):
    """A story: run one cell, then ask, and bring back the decoded answers."""

    async def story(session):
        await session.run_cell(source, AMPLE)
        endings = [await session.ask(frame, budget) for frame in frames]
        return [wire.decode(ending.frame) if ending.frame is not None else ending.status for ending in endings]

    return story


def descendants(pid: int) -> list[psutil.Process]:
    return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]


def remaining(processes: list[psutil.Process]) -> list[psutil.Process]:
    """The processes that have not ended after a while."""
    return psutil.wait_procs(processes, timeout=30)[1]


# --- cells ------------------------------------------------------------------------------------------------


def test_cells_share_one_namespace_and_end_well(within):
    endings = within(cells("x = 1", "assert x == 1"))
    assert [(ending.status, ending.error) for ending in endings] == [(Status.OK, "")] * 2


def test_a_cell_that_raises_says_what_and_the_session_goes_on(within):
    raised, after = within(cells("{}['key']", "x = 1"))
    assert (raised.status, raised.error) == (Status.RAISED, "KeyError: 'key'")
    assert after.status is Status.OK


def test_the_agent_leaves_no_name_in_the_notebook(within):
    (ending,) = within(cells("assert not {'_start', 'modules', 'agent', 'wire', 'data', 'types'} & set(dir())"))
    assert ending.error == ""


def test_files_beside_the_notebook_lie_in_the_current_folder(within, plan):
    source = "import mine\nassert mine.X == 5\nassert open('data/a.txt').read() == 'a'"
    files = [("mine.py", b"X = 5"), ("data/a.txt", b"a")]
    (ending,) = within(cells(source), files, plan)
    assert ending.error == ""


def test_input_is_refused_at_once(within):
    (ending,) = within(cells("input('name? ')", budget=Budget(cpu_seconds=30, wall_seconds=5)))
    assert ending.status is Status.RAISED
    assert "StdinNotImplementedError" in ending.error


def test_a_cell_beyond_its_budget_is_interrupted_and_the_session_lives_on(within, plan):
    async def story(session):
        slow = await session.run_cell("kept = 1\nimport time\ntime.sleep(600)", TINY)
        return slow, await session.is_alive(), await session.run_cell("kept", AMPLE)

    slow, alive, after = within(story, plan=plan)
    assert slow.status is Status.TIMED_OUT
    assert alive
    assert after.status is Status.OK


def test_processor_time_of_children_counts(within, plan):
    family = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'while True: pass'])"
    (ending,) = within(cells(family, budget=Budget(cpu_seconds=0.5, wall_seconds=100)), plan=plan)
    assert ending.status is Status.TIMED_OUT


# --- probes -----------------------------------------------------------------------------------------------


def test_a_probe_is_answered_with_arrays(within, plan):
    (answer,) = within(asked("def double(x): return 2 * x", probe("double", [1.5, 2.0])), plan=plan)
    assert answer["outcome"] == "returned"
    assert answer["values"][0]["array"].tolist() == [3.0, 4.0]


def test_several_probes_are_answered_in_their_order(within):
    frames = [probe("f", number) for number in range(5)]
    answers = within(asked("def f(x):\n    print(x)\n    return x + 10", *frames))
    assert [int(answer["values"][0]["array"]) for answer in answers] == [10, 11, 12, 13, 14]


def test_a_function_that_raises_is_answered_with_its_line(within):
    (answer,) = within(asked("x = 0\ndef f(n):\n    return n / x", probe("f", 1)))
    assert answer["outcome"] == "returned"  # of an array, division by zero is a warning
    (answer,) = within(asked("x = 0\ndef f():\n    return 1 / x", probe("f")))
    assert (answer["error_name"], answer["error_line"]) == ("ZeroDivisionError", 3)
    assert answer["error_function"] == "f"


def test_a_cell_that_raises_tells_the_line_of_its_own(within):
    endings = within(cells("def f():\n    return [][0]", "x = 1\n\nf()", "y = 2\ny = = 3", "raise SystemExit"))
    assert [ending.line for ending in endings] == [0, 3, 2, 0]


def test_a_name_that_is_not_there_is_undefined(within):
    (answer,) = within(asked("x = 1", probe("f")))
    assert answer["outcome"] == "undefined"


def test_a_probe_beyond_its_budget_is_interrupted(within):
    source = "import time\ndef f(): time.sleep(600)\ndef g(): return 1"

    async def story(session):
        await session.run_cell(source, AMPLE)
        return await session.ask(probe("f"), TINY), await session.ask(probe("g"), AMPLE)

    slow, after = within(story)
    assert slow.status is Status.TIMED_OUT
    assert wire.decode(after.frame)["outcome"] == "returned"


def test_an_exception_with_a_hostile_text_is_answered_too(within):
    source = """
class Text(str):
    def __len__(self): raise RuntimeError
class HostileError(Exception):
    def __str__(self): return Text("text")
def f(): raise HostileError
"""
    (answer,) = within(asked(source, probe("f")))
    assert answer["outcome"] == "unsendable"


# --- deaths and ends --------------------------------------------------------------------------------------


@pytest.mark.parametrize("deadly", ["import os; os._exit(0)", "import ctypes; ctypes.string_at(0)", "exit()"])
def test_a_dead_kernel_is_noticed(within, deadly, plan):
    async def story(session):
        ending = await session.run_cell(deadly, AMPLE)
        for _ in range(100):
            if not await session.is_alive():
                break
            await asyncio.sleep(0.1)
        return ending.status, await session.is_alive()

    status, alive = within(story, plan=plan)
    assert not alive
    assert status in (Status.KERNEL_DIED, Status.OK)  # `exit()` ends the cell before it ends the kernel


def test_a_kernel_that_dies_in_a_probe_is_said_to_have_died(within, plan):
    (answer,) = within(asked("import os\ndef f(): os._exit(0)", probe("f")), plan=plan)
    assert answer is Status.KERNEL_DIED


def test_closing_twice_is_allowed(assignment, plan):
    async def story():
        session = KernelSession(assignment, plan)
        await session.start(Submission(student="s"), None)
        kernel = descendants(session.pid)
        for _ in range(2):
            await session.close()
        return kernel

    assert remaining(asyncio.run(story())) == []


def test_closing_what_was_never_started_is_allowed(assignment, plan):
    asyncio.run(KernelSession(assignment, plan).close())


def test_nothing_that_a_notebook_started_outlives_its_session(within, plan):
    async def story(session):
        ending = await session.run_cell("import subprocess\nsubprocess.Popen(['sleep', '1000'])", AMPLE)
        assert ending.error == ""
        return descendants(session.pid)

    family = within(story, plan=plan)
    assert len(family) > 1
    assert remaining(family) == []


def folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob(f"grader-{os.getpid()}-*"))


def test_the_workspace_is_gone_with_its_session(within, plan):
    within(cells("x = 1"), plan=plan)  # whatever outlives a session is there now
    before = folders()

    async def story(session):
        await session.run_cell("open('left.txt', 'w').write('left')", AMPLE)
        return folders()

    assert within(story, plan=plan) > before
    assert folders() == before


def test_a_failure_in_the_middle_ends_the_kernel_too(within, plan):
    seen = []

    async def story(session):
        seen.extend(descendants(session.pid))
        raise ZeroDivisionError

    before = folders()
    with pytest.raises(ZeroDivisionError):
        within(story, plan=plan)
    assert remaining(seen) == []
    assert folders() <= before


def test_no_kernel_starts_once_the_run_was_interrupted(within):
    with pytest.raises(KeyboardInterrupt), live.leaving_none_behind():
        raise KeyboardInterrupt
    try:
        with pytest.raises(KernelError, match="interrupted"):
            within(cells("x = 1"))
    finally:
        with live.leaving_none_behind():
            pass


HOLDER = """
import asyncio, sys
from pathlib import Path
from grader import catalog
from grader.kernel import open_session
from grader.records.submission import Submission
from grader.sandbox.isolation import Level
from grader.sandbox.kernels import SandboxPlan

async def hold():
    assignment = catalog.load("standardize", Path(sys.argv[1])).assignment
    plan = SandboxPlan(start=sys.argv[2], level=Level(sys.argv[3]))
    async with open_session(Submission(student="s"), assignment, plan) as session:
        print(session.pid, flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


def test_a_kernel_ends_with_the_process_that_held_it(course, plan):
    command = [sys.executable, "-c", HOLDER, str(course), plan.start, plan.level]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        kernel = int(holder.stdout.readline())
        family = [*descendants(kernel), *descendants(holder.pid)[1:]]
        os.kill(holder.pid, signal.SIGKILL)
    assert remaining(family) == []


# --- walls ------------------------------------------------------------------------------------------------


def test_the_environment_inside_is_the_allow_list(within, monkeypatch, plan):
    monkeypatch.setenv("GITHUB_TOKEN", "token-4711")
    monkeypatch.setenv("GRADER_DATA", "/somewhere/token-4711")
    (answer,) = within(asked(ENVIRONMENT, probe("environment")), plan=plan)
    inside = json.loads(answer["values"][0]["array"].tobytes())
    allowed = kernel_environment(Workspace(root=Path("/nowhere")))
    added = {name for name in inside if not name.startswith("JPY_")} - allowed.keys()
    assert added <= ADDED_BY_IPYKERNEL
    assert not any("token-4711" in value for value in inside.values())


def test_two_sessions_at_once_know_nothing_of_each_other(assignment, plan):
    async def story():
        submission = Submission(student="s", files=(("a.txt", b"a"),))
        async with (
            open_session(submission, assignment, plan) as first,
            open_session(submission, assignment, plan) as second,
        ):
            wrote = await first.run_cell("x = 1\nopen('a.txt', 'w').write('b')", AMPLE)
            looked = await second.run_cell("assert 'x' not in dir()\nassert open('a.txt').read() == 'a'", AMPLE)
            return first.pid, second.pid, wrote, looked

    first, second, wrote, looked = asyncio.run(story())
    assert first != second
    assert (wrote.error, looked.error) == ("", "")
