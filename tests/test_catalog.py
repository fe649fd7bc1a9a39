"""Finding assignments and loading what their folders declare."""

import os
import shutil
from pathlib import Path

import pytest

from grader import catalog
from grader.errors import AssignmentError, UsageError


@pytest.fixture
def own(course, tmp_path) -> Path:
    """A course of one's own, to break."""
    shutil.copytree(course, tmp_path / "own")
    return tmp_path / "own"


def folder(root: Path) -> Path:
    return root / "reference" / "standardize"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refusal(root: Path, kind: type[Exception] = AssignmentError, name: str = "standardize") -> str:
    with pytest.raises(kind) as refused:
        catalog.load(name, root)
    return str(refused.value)


def test_a_declaration_holds_the_assignment_its_probes_and_its_folders(course):
    found = catalog.load("standardize", course)
    assert found.assignment.points == 10
    assert list(found.probes) == ["standardize.table", "standardize.wide"]
    assert found.folder == folder(course)
    assert found.released == course / "assignments" / "standardize" / "standardize.ipynb"
    assert b"x.std(axis=0)" in found.solution


def test_an_assignment_can_be_named_by_the_path_of_its_folder(course, monkeypatch, tmp_path):
    assert catalog.load(str(folder(course)), tmp_path).folder == folder(course)
    monkeypatch.chdir(course)
    assert catalog.load("reference/standardize", tmp_path).folder == folder(course)


def test_names_are_the_folders_with_a_declaration_in_order(own):
    shutil.copytree(folder(own), own / "reference" / "another")
    (own / "reference" / "notes").mkdir()
    assert catalog.names(own) == ["another", "standardize"]
    assert catalog.names(own / "assignments") == []


def test_an_unknown_name_is_answered_with_the_nearest_and_all_known_ones(course):
    said = refusal(course, UsageError, "standardise")
    assert "no assignment `standardise`" in said
    assert "Did you mean `standardize`?" in said
    assert said.endswith("Known: standardize.")


def test_a_name_like_none_gets_no_suggestion(course, tmp_path):
    assert "Did you mean" not in refusal(course, UsageError, "zzz")
    assert refusal(tmp_path, UsageError, "zzz").endswith("Known: none.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("PROBES = {", "PROBES = {{{", "SyntaxError"),
        ("from grader.authoring", "from grader.authorship", "ModuleNotFoundError"),
        ("ASSIGNMENT = Assignment(", "raise SystemExit(0)\nASSIGNMENT = Assignment(", "SystemExit"),
        ("points=10,", "pionts=10,", "TypeError"),
        ("ASSIGNMENT =", "ASSIGMENT =", "must define ASSIGNMENT"),
        ("PROBES =", "PROBE =", "and PROBES"),
        ("points=10", "points=11", "contradicts itself"),
        ('requires=("standardize.shape",)', 'requires=("standardize.shapes",)', "standardize.shapes"),
        ('id="standardize.finite"', 'id="standardize.shape"', "standardize.shape"),
    ],
)
def test_a_broken_declaration_is_named_with_its_file_and_fault(own, old, new, said):
    edit(folder(own) / "assignment.py", old, new)
    message = refusal(own)
    assert str(folder(own) / "assignment.py") in message
    assert said in message


def test_a_missing_solution_is_named(own):
    (folder(own) / "solution.py").unlink()
    assert "solution.py is missing" in refusal(own)


def test_a_solution_that_is_no_text_is_named(own):
    (folder(own) / "solution.py").write_bytes(b"# \xe9\n")
    with pytest.raises(AssignmentError, match=r"solution\.py is not UTF-8"):
        _ = catalog.load("standardize", own).solution


@pytest.mark.parametrize("name", ["assignment.py", "solution.py"])
def test_the_hash_changes_with_every_file_that_can_change_a_mark(own, name):
    before = catalog.load("standardize", own).assignment.hash
    path = folder(own) / name
    path.write_text(path.read_text("utf-8") + "# one more line\n", "utf-8")
    after = catalog.load("standardize", own).assignment.hash
    assert before != after
    assert len(after) == 64


def test_the_hash_changes_with_the_data_of_a_course(own):
    before = catalog.content_hash(folder(own), "specks")
    (folder(own).parent / "data").mkdir()
    (folder(own).parent / "data" / "specks.json").write_text("{}", "utf-8")
    assert catalog.content_hash(folder(own), "specks") != before
    assert catalog.content_hash(folder(own), "mnist") == before


def test_the_hash_does_not_change_with_place_or_mistakes(own, course):
    (folder(own) / "mistakes" / "by_row.py").unlink()
    assert catalog.load("standardize", own).assignment.hash == catalog.load("standardize", course).assignment.hash


def test_text_cannot_move_from_one_file_into_the_other_unnoticed(own):
    before = catalog.content_hash(folder(own))
    declaration, solution = (folder(own) / name for name in catalog.HASHED)
    text = declaration.read_bytes()
    declaration.write_bytes(text[:-1])
    solution.write_bytes(text[-1:] + solution.read_bytes())
    assert catalog.content_hash(folder(own)) != before


def test_only_the_probes_that_chosen_questions_read_are_needed(declaration):
    assert catalog.needed_probes(declaration, ("standardize",)) == {"standardize.table", "standardize.wide"}
    assert catalog.needed_probes(declaration, ()) == set()


def test_the_course_is_the_one_the_variable_names(course, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(course))
    assert catalog.course_root() == course
    assert catalog.names() == ["standardize"]
    assert catalog.load("standardize").folder == folder(course)


def test_without_the_variable_it_is_the_one_around_the_current_folder(course, monkeypatch):
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    for inside in (course, folder(course) / "mistakes"):
        monkeypatch.chdir(inside)
        assert catalog.course_root() == course


def test_anywhere_else_it_is_the_one_that_came_with_the_grader(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", "")
    monkeypatch.chdir(tmp_path)
    assert catalog.course_root() == Path(catalog.__file__).parents[1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_declaration_that_may_not_be_read_is_named(own):
    (folder(own) / "assignment.py").chmod(0)
    assert "PermissionError" in refusal(own)
