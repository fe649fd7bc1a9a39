"""Finding submissions: whose they are, which notebook is graded, and what comes along."""

import os
from pathlib import Path

import pytest
from handed_in import only, pack, put, refusal, taken

from grader import collect as collecting
from grader.collect import collect_one
from grader.records.execution import Status

# --- a single notebook ---


def test_a_single_notebook_is_the_submission_of_whoever_it_is_named_after(tmp_path: Path) -> None:
    found = only(put(tmp_path / "alice.ipynb", b"content"))
    assert (found.student, found.notebook, found.status) == ("alice", b"content", Status.OK)
    assert found.source == str(tmp_path / "alice.ipynb")
    assert found.files == ()


def test_a_single_notebook_brings_the_files_beside_it_but_no_other_notebook_or_folder(tmp_path: Path) -> None:
    put(tmp_path / "mine.ipynb")
    put(tmp_path / "other.ipynb")
    (tmp_path / "tools.py").write_text("x = 1")
    (tmp_path / "data").mkdir()
    submission = collect_one(tmp_path / "mine.ipynb")
    assert submission.files == (("tools.py", b"x = 1"),)
    assert submission.student == "mine"


def test_a_single_file_that_is_no_notebook_is_a_wrong_use(tmp_path: Path) -> None:
    for name, content in (("a.txt", "hello"), ("a.pdf", "%PDF-1.7"), ("a", "")):
        assert "Expected a notebook" in refusal(put(tmp_path / name, content))


def test_a_pipe_named_on_the_command_line_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ipynb")
    os.mkfifo(tmp_path / "b")
    assert "named pipe" in only(tmp_path / "a.ipynb").problem
    assert "Expected a notebook" in refusal(tmp_path / "b")


def test_a_missing_path_is_answered_with_the_names_close_to_it(tmp_path: Path) -> None:
    put(tmp_path / "submissions" / "alice.ipynb")
    assert "Did you mean submissions?" in refusal(tmp_path / "submision")
    assert "nor does the folder" in refusal(tmp_path / "other" / "submissions")
    assert "Check the spelling" in refusal(tmp_path / "zzzzzz")
    assert "cannot be opened" in refusal(tmp_path / ("x" * 300))


def test_links_given_by_the_caller_lead_to_folders_but_not_to_notebooks(tmp_path: Path) -> None:
    put(tmp_path / "class" / "alice.ipynb")
    (tmp_path / "link").symlink_to(tmp_path / "class")
    (tmp_path / "bob.ipynb").symlink_to(tmp_path / "class" / "alice.ipynb")
    (tmp_path / "loop.ipynb").symlink_to(tmp_path / "loop.ipynb")
    assert set(taken(tmp_path / "link")) == {"alice"}
    for name in ("bob.ipynb", "loop.ipynb"):
        assert only(tmp_path / name).status is Status.UNREADABLE
        assert "symbolic link" in only(tmp_path / name).problem


# --- folders ---


def test_a_folder_may_hold_notebooks_and_folders_of_students(tmp_path: Path) -> None:
    put(tmp_path / "bob.ipynb", "1")
    put(tmp_path / "alice" / "week 1" / "work.ipynb", "2")
    put(tmp_path / "Carol.IPYNB", "3")
    put(tmp_path / "README.md")
    found = taken(tmp_path)
    assert {name: one.notebook for name, one in found.items()} == {"alice": b"2", "bob": b"1", "Carol": b"3"}
    assert found["alice"].source == str(tmp_path / "alice" / "week 1" / "work.ipynb")


def test_files_beside_the_notebook_come_along_with_their_paths(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "in" / "mnist.ipynb", "nb")
    put(tmp_path / "alice" / "in" / "own.py", "x = 1")
    put(tmp_path / "alice" / "in" / "data" / "a b.csv", "1,2")
    put(tmp_path / "alice" / "outside.txt", "no")
    put(tmp_path / "alice" / "in" / "old.ipynb", "old", modified=1)
    assert only(tmp_path).files == (("data/a b.csv", b"1,2"), ("old.ipynb", b"old"), ("own.py", b"x = 1"))


