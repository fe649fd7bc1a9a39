"""Storing the Runs of a class, and what became of the marks."""

import msgspec
import pytest
from graded import graded

from grader.ledger import Ledger, last_report
from grader.records.results import Results, head, scored
from grader.records.score import Score
from grader.records.verdict import Verdict
from grader.reports.json_results import encode_results
from grader.store.archive import Archive

FAIL = Verdict.FAIL


@pytest.fixture
def assignment(declaration):
    return declaration.assignment


@pytest.fixture
def ledger(tmp_path, assignment):
    with Archive.open(tmp_path / "archive.sqlite", write=True) as archive:
        yield Ledger(archive, assignment)


def reported(assignment, *runs):
    return {run.student: scored(run, assignment) for run in runs}


def test_runs_are_in_the_archive_when_they_are_stored(ledger):
    runs = [graded(student="ada"), graded(student="ben")]
    ledger.store(*runs)
    assert list(ledger.archive.runs()) == runs
    assert [ledger.archive.run(ledger.numbers[run.student]) for run in runs] == runs


def test_a_class_that_is_graded_for_the_first_time_has_no_moves(ledger, assignment):
    ledger.store(graded())
    assert ledger.moves([scored(graded(), assignment)], {}) == []


def test_an_earlier_run_that_was_never_reported_counts_with_the_points_of_now(ledger, assignment):
    ledger.archive.append(graded(FAIL))
    after = graded(submission_hash="new", code_hash="new")
    ledger.store(after)
    (move,) = ledger.moves([scored(after, assignment)], {})
    assert (move.student, move.before, move.after) == (
        "ada",
        Score(earned=8, possible=10),
        Score(earned=10, possible=10),
    )
    assert move.reasons == ("new submission",)


def test_the_newest_of_the_earlier_runs_counts(ledger, assignment):
    ledger.archive.append(graded(FAIL, FAIL), graded(FAIL))
    ledger.store(graded())
    assert ledger.moves([scored(graded(), assignment)], {})[0].before.earned == 8


def test_what_was_reported_counts_before_what_was_stored(ledger, assignment):
    ledger.archive.append(graded(FAIL))
    ledger.store(graded())
    told = msgspec.structs.replace(scored(graded(FAIL), assignment), earned=3, possible=5)
    (move,) = ledger.moves([scored(graded(), assignment)], {"ada": told})
    assert move.before == Score(earned=3, possible=5)
    assert move.reasons == ("forced",)


def test_who_was_graded_again_is_listed_even_if_nothing_moved(ledger, assignment):
    ledger.archive.append(graded())
    ledger.store(graded())
    (move,) = ledger.moves([scored(graded(), assignment)], {})
    assert not move.has_moved


def test_who_was_not_graded_again_is_listed_only_if_the_points_are_others(ledger, assignment):
    now = [scored(graded(student=name), assignment) for name in ("ada", "ben")]
    told = {"ada": now[0], "ben": msgspec.structs.replace(now[1], earned=4)}
    (move,) = ledger.moves(now, told)
    assert (move.student, move.reasons) == ("ben", ("changed points",))


def test_a_run_that_could_not_be_stored_is_not_in_the_ledger(ledger):
    ledger.archive.close()
    with pytest.raises(Exception, match="closed"):
        ledger.store(graded())
    assert ledger.numbers == {}


# --- the last report --------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path, assignment):
    """A results document of ada."""
    path = tmp_path / "results.json"
    run = graded(FAIL)
    results = Results(
        assignment=head(assignment, ("standardize",)),
        seed=7,
        environment=run.environment,
        runs=(scored(run, assignment),),
    )
    path.write_bytes(encode_results(results))
    return path


def test_the_last_report_is_known_by_student(path, assignment):
    found = last_report(path, head(assignment, ("standardize",)))
    assert found == reported(assignment, graded(FAIL))


def test_a_report_of_other_questions_or_another_assignment_says_nothing(path, assignment):
    other = msgspec.structs.replace(head(assignment, ("standardize",)), slug="other")
    assert last_report(path, other) == {}
    assert last_report(path, head(assignment, ())) == {}


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"schema": "grader/results/v2"}'])
def test_no_report_and_one_that_cannot_be_read_say_nothing(path, assignment, content):
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert last_report(path, head(assignment, ("standardize",))) == {}
