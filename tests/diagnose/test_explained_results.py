"""Causes in the results: a hint in full once, the id on all it explains, an example at the assignment's tier."""

import msgspec
import pytest
from graded import graded

from grader.diagnose.explanation import Example, Explanation
from grader.diagnose.results import explained, with_evidence
from grader.records.results import scored
from grader.records.verdict import Verdict

CAUSE = Explanation(id="by_row", says="Rows for columns.", hint="Which axis?", catalogue="X1", confirmed=2)
EXAMPLE = Example(call="standardize([[1.0]])", observed="[[nan]]", expected="[[0.0]]")
SAME = "This has the same cause as “A table gives a float table of the same shape”."
FAIL, PASS, SKIPPED = Verdict.FAIL, Verdict.PASS, Verdict.SKIPPED


@pytest.fixture
def question(declaration):
    return declaration.assignment.questions[0]


def test_the_first_miss_has_the_hint_and_every_lost_point_the_name(declaration, question):
    results = explained(graded(FAIL, SKIPPED, FAIL, PASS).checks, question, (CAUSE,))
    assert [result.diagnosis for result in results] == ["by_row", "by_row", "by_row", None]
    assert [result.hint for result in results] == ["Which axis?", "", "", ""]
    told = scored(graded(checks=results), declaration.assignment).checks
    assert [check.hint for check in told] == ["Which axis?", "", SAME, ""]
    assert results[0].evidence["diagnosis"] == {
        "mistake": "by_row",
        "catalogue": "X1",
        "says": "Rows for columns.",
        "confirmed_on": 2,
    }
    assert [result.verdict for result in results] == [FAIL, SKIPPED, FAIL, PASS]


def test_a_cause_of_some_checks_leaves_the_others_alone(question):
    cause = msgspec.structs.replace(CAUSE, checks=("standardize.values",))
    results = explained(graded(FAIL, FAIL).checks, question, (cause,))
    assert [result.diagnosis for result in results] == [None, "by_row", None, None]


def test_a_behaviour_without_a_name_is_evidence_of_the_first_miss(question):
    results = with_evidence(graded(PASS, FAIL, FAIL).checks, question, EXAMPLE, "abc")
    assert [result.evidence.get("behaviour") for result in results] == [None, "abc", None, None]
    assert results[1].evidence["example"]["call"] == "standardize([[1.0]])"


@pytest.mark.parametrize(
    ("tier", "hint"),
    [
        ("property", ""),
        ("hint", "Which axis?"),
        ("counter-example", "Which axis?\nFor example `standardize([[1.0]])` gives `[[nan]]`."),
        ("expected values", "Which axis?\nFor example `standardize([[1.0]])` gives `[[nan]]`; expected: `[[0.0]]`."),
    ],
)
def test_each_tier_tells_a_student_one_thing_more(declaration, question, tier, hint):
    results = explained(graded(FAIL).checks, question, (CAUSE,))
    run = graded(checks=with_evidence(results, question, EXAMPLE, ""))
    assignment = msgspec.structs.replace(declaration.assignment, feedback=tier)
    assert scored(run, assignment).checks[0].hint == hint
