"""`grader release`: the student's notebook from the solution."""

import json
import shutil
import zipfile

import pytest

from grader import catalog
from grader.release import release


@pytest.fixture
def own(course, tmp_path, typed, monkeypatch):
    """A course of one's own to release in."""
    shutil.copytree(course, tmp_path / "own")
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path / "own"))
    return tmp_path / "own"


def test_the_notebook_is_written_where_students_get_it(typed, own):
    ended = typed("release", "standardize")
    path = own / "assignments" / "standardize" / "standardize.ipynb"
    assert ended == (0, f"Wrote {path}\n", "")
    assert path.read_bytes() == release(catalog.load("standardize", own).script, "standardize")


def test_releasing_twice_gives_the_same_bytes(typed, own):
    path = own / "assignments" / "standardize" / "standardize.ipynb"
    contents = []
    for _ in range(2):
        typed("release", "standardize")
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]


def test_no_solution_is_released(typed, own):
    typed("release", "standardize")
    text = (own / "assignments" / "standardize" / "standardize.ipynb").read_text()
    assert "x.std(axis=0)" not in text
    assert "NotImplementedError" in text
    assert json.loads(text)["metadata"]["grader"]["assignment"] == "standardize"


def test_another_file_may_be_named(typed, own, tmp_path):
    path = tmp_path / "new" / "draft.ipynb"
    assert typed("release", "standardize", "--out", path).code == 0
    assert path.is_file()
    assert not (own / "assignments" / "standardize").exists()


def test_marks_that_do_not_pair_up_end_with_2_and_write_nothing(typed, own):
    solution = own / "reference" / "standardize" / "solution.py"
    solution.write_text(solution.read_text().replace("# END SOLUTION", ""))
    ended = typed("release", "standardize")
    assert ended.code == 2
    assert "Line 24: a cell begins inside the solution of line 18" in ended.err
    assert not (own / "assignments" / "standardize").exists()


def test_a_folder_in_the_way_ends_with_2(typed, own):
    (own / "assignments" / "standardize").write_text("a file")
    ended = typed("release", "standardize")
    assert ended.code == 2
    assert "cannot be written" in ended.err


def test_the_solution_and_an_archive_for_students_are_written_where_they_are_wanted(typed, own, tmp_path):
    (own / "assignments" / "standardize").mkdir(parents=True)
    (own / "assignments" / "standardize" / "README.md").write_text("Read me.")
    solution, archive = tmp_path / "solution.ipynb", tmp_path / "out.zip"
    assert typed("release", "standardize", "--solution", solution, "--zip", archive).code == 0
    assert "x.std(axis=0)" in solution.read_text()
    with zipfile.ZipFile(archive) as found:
        assert found.namelist() == ["standardize/README.md", "standardize/standardize.ipynb"]
        assert b"x.std(axis=0)" not in found.read("standardize/standardize.ipynb")
    first = archive.read_bytes()
    typed("release", "standardize", "--zip", archive)
    assert archive.read_bytes() == first
