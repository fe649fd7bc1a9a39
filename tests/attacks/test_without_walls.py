"""Without walls the searches find what was planted: that they find nothing elsewhere means something."""

import msgspec
import pytest
from course import notebook_of
from hostile_class import run_class
from hostile_searching import SEARCHING

from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.sandbox.isolation import Level

pytestmark = [pytest.mark.class_run, pytest.mark.timeout(300)]

SEES_THE_HOST = ("searches-processes", "reads-by-path")


@pytest.fixture(scope="module")
def open_runs(guarded: Job, canary: str) -> dict[str, Run]:
    """The searching notebooks that look outside, graded without isolation."""
    environment = msgspec.structs.replace(guarded.environment, isolation=Level.NONE)
    template = msgspec.structs.replace(guarded, environment=environment)
    wanted = {
        h.name: Submission(student=h.name, notebook=notebook_of(*h.cells)) for h in SEARCHING if h.name in SEES_THE_HOST
    }
    return run_class(template, wanted)


def said(run: Run) -> str:
    return " | ".join(cell.error for cell in run.execution.cells)


def test_the_canary_is_found_in_the_graders_processes(open_runs: dict[str, Run]):
    assert "got the canary from processes" in said(open_runs["searches-processes"])


def test_the_reference_of_the_course_is_read_by_its_path(open_runs: dict[str, Run]):
    assert "got " in said(open_runs["reads-by-path"])
