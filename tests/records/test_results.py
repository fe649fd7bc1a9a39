import msgspec
import pytest
from two_questions import ASSIGNMENT, run_with

from grader.records.execution import Status
from grader.records.results import Results, head, scored
from grader.records.score import Score, score
from grader.records.verdict import Verdict


def test_every_check_of_the_questions_is_listed_with_its_points():
    run = run_with(second_c0=Verdict.PASS, first_c1=Verdict.FAIL, first_c0=Verdict.PASS)
    found = scored(run, ASSIGNMENT)
    assert [(c.id, c.verdict, c.earned, c.possible) for c in found.checks] == [
        ("first.c0", Verdict.PASS, 2, 2),
        ("first.c1", Verdict.FAIL, 0, 3.5),
        ("second.c0", Verdict.PASS, 4, 4),
    ]
    assert (found.earned, found.possible) == (6, 9.5)


def test_a_check_that_never_ran_is_skipped_with_the_problem_as_its_reason():
    run = msgspec.structs.replace(run_with(first_c0=Verdict.PASS), problem="The file is empty.")
    missing = scored(run, ASSIGNMENT).checks[1]
    assert (missing.verdict, missing.reason) == (Verdict.SKIPPED, "The file is empty.")
    assert (missing.earned, missing.possible) == (0, 3.5)


def test_without_a_problem_the_notebook_did_not_run():
    assert {c.reason for c in scored(run_with(), ASSIGNMENT).checks} == {"The notebook did not run."}


def test_the_points_are_those_of_the_score_whatever_the_verdicts():
    for verdict in Verdict:
        run = run_with(first_c0=verdict, first_c1=Verdict.PASS)
        total = score(run, ASSIGNMENT)
        found = scored(run, ASSIGNMENT)
        assert Score(earned=found.earned, possible=found.possible) == total
        assert sum(check.earned for check in found.checks) == total.earned


def test_the_points_of_a_question_are_those_of_its_checks():
    found = scored(run_with(first_c0=Verdict.PASS, second_c0=Verdict.PASS), ASSIGNMENT)
    assert found.question_score("first") == Score(earned=2, possible=5.5)
    assert found.question_score("nothing") == Score()


def test_what_is_known_of_a_run_is_kept():
    run = msgspec.structs.replace(
        run_with(), status=Status.TIMED_OUT, code={"first": "x"}, notes=("n",), seconds=2.0, peak_bytes=3, attempt=4
    )
    found = scored(run, ASSIGNMENT)
    for field in ("student", "attempt", "status", "code", "notes", "seconds", "peak_bytes", "submission_hash"):
        assert getattr(found, field) == getattr(run, field)


@pytest.mark.parametrize(("chosen", "points"), [(("first", "second"), 9.5), (("second",), 4), ((), 0)])
def test_the_head_is_reduced_to_the_questions_that_were_graded(chosen, points):
    found = head(ASSIGNMENT, chosen)
    assert tuple(question.name for question in found.questions) == chosen
    assert found.points == points


def test_questions_stand_in_the_order_of_the_assignment():
    assert [q.name for q in head(ASSIGNMENT, ("second", "first")).questions] == ["first", "second"]


def test_results_name_their_schema():
    run = run_with()
    found = Results(assignment=head(ASSIGNMENT, ()), seed=1, environment=run.environment, runs=())
    assert found.schema == "grader/results/v1"
