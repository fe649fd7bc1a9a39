"""`grader serve`: what is refused before anything is served."""

import pytest


@pytest.fixture
def students(tmp_path):
    (tmp_path / "names.txt").write_text("ada\n")
    return tmp_path / "names.txt"


def hand_in(typed, tmp_path, students, text):
    (tmp_path / "policy.toml").write_text(text)
    words = ("--hand-in", "standardize", "--students", students, "--practice", "--policy", tmp_path / "policy.toml")
    return typed("serve", tmp_path / "inbox", *words, "--port", "0")


def test_rules_about_what_is_not_there_are_refused(typed, tmp_path, students):
    ended = hand_in(typed, tmp_path, students, '[visibility]\nstandardise = "hidden"\n')
    assert ended.code == 2
    assert "standardise, which is neither a question nor a check of standardize" in ended.err


def test_rules_that_are_none_are_refused(typed, tmp_path, students):
    ended = hand_in(typed, tmp_path, students, "typo = 1\n")
    assert ended.code == 2
    assert "unknown field `typo`" in ended.err


@pytest.mark.parametrize("words", [("--practice",), ("--address", "0.0.0.0"), ("--name", "grader.example")])
def test_what_belongs_to_handing_in_is_refused_without_it(typed, tmp_path, words):
    ended = typed("serve", tmp_path, *words)
    assert ended.code == 2
    assert "belong to --hand-in" in ended.err


def test_a_folder_without_a_class_is_refused(typed, tmp_path):
    ended = typed("serve", tmp_path)
    assert ended.code == 2
    assert "There is no graded class" in ended.err
