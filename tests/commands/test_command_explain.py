"""`grader explain` as a person types it, on a real archive."""

import msgspec
import pytest
from graded import graded

from grader.records.verdict import Verdict
from grader.store.archive import Archive

EVIDENCE = {
    "diagnosis": {"mistake": "by_row", "says": "Rows for columns.", "catalogue": "X1", "confirmed_on": 2},
    "example": {"call": "standardize([[1.0]])", "observed": "[[nan]]", "expected": "[[0.0]]"},
}


def run_of(student, **changes):
    run = graded(Verdict.PASS, Verdict.FAIL, student=student, code={"standardize": "def standardize(x):\n    return x"})
    checks = list(run.checks)
    checks[1] = msgspec.structs.replace(checks[1], reason="All 15 values differ.", **changes)
    return msgspec.structs.replace(run, checks=tuple(checks))


@pytest.fixture
def out(tmp_path):
    with Archive.open(tmp_path / "out" / "archive.sqlite", write=True) as archive:
        archive.append(run_of("ada", diagnosis="by_row", hint="Which axis?", evidence=EVIDENCE))
        archive.append(run_of("ben", diagnosis="by_row"), run_of("cleo", evidence={"behaviour": "abc"}))
    return tmp_path / "out"


def test_the_story_tells_what_was_seen_what_it_means_and_how_that_is_known(typed, out):
    ended = typed("explain", "ada", "standardize", "--results", out)
    assert (ended.code, ended.err) == (0, "")
    for said in (
        "ada, Standardize (standardize): 4 of 10",
        "reason: All 15 values differ.",
        "the student's hint: Which axis? For example `standardize([[1.0]])` gives `[[nan]]`.",
        "diagnosis: by_row (X1)",
        "it means: Rows for columns.",
        "known by: the same behaviour on every probe, and on 2 fresh ones",
        "  for example: standardize([[1.0]])\n    gives [[nan]]\n    expected [[0.0]]",
        "The same was seen of: ben.",
        "    def standardize(x):",
    ):
        assert said in ended.out


def test_a_behaviour_without_a_name_is_told(typed, out):
    ended = typed("explain", "cleo", "standardize", "--results", out.parent)
    assert "diagnosis: none; this behaviour has no name yet (abc)" in ended.out
    assert "seen of" not in ended.out


@pytest.mark.parametrize("words", [("eve", "standardize"), ("ada", "softmax")])
def test_who_or_what_is_not_there_is_said_with_what_is(typed, out, words):
    ended = typed("explain", *words, "--results", out)
    assert ended.code == 2
    assert "Students: ada, ben, cleo. Questions: standardize." in ended.err


def test_without_a_question_all_that_lost_points_are_told(typed, out):
    ended = typed("explain", "ada", "--results", out)
    assert (ended.code, ended.err) == (0, "")
    assert "ada, Standardize (standardize): 4 of 10" in ended.out
    unknown = typed("explain", "eve", "--results", out)
    assert (unknown.code, "Students: ada, ben, cleo." in unknown.err) == (2, True)


def test_who_lost_nothing_is_told_so(typed, tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", write=True) as archive:
        archive.append(graded(Verdict.PASS, Verdict.PASS, student="dora"))
    assert "dora lost no points." in typed("explain", "dora", "--results", tmp_path).out


def test_several_archives_are_searched(typed, out):
    with Archive.open(out.parent / "more" / "archive.sqlite", write=True) as archive:
        archive.append(run_of("eve", diagnosis="by_row"))
    ended = typed("explain", "eve", "standardize", "--results", out.parent)
    assert "The same was seen of: ada, ben." in ended.out


def test_a_folder_without_an_archive_is_said(typed, tmp_path):
    ended = typed("explain", "ada", "standardize", "--results", tmp_path)
    assert ended.code == 2
    assert "No archive lies under" in ended.err
