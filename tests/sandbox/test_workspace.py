"""Workspaces: private, filled with what was handed in, and gone afterwards."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.sandbox.workspace import PREFIX, sweep, workspace

SOCKET_ADDRESS_BYTES = 100


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files of one's own, not swept yet."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sweep.cache_clear()
    yield tmp_path
    sweep.cache_clear()


def dead_process() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_files_lie_where_the_notebook_finds_them(temporary):
    files = [("data.csv", b"1,2"), ("images/small/a.bin", b"\0\xff"), ("ä b.txt", b"")]
    with workspace(files) as place:
        found = [path for path in place.work.rglob("*") if path.is_file()]
        assert {path.relative_to(place.work).as_posix(): path.read_bytes() for path in found} == dict(files)


def test_home_and_working_folder_are_empty_at_first(temporary):
    with workspace(()) as place:
        assert place.work.is_dir()
        assert place.home.is_dir()
        assert [*place.work.iterdir(), *place.home.iterdir()] == []


def test_nothing_is_left_afterwards(temporary):
    with workspace([("a/b.txt", b"")]) as place:
        (place.home / "settings").mkdir()
        (place.work / "a" / "b.txt").chmod(0o400)
        (place.work / "link").symlink_to(temporary)
    assert list(temporary.iterdir()) == []


def test_nothing_is_left_after_a_failure(temporary):
    with pytest.raises(ZeroDivisionError), workspace([("a.txt", b"")]):
        raise ZeroDivisionError
    assert list(temporary.iterdir()) == []


def test_two_workspaces_share_nothing(temporary):
    with workspace([("a.txt", b"1")]) as first, workspace([("a.txt", b"2")]) as second:
        assert first.root != second.root
        assert [(place.work / "a.txt").read_bytes() for place in (first, second)] == [b"1", b"2"]


def test_only_the_owner_may_look_into_a_workspace(temporary):
    with workspace(()) as place:
        assert place.root.stat().st_mode & 0o077 == 0


def test_the_name_of_a_socket_fits_into_an_address():
    with workspace(()) as place:
        assert len(f"{place.sockets / 's'}-12345".encode()) < SOCKET_ADDRESS_BYTES


def test_what_a_killed_grader_left_behind_is_swept_away_once(temporary):
    left = temporary / f"{PREFIX}{dead_process()}-abc"
    (left / "work").mkdir(parents=True)
    with workspace(()):
        assert not left.exists()
        (left / "work").mkdir(parents=True)
    with workspace(()):
        assert left.exists()


def test_workspaces_of_living_graders_and_other_folders_are_not_swept(temporary):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        kept = [f"{PREFIX}{living.pid}-abc", f"{PREFIX}notes-1", f"{PREFIX}1x-1", "other-1-2", f"{PREFIX}12"]
        for name in kept:
            (temporary / name).mkdir()
        with workspace(()):
            assert all((temporary / name).is_dir() for name in kept)
        living.communicate(b"\n")
