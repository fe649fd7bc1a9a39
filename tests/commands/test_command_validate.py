"""`grader validate`: what it says and how it ends."""

import shutil

import pytest

from grader import catalog
from grader.commands.validate import narrowed, undetected
from grader.validation import trials

pytestmark = pytest.mark.kernel


@pytest.fixture
def own(course, tmp_path, typed, monkeypatch):
    """A released course of one's own."""
    shutil.copytree(course, tmp_path / "own")
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path / "own"))
    assert typed("release", "standardize").code == 0
    return tmp_path / "own"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_sound_assignment_ends_with_0_and_a_line_a_trial(typed, own):
    ended = typed("validate", "standardize", "--jobs", "2")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[-1].startswith("7 of 7 as declared (")
    assert len(lines) == 8
    assert all(line.startswith("ok  ") for line in lines[:-1])
    assert any(line.split() == ["ok", "mistake", "in_place", "9/10"] for line in lines)


def test_everything_that_does_not_hold_is_told_at_once_and_ends_with_1(typed, own):
    folder = own / "reference" / "standardize"
    edit(
        folder / "mistakes" / "no_deviation.py",
        '("standardize.values", "standardize.finite")',
        '("standardize.values",)',
    )
    edit(
        folder / "mistakes" / "transposed.py",
        '"standardize.finite", "standardize.unchanged"',
        '"standardize.unchanged"',
    )
    edit(folder / "variants" / "loops.py", "/ deviation", "/ 2")
    released = own / "assignments" / "standardize" / "standardize.ipynb"
    released.write_bytes(released.read_bytes() + b"\n")
    ended = typed("validate", "standardize", "--jobs", "2")
    assert ended.code == 1
    assert "      standardize.finite did not pass" in ended.out
    assert "      standardize.values did not pass" in ended.out
    assert "standardize.ipynb is not what the solution gives: run `grader release standardize`." in ended.out
    assert "BAD standardize.finite is failed by no known mistake" in ended.out
    assert "4 of 7 as declared" in ended.out


def test_a_mistake_that_declares_nothing_ends_with_2(typed, own):
    edit(own / "reference" / "standardize" / "mistakes" / "by_row.py", "FAILS", "SAILS")
    ended = typed("validate", "standardize")
    assert ended.code == 2
    assert "declare no FAILS or no HINT: by_row" in ended.err


def test_an_assignment_without_a_released_notebook_is_not_sound(typed):
    ended = typed("validate", "standardize", "--jobs", "2")
    assert ended.code == 1
    assert "standardize.ipynb is missing" in ended.out


def test_only_trials_of_the_wanted_questions_are_kept(declaration):
    everything = trials(declaration)
    assert narrowed(everything, ("standardize",)) == everything
    assert narrowed(everything, ()) == ()


def test_a_check_that_no_mistake_fails_is_named(own):
    declaration = catalog.load("standardize", own)
    assert undetected(declaration, ("standardize",)) == []
    (declaration.folder / "mistakes" / "in_place.py").unlink()
    (declaration.folder / "mistakes" / "transposed.py").unlink()
    assert [text.partition(" ")[0] for text in undetected(declaration, ("standardize",))] == [
        "standardize.shape",
        "standardize.unchanged",
    ]
    assert undetected(declaration, ()) == []
