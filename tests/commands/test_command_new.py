"""A new assignment validates before a line of it was changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from grader import catalog
from grader.cli import cli
from grader.errors import UsageError
from grader.sandbox.proof import chosen_level
from grader.starting import start
from grader.validation import Terms, released_problem, trials, validate


def test_the_command_writes_into_the_course_and_says_what_comes_next(tmp_path):
    done = CliRunner().invoke(cli, ["new", "first_steps", "--course", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    assert "Now run `grader validate first_steps`" in done.output
    assert catalog.load("first_steps", tmp_path).assignment.title == "First steps"


def test_without_a_course_around_a_new_one_begins_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["new", "mine"], standalone_mode=False).exception is None
    assert (tmp_path / "reference" / "mine" / "assignment.py").is_file()


@pytest.mark.parametrize("name", ["two words", "../up", "", "a-b"])
def test_a_name_that_cannot_be_one_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="cannot name an assignment"):
        start(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_assignment_that_is_there_is_left_alone(tmp_path):
    start("mine", tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        start("mine", tmp_path)


@pytest.mark.class_run
def test_a_new_assignment_validates_as_it_is(tmp_path):
    start("mine", tmp_path)
    declaration = catalog.load("mine", tmp_path)
    assert released_problem(declaration) is None
    terms = Terms(width=2, seed=3, isolation=chosen_level("auto", ("numpy",)).level)
    with ThreadPoolExecutor(2) as executor:
        outcomes = list(validate(declaration, trials(declaration), executor, terms))
    assert len(outcomes) >= 5
    assert {outcome.problems for outcome in outcomes} == {()}
