"""Tests of writing reports as a whole or not at all."""

from pathlib import Path

import pytest

from grader.errors import StorageError
from grader.reports.atomic import write_atomically


def test_a_file_replaces_the_older_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "results.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in path.parent.iterdir()] == ["results.json"]


def test_a_destination_that_is_a_folder_is_refused_with_its_name_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(StorageError, match=r"Cannot write .*index\.html: .*--out"):
        write_atomically(tmp_path / "index.html", b"page")
    assert [entry.name for entry in tmp_path.iterdir()] == ["index.html"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(StorageError, match="Cannot write"):
        write_atomically(tmp_path / "out" / "results.json", b"{}")
    assert (tmp_path / "out").read_bytes() == b""


def test_a_page_is_readable_like_any_file_the_user_makes(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "page.html", b"")
    assert (tmp_path / "page.html").stat().st_mode == (tmp_path / "plain").stat().st_mode
