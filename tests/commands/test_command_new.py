"""`grader new`: an assignment that validates before a word of it is changed."""

import pytest

from grader import catalog


@pytest.fixture
def empty(tmp_path, monkeypatch, typed):
    """A course without assignments."""
    for folder in ("reference", "assignments"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    return tmp_path


@pytest.mark.kernel
def test_a_new_assignment_validates_at_once(typed, empty):
    assert typed("new", "trees", "--title", 'The "first" trees').code == 0
    ended = typed("validate", "trees", "--jobs", "2")
    assert (ended.code, "BAD" in ended.out) == (0, False)
    assert "mutation score: 1.00" in ended.out


def test_a_new_assignment_has_everything_in_its_place(typed, empty):
    ended = typed("new", "first_trees")
    assert (ended.code, ended.err) == (0, "")
    declaration = catalog.load("first_trees", empty)
    assert declaration.assignment.title == "First trees"
    assert declaration.released == empty / "assignments" / "first_trees" / "first_trees.ipynb"
    assert b"NotImplementedError" in declaration.released.read_bytes()
    readme = (empty / "assignments" / "first_trees" / "README.md").read_text("utf-8")
    assert readme.startswith("# First trees")
    for path in empty.rglob("*.*"):
        assert "{slug}" not in path.read_text("utf-8")
        assert "{title}" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["Trees", "../trees", "1st", "a b", "", "x" * 60])
def test_a_name_that_is_none_is_refused(typed, empty, name):
    ended = typed("new", name)
    assert ended.code == 2
    assert "is no name for an assignment" in ended.err


def test_what_is_there_is_not_written_over(typed, empty):
    (empty / "assignments" / "trees").mkdir()
    ended = typed("new", "trees")
    assert ended.code == 2
    assert "is there already" in ended.err
    assert not (empty / "reference" / "trees").exists()
