"""Who may hand in."""

import stat
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.serve.tokens import open_tokens


def listed(folder: Path, text: str) -> Path:
    path = folder / "names.txt"
    path.write_text(text, "utf-8")
    return path


def test_every_student_gets_a_token_of_their_own_and_keeps_it(tmp_path: Path) -> None:
    own = tmp_path / "own"
    first = open_tokens(listed(tmp_path, "ada\nben\n"), own)
    again = open_tokens(listed(tmp_path, "ada\nben\nZoë O’Brien\n"), own)
    assert again.of_students["ada"] == first.of_students["ada"] != first.of_students["ben"]
    assert set(open_tokens(None, own).of_students) == {"ada", "ben", "Zoë O’Brien"}
    assert all(len(token) > 40 for token in again.of_students.values())


def test_a_token_leads_to_its_student_and_no_other(tmp_path: Path) -> None:
    tokens = open_tokens(listed(tmp_path, "ada\nben\n"), tmp_path / "own")
    assert tokens.student(tokens.of_students["ben"]) == "ben"
    for wrong in ("", "ada", tokens.of_students["ben"][:-1], tokens.of_students["ben"] + " ", "é"):
        assert tokens.student(wrong) is None


def test_nobody_else_on_the_machine_reads_the_tokens(tmp_path: Path) -> None:
    open_tokens(listed(tmp_path, "ada\n"), tmp_path / "own")
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700


def test_a_table_with_a_heading_is_a_list_too(tmp_path: Path) -> None:
    text = "Student,Group\nada,1\n\n ben ,2\n"
    assert set(open_tokens(listed(tmp_path, text), tmp_path / "own").of_students) == {"ada", "ben"}


@pytest.mark.parametrize("name", ["../eve", "a/b", ".hidden", "a\\b", "eve.ipynb", "x" * 121, "tab\x01"])
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a folder"):
        open_tokens(listed(tmp_path, f"ada\n{name}\n"), tmp_path / "own")


def test_without_a_list_there_is_nobody(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--students"):
        open_tokens(None, tmp_path / "own")
    with pytest.raises(UsageError, match="cannot be read"):
        open_tokens(tmp_path / "none.txt", tmp_path / "own")