def test_amounts_beside_the_notebook_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MAX_FILE_BYTES", 2 * 1024**2)
    monkeypatch.setattr(collecting, "MAX_FILES_BYTES", 3 * 1024**2)
    monkeypatch.setattr(collecting, "MAX_FILES", 5)
    put(tmp_path / "alice" / "mnist.ipynb")
    for name, size in {
        "a": 2 * 1024**2,
        "b": 2 * 1024**2 + 1,
        "c": 2 * 1024**2,
        "d": 1,
        "e": 1,
        "f": 1,
        "g": 1,
    }.items():
        put(tmp_path / "alice" / name, b"x" * size)
    found = only(tmp_path)
    assert [name for name, _ in found.files] == ["a", "d", "e"]
    assert found.notes == (
        "Left out: b is larger than the 2 MB that are read.",
        "Left out: c does not fit into the 3 MB of one hand-in.",
        "2 more files beside the notebook were left out.",
    )


def test_a_notebook_beyond_the_limit_is_unreadable(tmp_path: Path) -> None:
    with (tmp_path / "alice.ipynb").open("wb") as file:
        file.truncate(collecting.MAX_NOTEBOOK_BYTES + 1)
    found = only(tmp_path)
    assert (found.status, found.notebook) == (Status.UNREADABLE, b"")
    assert "larger than the 50 MB" in found.problem


def test_of_two_notebooks_the_one_with_the_assignments_name_is_taken(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "Mnist.ipynb", "named", modified=1)
    put(tmp_path / "alice" / "newer.ipynb", "newer", modified=9)
    found = only(tmp_path)
    assert found.notebook == b"named"
    assert found.notes == (
        "2 notebooks came in: alice/Mnist.ipynb was graded (it has the assignment's name), not alice/newer.ipynb.",
    )


def test_else_the_newest_is_taken_and_else_the_first_by_name(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "a.ipynb", "older", modified=1)
    put(tmp_path / "alice" / "b.ipynb", "newer", modified=2)
    put(tmp_path / "bob" / "b.ipynb", "second", modified=1)
    put(tmp_path / "bob" / "a.ipynb", "first", modified=1)
    found = taken(tmp_path)
    assert (found["alice"].notebook, found["bob"].notebook) == (b"newer", b"first")
    assert "(it is the newest)" in found["alice"].notes[0]
    assert "(its name comes first)" in found["bob"].notes[0]


def test_a_notebook_and_a_folder_of_one_name_are_one_student(tmp_path: Path) -> None:
    put(tmp_path / "alice.ipynb", "flat", modified=9)
    put(tmp_path / "alice" / "mnist.ipynb", "named", modified=1)
    put(tmp_path / "bob.ipynb", "flat")
    put(tmp_path / "bob" / "notes.txt")
    found = taken(tmp_path)
    assert (found["alice"].notebook, found["bob"].notebook) == (b"named", b"flat")
    assert "not alice.ipynb" in found["alice"].notes[0]
    assert found["bob"].notes == ()


def test_a_readable_notebook_is_taken_before_a_link(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "work.ipynb", "work")
    (tmp_path / "alice" / "mnist.ipynb").symlink_to("work.ipynb")
    found = only(tmp_path)
    assert found.notebook == b"work"
    assert "(it can be read)" in found.notes[0]


def test_a_student_without_a_notebook_is_missing_one(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "report.pdf")
    (tmp_path / "bob").mkdir()
    found = taken(tmp_path)
    assert {one.status for one in found.values()} == {Status.MISSING}
    assert "found only report.pdf" in found["alice"].problem
    assert "the folder is empty" in found["bob"].problem


def test_a_folder_named_like_a_notebook_is_unreadable_when_it_is_all_there_is(tmp_path: Path) -> None:
    put(tmp_path / "alice.ipynb" / "notes.txt")
    assert only(tmp_path / "alice.ipynb").problem.startswith("alice.ipynb is a folder")


def test_an_empty_class_says_what_was_looked_for(tmp_path: Path) -> None:
    put(tmp_path / "README.md")
    assert "<student>.ipynb" in refusal(tmp_path)
    assert "<student>.ipynb" in refusal(pack(tmp_path / "class.zip", "README.md"))
    assert "<student>.ipynb" in refusal(pack(tmp_path / "empty.zip"))


def test_files_with_names_that_no_disk_holds_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "mnist.ipynb")
    (tmp_path / "alice" / os.fsdecode(b"b\xff.csv")).write_bytes(b"1")
    put(tmp_path / "alice" / "a\nb.csv", "1")
    found = only(tmp_path)
    assert (found.files, len(found.notes)) == ((), 2)
    assert found.hash
