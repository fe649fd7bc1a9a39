"""`grader history` as a person types it, on real archives."""

import msgspec
import pytest
from graded import ENVIRONMENT, graded

from grader.records.adjustment import Act, Adjustment
from grader.records.execution import Status
from grader.records.verdict import CheckResult, Verdict
from grader.store.archive import Archive
from grader.store.decisions import append_decision

OTHER = "0" * 64


@pytest.fixture
def out(tmp_path):
    """A folder with the archive of a class that was graded several times."""
    newer = msgspec.structs.replace(ENVIRONMENT, grader="0.2.0")
    gone = CheckResult(check="standardize.old", question="standardize", verdict=Verdict.PASS, reason="")
    with Archive.open(tmp_path / "out" / "archive.sqlite", write=True) as archive:
        archive.append(graded(Verdict.FAIL), graded(student="ben", copied_from="ada", seed=123456))
        archive.append(graded(submission_hash=OTHER, code_hash=OTHER, status=Status.RAISED))
        archive.append(graded(submission_hash=OTHER, code_hash=OTHER, environment=newer, assignment_hash="1" * 64))
        archive.append(graded(student="chloe", checks=(*graded().checks[:2], gone)))
        archive.append(graded(student="dev", checks=(), status=Status.UNREADABLE))
    return tmp_path / "out"


def lines_of(text, student):
    """The lines below a student's name."""
    _, _, after = text.partition(f"\n{student}, standardize\n")
    return [line.split() for line in after.split("\n\n")[0].splitlines() if line.strip()][2:]


def test_what_was_decided_by_hand_is_listed_with_who_and_why_and_whether_it_stands(typed, out):
    about = {"assignment": "standardize", "student": "ada", "by": "noether"}
    path = out / "archive.sqlite"
    append_decision(path, Adjustment(**about, act=Act.ADD, points=-2, text="Two days late."))
    append_decision(path, Adjustment(**about, act=Act.WITHDRAW, withdraws=1))
    append_decision(path, Adjustment(**about, act=Act.OVERRIDE, target="standardize.values", points=3, text="Right."))
    told = typed("history", out, "--student", "ada").out
    assert "noether: decision 1, −2 to the whole (taken back): Two days late." in told
    assert "noether: decision 2, took back 1\n" in told
    assert "noether: decision 3, standardize.values set to 3: Right." in told
    assert "noether" not in typed("history", out, "--student", "ben").out


def test_every_run_is_listed_with_what_it_is_and_why(typed, out, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    ended = typed("history", out)
    assert (ended.code, ended.err) == (0, "")
    first, second, third = lines_of(ended.out, "ada")
    assert first[2:] == ["b" * 8, "7", "strong", "ok", "8/10", "first"]
    assert second[2:] == ["b" * 8, "7", "strong", "a", "cell", "raised", "10/10", "new", "submission"]
    assert third[2:8] == ["1" * 8, "7", "strong", "ok", "10/10", "changed"]
    assert "other environment (grader 0.1.0 → 0.2.0)" in " ".join(ended.out.split())
    assert lines_of(ended.out, "ben")[0][2:] == [
        "b" * 8,
        "123456",
        "strong",
        "ok",
        "10/10",
        "first,",
        "same",
        "code",
        "as",
        "ada",
    ]


def test_the_points_of_a_run_of_other_checks_are_marked_and_explained(typed, out):
    text = " ".join(typed("history", out, "--student", "chloe").out.split())
    assert "8/10* first" in text
    assert "* Checks no longer declared: standardize.old. Checks not judged then: standardize.finite" in text
    assert "*" not in typed("history", out, "--student", "dev").out


def test_one_student_may_be_asked_for(typed, out):
    ended = typed("history", out, "--student", "dev")
    assert "dev, standardize" in ended.out
    assert "ada, standardize" not in ended.out
    assert "unreadable" in ended.out


def test_the_archive_itself_may_be_named(typed, out):
    assert typed("history", out / "archive.sqlite").out == typed("history", out).out


def test_a_narrow_terminal_shows_every_column(typed, out, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = typed("history", out).out
    assert max(map(len, text.splitlines())) <= 80
    assert "new submission" in " ".join(" ".join(lines_of(text, "ada")[1]).split())


def test_an_assignment_that_is_gone_leaves_the_points_unknown(typed, tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", write=True) as archive:
        archive.append(graded(assignment="standardise"), graded(student="ben", assignment="standardise"))
    ended = typed("history", tmp_path)
    assert ended.code == 0
    assert ended.out.count("Points cannot be told: There is no assignment `standardise`") == 1
    assert ended.out.count(" ? ") == 2


def test_runs_of_two_assignments_are_listed_apart(typed, out):
    with Archive.open(out / "archive.sqlite", write=True) as archive:
        archive.append(graded(student="dev", assignment="standardise", seed=8))
    text = typed("history", out, "--student", "dev").out
    assert [line for line in text.splitlines() if line.startswith("dev,")] == ["dev, standardise", "dev, standardize"]
    assert "other seed" not in text


def test_names_are_text_whatever_they_hold(typed, tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", write=True) as archive:
        archive.append(graded(student="[bold]x[/bold]\x1b[31m", copied_from="[red]y"), graded(student="caf\udce9"))
    ended = typed("history", tmp_path)
    assert ended.code == 0
    assert "[bold]x[/bold]" in ended.out
    assert "same code as [red]y" in " ".join(ended.out.split())
    assert "\x1b[31m" not in ended.out


@pytest.mark.parametrize("words", [(), ("--student", "zoe")])
def test_nothing_to_tell_is_said_in_one_line(typed, tmp_path, words):
    Archive.open(tmp_path / "archive.sqlite", write=True).close()
    ended = typed("history", tmp_path, *words)
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert "holds no Run" + (" of zoe" if words else "") in ended.err


def test_a_folder_without_an_archive_is_refused(typed, tmp_path):
    ended = typed("history", tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "Grade a class into its folder first" in ended.err
