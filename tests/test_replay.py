"""Repeating a Run: what it graded is found again, and every field that differs is named."""

import msgspec
import pytest
from course import CORRECT, notebook_of
from graded import BASE, graded

from grader.errors import UsageError
from grader.fingerprint import code_hash
from grader.records.run import Attempt, Surroundings, Training
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.replay import differences, submission_of

TRAINING = Training(
    accuracy=0.96,
    threshold=0.95,
    images=10,
    confusion=((9, 1), (0, 0)),
    seconds=3.0,
    curve_loss=(float("nan"), 0.5),
    attempts=(Attempt(seed=5, accuracy=0.96, cpu_seconds=1.0),),
)


def fields(stored, repeated):
    return {d.field: (d.stored, d.repeated) for d in differences(stored, repeated)}


def test_equal_runs_have_no_difference():
    assert differences(graded(training=TRAINING), graded(training=TRAINING)) == ()


def test_clocks_and_meters_are_no_difference():
    slower = msgspec.structs.replace(
        TRAINING, seconds=9.0, attempts=(msgspec.structs.replace(TRAINING.attempts[0], cpu_seconds=7.0),)
    )
    assert differences(graded(training=TRAINING), graded(training=slower, seconds=99.0, peak_bytes=5)) == ()


def test_a_difference_is_named_by_its_place():
    found = fields(
        graded(training=TRAINING), graded(Verdict.FAIL, training=msgspec.structs.replace(TRAINING, accuracy=0.9))
    )
    assert found == {
        "checks.standardize.shape.verdict": ("'pass'", "'fail'"),
        "training.accuracy": ("0.96", "0.9"),
    }


def test_a_list_of_numbers_is_one_field():
    other = msgspec.structs.replace(TRAINING, curve_loss=(float("nan"), 0.25))
    assert list(fields(graded(training=TRAINING), graded(training=other))) == ["training.curve_loss"]


def test_what_is_only_there_once_is_a_difference():
    assert fields(graded(), graded(training=TRAINING)).keys() == {"training"}
    assert fields(graded(code={"f": "x"}), graded()) == {"code.f": ("'x'", "None")}


def test_another_machine_is_told():
    other = msgspec.structs.replace(BASE.environment, tensorflow="2.18.0")
    found = fields(graded(), graded(environment=other, surroundings=Surroundings(cpu="Other")))
    assert found == {"environment.tensorflow": ("'2.21.0'", "'2.18.0'"), "surroundings.cpu": ("''", "'Other'")}


def test_the_hand_in_is_found_by_its_bytes_or_else_by_its_code():
    same = Submission(student="ada", notebook=notebook_of(CORRECT))
    spaced = Submission(student="ben", notebook=notebook_of(CORRECT, ""))
    other = Submission(student="eve", notebook=notebook_of("1"))
    run = graded(submission_hash=same.hash, code_hash=code_hash(same))
    assert submission_of(run, [other, spaced, same]) == same
    found = submission_of(run, [other, spaced])
    assert (found.notebook, found.student) == (spaced.notebook, "ada")
    with pytest.raises(UsageError, match="not among the 1 submissions"):
        submission_of(run, [other])
