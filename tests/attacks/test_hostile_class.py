"""Every hostile notebook gets what it deserves, its neighbours too, and nothing stays behind."""

import pytest
from catalogue import EVERY, HOSTILE, ROWS, WALLED
from hostile import Hostile
from hostile_class import Graded

from grader.records.execution import Status
from grader.records.score import score
from grader.records.verdict import Verdict

pytestmark = [pytest.mark.class_run, pytest.mark.timeout(600)]

MOST_OWN_BYTES = 600 * 1024**2  # a frame, what is read of it, and some air


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_notebook_gets_what_it_deserves(graded: Graded, hostile: Hostile):
    run = graded.hostile[hostile.name]
    assert score(run, graded.template.assignment).earned <= hostile.most_points
    assert run.status in hostile.statuses
    assert run.verdict is not Verdict.ERROR  # that would cost no points
    said = " | ".join(cell.error for cell in run.execution.cells)
    assert "got " not in said
    assert run.status is not Status.RAISED or hostile.says in said


@pytest.mark.parametrize("name", ["arrays", "loops", "noisy"])
def test_an_honest_neighbour_gets_the_run_it_gets_alone(graded: Graded, name: str):
    assert graded.honest[name].judgement == graded.alone[name].judgement
    assert graded.honest[name].status is Status.OK


def test_honest_notebooks_get_every_point(graded: Graded):
    points = {name: score(run, graded.template.assignment).earned for name, run in graded.honest.items()}
    assert points["arrays"] == points["loops"] == 10 > points["noisy"]


def test_no_process_is_left_behind(graded: Graded):
    assert graded.after.processes <= graded.before.processes


def test_no_mount_is_left_behind(graded: Graded):
    assert graded.after.mounts == graded.before.mounts


def test_no_file_is_left_behind(graded: Graded):
    assert graded.after.files <= graded.before.files


def test_no_shared_memory_is_left_behind(graded: Graded):
    assert graded.after.shared_segments <= graded.before.shared_segments


def test_the_grader_itself_stays_small(graded: Graded):
    assert graded.after.own_peak_bytes - graded.before.own_peak_bytes < MOST_OWN_BYTES


def test_the_canary_is_in_no_run_of_a_hostile_notebook(graded: Graded, canary: str):
    assert [name for name, run in graded.hostile.items() if canary in str(run)] == []


def test_every_row_of_the_catalogue_has_a_notebook():
    assert {row for hostile in EVERY for row in hostile.rows} == ROWS.keys()


def test_the_attacks_have_names_of_their_own():
    names = {hostile.name for hostile in EVERY}
    assert len(names) == len(EVERY)
    assert names.issuperset(WALLED)
