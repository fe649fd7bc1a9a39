import pickle
from typing import Any

import msgspec
import numpy as np
import pytest

from grader.records.execution import CellRun, Execution, Status
from grader.records.run import Environment, Run, Training
from grader.records.verdict import CheckResult, Verdict

ENVIRONMENT = Environment(grader="1", python="3.11", tensorflow="2.18", keras="3", numpy="2", platform="Linux-x86_64")
TRAINING = Training(accuracy=0.9, threshold=0.95, images=10, confusion=((9, 1), (0, 0)), steps=4, seconds=3.0)
RUN = Run(
    student="ada",
    attempt=1,
    submission_hash="a" * 64,
    assignment="standardize",
    assignment_hash="b" * 64,
    seed=7,
    questions=("standardize",),
    environment=ENVIRONMENT,
    status=Status.RAISED,
    execution=Execution(
        cells=(CellRun(index=1, status=Status.RAISED, error="ValueError: x", seconds=0.5),),
        wall_seconds=2.0,
        cpu_seconds=1.0,
        peak_bytes=10,
    ),
    checks=(CheckResult(check="s.shape", question="s", verdict=Verdict.FAIL, reason="(2,) instead of (3,)"),),
    training=TRAINING,
    code={"standardize": "def standardize(x): ..."},
    seconds=4.0,
    peak_bytes=11,
)


def changed(**fields: Any) -> Run:
    return msgspec.structs.replace(RUN, **fields)


def test_the_verdict_of_a_run_is_its_worst_check():
    good = CheckResult(check="s.values", question="s", verdict=Verdict.PASS, reason="Right.")
    assert changed(checks=(good, *RUN.checks, good)).verdict is Verdict.FAIL
    assert changed(checks=()).verdict is Verdict.SKIPPED


MEASURED = {
    "copied_from": "ben",
    "out_of_wall_time": True,
    "seconds": 99.0,
    "peak_bytes": 99,
    "environment": msgspec.structs.replace(ENVIRONMENT, platform="Darwin-arm64"),
    "training": msgspec.structs.replace(TRAINING, seconds=99.0),
    "execution": Execution(
        cells=(CellRun(index=1, status=Status.RAISED, error="ValueError: x", seconds=99.0),),
        wall_seconds=99.0,
        cpu_seconds=99.0,
        peak_bytes=99,
    ),
}


@pytest.mark.parametrize("field", MEASURED)
def test_the_judgement_knows_no_clock_no_meter_and_nobody_else(field):
    other = changed(**{field: MEASURED[field]})
    assert other != RUN
    assert other.judgement == RUN.judgement


CHANGED = {
    "student": "ben",
    "attempt": 2,
    "submission_hash": "c" * 64,
    "assignment_hash": "c" * 64,
    "seed": 8,
    "questions": (),
    "status": Status.OK,
    "problem": "died",
    "checks": (),
    "training": None,
    "code": {},
    "notes": ("left out",),
    "code_hash": "c" * 64,
    "basis_hash": "c" * 64,
    "execution": Execution(cells=(CellRun(index=1, status=Status.TIMED_OUT),)),
}


@pytest.mark.parametrize("field", CHANGED)
def test_the_judgement_changes_with_everything_else(field):
    assert changed(**{field: CHANGED[field]}).judgement != RUN.judgement


def test_an_accuracy_is_part_of_the_judgement():
    better = msgspec.structs.replace(TRAINING, accuracy=0.91)
    assert changed(training=better).judgement != RUN.judgement


def test_asking_for_the_judgement_leaves_the_run_as_it_is():
    before = msgspec.json.encode(RUN)
    assert RUN.judgement == RUN.judgement
    assert msgspec.json.encode(RUN) == before


def test_a_run_without_training_has_a_judgement():
    assert changed(training=None).judgement["training"] is None


def test_a_run_survives_the_way_through_json_and_pickle():
    assert msgspec.json.decode(msgspec.json.encode(RUN), type=Run) == RUN
    assert pickle.loads(pickle.dumps(RUN)) == RUN


@pytest.mark.kernel
def test_a_job_survives_the_way_into_another_process(template):
    came = pickle.loads(pickle.dumps(template))
    assert came.assignment == template.assignment
    assert [probe.id for probe in came.probes] == [probe.id for probe in template.probes]
    for sent, received in zip(template.probes, came.probes, strict=True):
        assert sent.seed == received.seed
        sent_values, received_values = (p.stimulus.arguments[0].values for p in (sent, received))
        np.testing.assert_array_equal(sent_values, received_values)
