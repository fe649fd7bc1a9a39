import msgspec
import pytest
from two_questions import ASSIGNMENT, run_with

from grader.records.score import Score, score, score_checks
from grader.records.verdict import Verdict


@pytest.mark.parametrize(
    ("verdict", "earned"),
    [
        (Verdict.PASS, 3.5),
        (Verdict.ERROR, 3.5),
        (Verdict.FAIL, 0),
        (Verdict.SKIPPED, 0),
        (Verdict.INCONCLUSIVE, 0),
    ],
)
def test_a_pass_earns_and_an_error_of_the_grader_costs_nothing(verdict, earned):
    points = score_checks(run_with(first_c1=verdict), ASSIGNMENT)
    assert points["first.c1"] == Score(earned=earned, possible=3.5)


def test_a_fail_with_credit_earns_its_share_and_nothing_else_does():
    def earned(verdict):
        run = run_with(first_c1=verdict)
        with_credit = tuple(msgspec.structs.replace(check, credit=0.5) for check in run.checks)
        return score(msgspec.structs.replace(run, checks=with_credit), ASSIGNMENT).earned

    assert [earned(v) for v in (Verdict.FAIL, Verdict.PASS, Verdict.SKIPPED)] == [1.75, 3.5, 0]


def test_a_check_without_a_result_earns_nothing_but_was_possible():
    assert score(run_with(), ASSIGNMENT) == Score(earned=0, possible=9.5)


def test_the_points_of_a_run_are_those_of_its_checks():
    run = run_with(first_c0=Verdict.PASS, first_c1=Verdict.FAIL, second_c0=Verdict.ERROR)
    assert score(run, ASSIGNMENT) == Score(earned=6, possible=9.5)


def test_only_the_questions_a_run_was_asked_count():
    run = run_with(("second",), first_c0=Verdict.PASS, second_c0=Verdict.PASS)
    assert list(score_checks(run, ASSIGNMENT)) == ["second.c0"]
    assert score(run, ASSIGNMENT) == Score(earned=4, possible=4)


def test_a_result_for_a_check_that_is_gone_is_no_point():
    assert score(run_with(first_old=Verdict.PASS), ASSIGNMENT).earned == 0


def test_scores_add_up():
    assert sum([Score(earned=1, possible=2), Score(earned=0.5, possible=1)], Score()) == Score(earned=1.5, possible=3)
