"""What changed between two Runs of a student."""

import msgspec
import pytest
from graded import BASE, ENVIRONMENT, graded

from grader.changes import Shift, move, past_of_report, past_of_run, reasons, remark, shifts
from grader.records.execution import Status
from grader.records.results import scored
from grader.records.score import Score
from grader.records.verdict import CheckResult, Verdict

PASS, FAIL, SKIPPED, ERROR = Verdict.PASS, Verdict.FAIL, Verdict.SKIPPED, Verdict.ERROR
OTHER = "0" * 64


@pytest.fixture
def assignment(declaration):
    return declaration.assignment


# --- why there is another Run -----------------------------------------------------------------------------


def test_the_first_run_has_no_other_reason():
    assert reasons(None, BASE) == ("first",)


def test_nothing_that_differs_means_that_it_was_forced():
    assert reasons(BASE, graded(FAIL)) == ("forced",)


def test_after_a_grader_error_the_next_run_repairs_it():
    assert reasons(graded(ERROR), graded()) == ("again after a grader error",)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"submission_hash": OTHER, "code_hash": OTHER}, "new submission"),
        ({"submission_hash": OTHER}, "saved again, same code"),
        ({"submission_hash": OTHER, "code_hash": ""}, "new submission"),
        ({"attempt": 2}, "new attempt"),
        ({"assignment_hash": OTHER, "basis_hash": OTHER}, "changed assignment"),
        ({"assignment_hash": OTHER, "basis_hash": ""}, "changed assignment"),
        ({"assignment_hash": OTHER}, "changed points or texts"),
        ({"basis_hash": OTHER}, "changed assignment"),
        ({"questions": ()}, "other questions"),
        ({"seed": 8, "basis_hash": OTHER}, "other seed"),
        (
            {"environment": msgspec.structs.replace(ENVIRONMENT, tensorflow="2.22.0")},
            "other environment (tensorflow 2.21.0 → 2.22.0)",
        ),
        (
            {"environment": msgspec.structs.replace(ENVIRONMENT, isolation="weak", numpy="3.0")},
            "other environment (numpy 2.4.6 → 3.0, isolation strong → weak)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_what_differs_is_the_reason(fields, said):
    assert reasons(BASE, msgspec.structs.replace(BASE, **fields)) == (said,)


def test_several_reasons_are_all_told():
    after = graded(submission_hash=OTHER, code_hash=OTHER, seed=8, basis_hash=OTHER, assignment_hash=OTHER)
    assert reasons(BASE, after) == ("new submission", "changed assignment", "other seed")


def test_a_run_from_before_the_basis_was_stored_does_not_look_changed():
    old = msgspec.structs.replace(BASE, basis_hash="", code_hash="")
    assert reasons(old, BASE) == ("forced",)


def test_whose_code_it_was_is_told_but_for_ones_own():
    assert reasons(None, graded(copied_from="ben")) == ("first", "same code as ben")
    assert reasons(BASE, graded(copied_from="ada", submission_hash=OTHER)) == ("saved again, same code",)


# --- whose mark moved -------------------------------------------------------------------------------------


def test_the_checks_that_shifted_explain_the_points(assignment):
    found = move(past_of_run(graded(FAIL, SKIPPED), assignment), scored(graded(PASS, FAIL), assignment), ("forced",))
    assert (found.before, found.after) == (Score(earned=2, possible=10), Score(earned=4, possible=10))
    assert found.shifts == (
        Shift(check="standardize.shape", before=FAIL, after=PASS),
        Shift(check="standardize.values", before=SKIPPED, after=FAIL),
    )
    assert (found.has_moved, found.reasons, found.remark) == (True, ("forced",), "")


def test_a_verdict_may_shift_without_moving_the_mark(assignment):
    found = move(past_of_run(graded(PASS, SKIPPED), assignment), scored(graded(PASS, FAIL), assignment))
    assert len(found.shifts) == 1
    assert not found.has_moved


def test_a_check_that_came_or_went_was_absent(assignment):
    before = scored(graded(), assignment)
    old, *rest = before.checks
    renamed = msgspec.structs.replace(before, checks=(msgspec.structs.replace(old, id="standardize.old"), *rest))
    assert shifts(renamed, before) == (
        Shift(check="standardize.shape", before=None, after=PASS),
        Shift(check="standardize.old", before=PASS, after=None),
    )


def test_a_reported_mark_keeps_the_points_it_was_reported_with(assignment):
    reported = msgspec.structs.replace(scored(graded(FAIL), assignment), earned=5.5, possible=7)
    found = move(past_of_report(reported, assignment), scored(graded(FAIL), assignment))
    assert (found.before, found.after) == (Score(earned=5.5, possible=7), Score(earned=8, possible=10))
    assert found.reasons == ("changed points",)


def test_where_nobody_knows_why_the_verdicts_tell_that_it_was_graded(assignment):
    found = move(past_of_report(scored(graded(FAIL), assignment), assignment), scored(graded(), assignment))
    assert found.reasons == ("graded since the last report",)


# --- Runs of an assignment that was another ---------------------------------------------------------------


def test_a_run_of_the_checks_of_now_needs_no_remark(assignment):
    assert remark(graded(FAIL), assignment) == ""


def test_checks_that_came_or_went_are_named(assignment):
    gone = CheckResult(check="standardize.old", question="standardize", verdict=PASS, reason="")
    run = graded(checks=(*graded().checks[:2], gone))
    expected = (
        "Checks no longer declared: standardize.old. Checks not judged then: standardize.finite, standardize.unchanged."
    )
    assert remark(run, assignment) == expected
    assert past_of_run(run, assignment).remark == expected
    assert past_of_run(run, assignment).run.earned == 8


@pytest.mark.parametrize("status", [Status.UNREADABLE, Status.MISSING])
def test_a_notebook_that_was_not_read_has_no_checks_to_compare(assignment, status):
    assert remark(graded(checks=(), status=status), assignment) == ""


def test_a_report_of_other_checks_is_remarked_too(assignment):
    reported = scored(graded(), assignment)
    fewer = msgspec.structs.replace(reported, checks=reported.checks[:3])
    assert past_of_report(reported, assignment).remark == ""
    assert past_of_report(fewer, assignment).remark == "Checks not judged then: standardize.unchanged."
