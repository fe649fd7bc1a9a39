import msgspec
import pytest
from two_questions import ASSIGNMENT, run_with

from grader.records.execution import Status
from grader.records.results import Results, head, scored
from grader.records.score import Score, score
from grader.records.stored_runs import with_equals
from grader.records.verdict import CheckResult, Verdict, waiting


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


def reworded(*, hint="New hint.", title="New title"):
    """The assignment of two questions, every check with another title and hint."""
    questions = [
        msgspec.structs.replace(
            q, checks=tuple(msgspec.structs.replace(c, title=title, hint=hint, points=1) for c in q.checks)
        )
        for q in ASSIGNMENT.questions
    ]
    return msgspec.structs.replace(ASSIGNMENT, questions=tuple(questions))


def result(check, verdict, **fields):
    return CheckResult(check=check, question=check.partition(".")[0], verdict=verdict, **{"reason": "", **fields})


def test_titles_points_and_hints_are_those_of_the_assignment_now():
    run = msgspec.structs.replace(
        run_with(),
        checks=(
            result("first.c0", Verdict.FAIL, hint="Old hint.", has_own_hint=True),
            result("first.c1", Verdict.FAIL, hint="", has_own_hint=True),
            result("second.c0", Verdict.FAIL, hint="Of a mistake."),
        ),
    )
    found = scored(run, reworded()).checks
    assert [(c.title, c.possible, c.hint) for c in found] == [
        ("New title", 1, "New hint."),
        ("New title", 1, "New hint."),
        ("New title", 1, "Of a mistake."),
    ]


def test_a_check_that_waits_names_the_title_of_now():
    waits = result("first.c1", Verdict.SKIPPED, reason=waiting("Old title"), waits_for="first.c0")
    run = msgspec.structs.replace(run_with(), checks=(waits,))
    assert scored(run, reworded()).checks[1].reason == "Not judged, because this is needed first: “New title”."
    gone = msgspec.structs.replace(run, checks=(msgspec.structs.replace(waits, waits_for="first.gone"),))
    assert "“Old title”" in scored(gone, reworded()).checks[1].reason


def handed_in(**hashes):
    return [
        scored(msgspec.structs.replace(run_with(), student=name, code_hash=code), ASSIGNMENT)
        for name, code in hashes.items()
    ]


def test_students_with_equal_code_know_of_each_other_in_the_order_of_the_class():
    runs = with_equals(handed_in(ada="1", ben="2", chloe="1", dev="1", emil=""))
    assert {run.student: run.same_code_as for run in runs} == {
        "ada": ("chloe", "dev"),
        "ben": (),
        "chloe": ("ada", "dev"),
        "dev": ("ada", "chloe"),
        "emil": (),
    }
    assert [run.notes for run in runs[:2]] == [("The code is identical to the code of 2 other submissions.",), ()]


def test_of_two_with_equal_code_each_has_one_other():
    runs = with_equals(handed_in(ada="1", ben="1"))
    assert {run.notes for run in runs} == {("The code is identical to the code of 1 other submission.",)}


@pytest.mark.parametrize("status", [Status.UNREADABLE, Status.MISSING])
def test_files_that_were_not_read_have_no_code_to_share(status):
    runs = [msgspec.structs.replace(run, status=status) for run in handed_in(ada="1", ben="1")]
    assert with_equals(runs) == tuple(runs)


def test_unknown_code_is_shared_with_nobody():
    runs = handed_in(ada="", ben="")
    assert with_equals(runs) == tuple(runs)


def test_what_is_known_of_a_run_is_kept():
    run = msgspec.structs.replace(
        run_with(),
        status=Status.TIMED_OUT,
        code={"first": "x"},
        notes=("n",),
        seconds=2.0,
        peak_bytes=3,
        attempt=4,
        code_hash="c",
    )
    found = scored(run, ASSIGNMENT)
    for field in (
        "student",
        "attempt",
        "status",
        "code",
        "notes",
        "seconds",
        "peak_bytes",
        "submission_hash",
        "code_hash",
    ):
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
