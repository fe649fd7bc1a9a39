"""`grader check` as a student types it."""

import json

import pytest
from course import CORRECT, notebook_of

pytestmark = pytest.mark.kernel


def test_a_correct_notebook_is_told_so_and_ends_with_0(typed, notebooks):
    ended = typed("check", notebooks / "ada.ipynb")
    assert ended.code == 0
    assert "Standardize  10/10" in ended.out
    assert "Total 10 of 10 points" in ended.out


def test_a_mistake_is_told_with_reason_and_hint_and_ends_with_1(typed, notebooks):
    ended = typed("check", notebooks / "ben.ipynb")
    assert ended.code == 1
    assert "failed: Every column has mean 0 and standard deviation 1 (0/6)" in ended.out
    assert "Hint: Which axis holds the samples?" in ended.out
    assert "3 of 4 checks passed" in ended.out
    assert "The numbers are finite" not in ended.out


def test_verbose_lists_the_checks_that_passed_too(typed, notebooks):
    assert "The numbers are finite" in typed("check", notebooks / "ben.ipynb", "--verbose").out


def test_the_judgement_is_that_of_the_seed(typed, notebooks):
    first, second = (typed("check", notebooks / "ben.ipynb", "--seed", "5") for _ in range(2))
    assert first == second


def test_an_unreadable_notebook_named_with_its_assignment_is_judged_as_such(typed, notebooks):
    ended = typed("check", notebooks / "chloe.ipynb", "--assignment", "standardize")
    assert ended.code == 1
    assert "could not be read" in ended.out
    assert "The file is empty." in ended.out


def test_an_unreadable_notebook_says_why_it_cannot_be_recognised(typed, notebooks):
    ended = typed("check", notebooks / "chloe.ipynb")
    assert ended.code == 2
    assert "The file is empty." in ended.err


def test_a_notebook_is_recognised_by_its_metadata_though_it_defines_nothing(typed, tmp_path):
    content = json.loads(notebook_of("x = 1"))
    content["metadata"]["grader"] = {"assignment": "standardize", "version": 1}
    (tmp_path / "a.ipynb").write_text(json.dumps(content))
    ended = typed("check", tmp_path / "a.ipynb")
    assert ended.code == 1
    assert "defines no function `standardize`" in ended.out


@pytest.mark.parametrize("metadata", [{"assignment": "another"}, {"assignment": ["standardize"]}, {}, "standardize"])
def test_metadata_that_name_no_known_assignment_are_passed_over(typed, tmp_path, metadata):
    content = json.loads(notebook_of(CORRECT))
    content["metadata"]["grader"] = metadata
    (tmp_path / "a.ipynb").write_text(json.dumps(content))
    assert typed("check", tmp_path / "a.ipynb").code == 0


def test_a_notebook_of_no_known_assignment_is_refused_with_the_known_names(typed, tmp_path):
    (tmp_path / "a.ipynb").write_bytes(notebook_of("def softmax(x): return x"))
    ended = typed("check", tmp_path / "a.ipynb")
    assert ended.code == 2
    assert "Name it with --assignment; known are: standardize." in ended.err


def test_what_a_student_wrote_cannot_mark_up_the_terminal(typed, tmp_path):
    hostile = "def standardize(x):\n    raise ValueError('[red]\\x1b[31mred[/red] [link=http://evil.example]x[/link]')"
    (tmp_path / "a.ipynb").write_bytes(notebook_of(hostile))
    ended = typed("check", tmp_path / "a.ipynb")
    assert ended.code == 1
    assert "\x1b" not in ended.out
    assert "[red]" in ended.out
