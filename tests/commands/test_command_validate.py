"""`grader validate`: what it says and how it ends."""

import re
import shutil

import pytest

from grader.commands.validate import narrowed
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


def test_a_sound_assignment_ends_with_0_a_line_a_trial_one_table_and_one_number(typed, own):
    ended = typed("validate", "standardize", "--jobs", "2")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0] == "standardize: Standardizing features"
    assert sum(line.startswith("ok  ") for line in lines) == 7
    assert any(line.split() == ["ok", "mistake", "in_place", "9/10"] for line in lines)
    assert lines[-2].startswith("7 of 7 as declared (")
    assert re.fullmatch(r"mutation score: 1\.00 \((\d+) of \1 killed\)", lines[-1])
    for row in ("trivial answers", "mutants", "checks nothing tells apart", "nearest wrong", "farthest correct"):
        assert f" {row} " in ended.out
    assert "BAD" not in ended.out


def test_a_mutant_that_nobody_explains_and_a_reason_that_explains_nothing_end_with_1(typed, own):
    folder = own / "reference" / "standardize"
    (folder / "equivalent.py").write_text(
        'EQUIVALENT = {"standardize: x.std(axis=0) -> x.var(axis=0)": "no", "standardize: 1 -> 2": "gone"}\n'
    )
    ended = typed("validate", "standardize", "--jobs", "2")
    assert ended.code == 1
    assert "BAD `standardize: np.asarray(x) -> x` survives: no check fails it." in ended.out
    assert "`standardize: x.std(axis=0) -> x.var(axis=0)` is declared equivalent, but standardize.values" in ended.out
    assert "`standardize: 1 -> 2` is declared equivalent, but there is no such mutant." in ended.out
    assert re.search(r"^mutation score: 0\.\d\d \(\d+ of \d+ killed\)$", ended.out, re.MULTILINE)


def test_every_assignment_of_the_course_is_validated_with_all_and_one_must_be_meant(typed, own):
    shutil.copytree(own / "reference" / "standardize", own / "reference" / "again")
    edit(own / "reference" / "again" / "assignment.py", 'slug="standardize"', 'slug="again"')
    ended = typed("validate", "--all", "--no-mutants", "--jobs", "2")
    assert ended.code == 1
    assert "again.ipynb" not in ended.out
    assert "again/standardize.ipynb is missing" in ended.out
    assert ended.out.count("7 of 7 as declared (") == 2
    assert "mutation score" not in ended.out
    assert typed("validate").code == typed("validate", "standardize", "--all").code == 2


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
