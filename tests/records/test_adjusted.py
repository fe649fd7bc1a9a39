"""What people decided, applied to what the checks gave."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_questions import ASSIGNMENT, run_with

from grader.records.adjusted import adjusted, set_aside
from grader.records.adjustment import Act, Adjustment
from grader.records.results import ScoredRun, scored
from grader.records.score import Score
from grader.records.verdict import Verdict


def graded(**fields: object) -> ScoredRun:
    run = run_with(first_c0=Verdict.PASS, first_c1=Verdict.FAIL, second_c0=Verdict.PASS)
    hashes = {"submission_hash": "s" * 64, "code_hash": "c" * 64}
    return scored(msgspec.structs.replace(run, **(hashes | fields)), ASSIGNMENT)


def decided(act: Act, **fields: object) -> Adjustment:
    made = {"assignment": "two", "student": "s", "by": "me", "submission_hash": "s" * 64, "code_hash": "c" * 64}
    return Adjustment(**(made | {"act": act} | fields))


OVERRIDE = decided(Act.OVERRIDE, target="first.c1", points=1.5, number=1)
ADD = decided(Act.ADD, target="second", points=-1, number=2)


def test_an_override_sets_the_points_of_a_check_and_keeps_what_it_gave():
    run = adjusted(graded(), [OVERRIDE])
    check = run.checks[1]
    assert (check.earned, check.graded, check.verdict) == (1.5, 0, Verdict.FAIL)
    assert (run.earned, run.possible) == (7.5, 9.5)
    assert run.question_score("first") == Score(earned=3.5, possible=5.5)


def test_of_several_overrides_the_last_counts():
    later = decided(Act.OVERRIDE, target="first.c1", points=3, number=2)
    assert adjusted(graded(), [OVERRIDE, later]).earned == 9


def test_points_added_to_a_question_are_in_its_score_and_in_the_total():
    run = adjusted(graded(), [ADD])
    assert run.question_score("second") == Score(earned=3, possible=4)
    assert run.earned == 5


def test_points_added_to_the_whole_are_in_the_total_only():
    run = adjusted(graded(), [decided(Act.ADD, points=2)])
    assert (run.earned, run.question_score("first").earned, run.question_score("second").earned) == (8, 2, 4)


def test_a_total_does_not_fall_below_nothing():
    assert adjusted(graded(), [decided(Act.ADD, points=-100)]).earned == 0


def test_what_was_taken_back_does_not_count():
    withdrawal = decided(Act.WITHDRAW, withdraws=1, number=3)
    run = adjusted(graded(), [OVERRIDE, ADD, withdrawal])
    assert (run.earned, run.adjustments) == (5, (ADD,))


def test_applying_decisions_again_counts_them_once():
    once = adjusted(graded(), [OVERRIDE, ADD])
    assert adjusted(once, [OVERRIDE, ADD]) == once
    assert adjusted(once, []) == graded()


@pytest.mark.parametrize(
    ("hashes", "stays"),
    [
        ({"submission_hash": "s" * 64, "code_hash": ""}, True),
        ({"submission_hash": "t" * 64, "code_hash": "c" * 64}, True),  # saved again, the same code
        ({"submission_hash": "t" * 64, "code_hash": "d" * 64}, False),
        ({"submission_hash": "t" * 64, "code_hash": ""}, False),
    ],
)
def test_a_decision_stays_with_the_code_it_was_made_for(hashes, stays):
    run = adjusted(graded(**hashes), [OVERRIDE])
    assert run.earned == (7.5 if stays else 6)
    assert bool(set_aside(run, [OVERRIDE])) is not stays


def test_two_unknown_codes_are_not_one_code():
    nameless = msgspec.structs.replace(OVERRIDE, code_hash="")
    assert adjusted(graded(submission_hash="t" * 64, code_hash=""), [nameless]).earned == 6


def test_the_decision_about_one_student_is_not_about_another():
    assert adjusted(graded(), [msgspec.structs.replace(OVERRIDE, student="t")]) == graded()


def test_a_class_is_released_and_one_student_held_back():
    everyone = decided(Act.RELEASE, student="", submission_hash="", code_hash="", number=1)
    assert adjusted(graded(), [everyone]).is_released
    assert not adjusted(graded(), [everyone, decided(Act.HOLD, number=2)]).is_released
    assert adjusted(graded(submission_hash="new", code_hash="new"), [everyone]).is_released


@given(
    st.lists(
        st.one_of(
            st.builds(lambda p: decided(Act.OVERRIDE, target="first.c1", points=p), st.integers(0, 3)),
            st.builds(lambda p: decided(Act.ADD, points=p), st.integers(-20, 20)),
            st.builds(lambda n: decided(Act.WITHDRAW, withdraws=n), st.integers(1, 6)),
        ),
        max_size=8,
    )
)
def test_any_decisions_give_a_total_that_is_never_negative_and_leave_what_the_checks_gave(decisions):
    numbered = [msgspec.structs.replace(each, number=number) for number, each in enumerate(decisions, start=1)]
    run = adjusted(graded(), numbered)
    assert run.earned >= 0
    assert adjusted(run, []) == graded()
