"""Diagnosis through real kernels: known mistakes run beside a student's function, which is asked anew."""

import msgspec
import pytest
from course import CORRECT, notebook_of

from grader.pipeline import grade_one
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict

pytestmark = pytest.mark.kernel

BY_ROW = """import numpy as np
def standardize(table):
    rows = [(row - np.mean(row)) / np.std(row) for row in table]
    return np.array(rows)
"""
UNKNOWN = "def standardize(x):\n    return (x - x.mean(axis=0)) / x.var(axis=0)\n"
BY_CHANCE = """import numpy as np
calls = []
def standardize(x):
    calls.append(1)
    axis = 1 if len(calls) <= 2 else 0
    return (x - x.mean(axis=axis, keepdims=True)) / x.std(axis=axis, keepdims=True)
"""


def grade(template: Job, source: str) -> Run:
    return grade_one(
        msgspec.structs.replace(template, submission=Submission(student="s", notebook=notebook_of(source)))
    )


def test_a_known_mistake_in_other_words_is_named_with_its_hint(template):
    run = grade(template, BY_ROW)
    lost = [check for check in run.checks if check.verdict is not Verdict.PASS]
    assert {check.diagnosis for check in lost} == {"by_row"}
    (mistake,) = [mistake for mistake in template.catalogue.mistakes if mistake.id == "by_row"]
    assert lost[0].hint == mistake.hint
    assert lost[0].evidence["diagnosis"]["confirmed_on"] == len(template.catalogue.fresh)


def test_a_correct_notebook_is_asked_nothing_more_and_named_nothing(template):
    run = grade(template, CORRECT)
    assert {check.diagnosis for check in run.checks} == {None}
    assert {check.verdict for check in run.checks} == {Verdict.PASS}


def test_an_unknown_mistake_gets_no_name_but_a_behaviour_to_be_recognised_by(template):
    one, other = grade(template, UNKNOWN), grade(template, UNKNOWN.replace("x.var(axis=0)", "x.std(axis=0) ** 2"))
    behaviours = [[check.evidence.get("behaviour") for check in run.checks] for run in (one, other)]
    assert {check.diagnosis for check in one.checks} == {None}
    assert behaviours[0] == behaviours[1]
    assert any(behaviours[0])


def test_a_match_that_does_not_last_is_not_spoken(template):
    assert {check.diagnosis for check in grade(template, BY_CHANCE).checks} == {None}


def test_the_marks_are_the_same_without_a_catalogue(template):
    bare = msgspec.structs.replace(template, catalogue=None)
    for source in (BY_ROW, UNKNOWN):
        verdicts = [[check.verdict for check in grade(job, source).checks] for job in (template, bare)]
        assert verdicts[0] == verdicts[1]
