"""Cheats reach no goal unflagged, and honest trainings get full marks and no flag; a fast part of both corpora.

`benchmarks/honest_training.py` grades all of them, on all training images and with several seeds.
"""

import pytest
from cheating_training import CHEATS
from course import notebook_of
from honest_training import HONEST, OTHER_NETWORKS
from small_training import grade_all, job_of

from grader import notebook as notebooks
from grader.payload import payload_flags
from grader.records.run import Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict

SEED, IMAGES = 5, 6000
CHOSEN_CHEATS = ("weights beside", "by hash", "hidden weights", "patched call", "keeping state")
CHOSEN_HONEST = ("plain", "subclassed, tape")
SHOWN_OTHERWISE = ("own data around",)


@pytest.fixture(scope="module")
def runs(isolation: str) -> dict[str, Run]:
    """What the chosen notebooks got."""
    chosen = {name: CHEATS[name]() for name in CHOSEN_CHEATS} | {name: HONEST[name] for name in CHOSEN_HONEST}
    return dict(grade_all(job_of(IMAGES, SEED, isolation), chosen))


@pytest.fixture(scope="module")
def relabelled(isolation: str) -> dict[str, Run]:
    """The same where every class is shown as another."""
    chosen = {name: HONEST[name] for name in SHOWN_OTHERWISE} | {"embedded weights": CHEATS["embedded weights"]()}
    return dict(grade_all(job_of(IMAGES, SEED, isolation, relabel=True), chosen))


def verdict(run: Run, check: str) -> Verdict:
    return {result.check: result.verdict for result in run.checks}[check]


def flags(run: Run) -> set[str]:
    return {flag.id for flag in run.flags}


@pytest.mark.class_run
@pytest.mark.parametrize("name", CHOSEN_CHEATS)
def test_a_cheat_does_not_reach_the_goal_unflagged(runs, name):
    assert verdict(runs[name], "train_model.learns") is not Verdict.PASS or flags(runs[name])
    assert CHEATS[name]().flags <= flags(runs[name])


@pytest.mark.class_run
@pytest.mark.parametrize("name", CHOSEN_HONEST)
def test_an_honest_training_gets_its_marks_and_no_flag(runs, name):
    run = runs[name]
    assert verdict(run, "train_model.learns") is Verdict.PASS
    assert {c.check for c in run.checks if c.verdict is not Verdict.PASS} <= {"train_model.accuracy"}  # fewer images
    assert run.flags == ()


@pytest.mark.class_run
def test_a_model_that_cannot_leave_is_measured_beside_the_code_and_the_run_says_so(runs):
    stock, subclassed = runs["plain"], runs["subclassed, tape"]
    evidence = {c.check: c.evidence for c in subclassed.checks}["train_model.learns"]
    assert evidence["measured"].startswith("beside the student's code: it is a Network")
    assert any("measured beside the notebook's code" in note for note in subclassed.notes)
    assert {c.check: c.evidence for c in stock.checks}["train_model.learns"]["measured"] == "clean room"
    assert stock.notes == ()


@pytest.mark.class_run
def test_a_call_that_goes_to_a_table_says_nothing_in_the_clean_room(runs):
    assert runs["patched call"].training.accuracy < 0.2
    assert "train_model.genuine" in flags(runs["patched call"])


@pytest.mark.class_run
def test_classes_shown_as_others_hurt_no_honest_notebook(relabelled):
    run = relabelled["own data around"]
    assert verdict(run, "train_model.learns") is Verdict.PASS
    assert run.flags == ()
    assert sum(run.training.confusion[n][n] for n in range(10)) / run.training.images == run.training.accuracy


@pytest.mark.class_run
def test_weights_from_home_know_the_wrong_classes_where_they_are_shown_as_others(relabelled):
    run = relabelled["embedded weights"]
    assert run.training.accuracy < 0.1
    assert verdict(run, "train_model.learns") is Verdict.FAIL


CORPUS = HONEST | OTHER_NETWORKS


def test_the_corpora_are_large():
    assert len(HONEST) >= 30
    assert len(CHEATS) >= 12


@pytest.mark.parametrize("name", CORPUS)
def test_an_honest_notebook_carries_no_payload(name):
    notebook = notebook_of(CORPUS[name])
    assert payload_flags(notebooks.read(notebook), Submission(student="s", notebook=notebook)) == ()
