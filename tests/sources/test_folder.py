"""Folders as students fill them: links, pipes, devices, and what nobody may read."""

import contextlib
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from handed_in import only, put, refusal, taken

from grader.errors import SubmissionError
from grader.records.execution import Status
from grader.sources.folder import Folder


def test_links_and_pipes_beside_the_notebook_are_left_out_and_named(tmp_path: Path) -> None:
    put(tmp_path / "secret.txt", "secret")
    put(tmp_path / "alice" / "mnist.ipynb")
    (tmp_path / "alice" / "answers.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "alice" / "all").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "alice" / "pipe")
    found = only(tmp_path)
    assert found.files == ()
    assert [note.split(",")[0] for note in found.notes] == [
        "Left out: all is a symbolic link",
        "Left out: answers.txt is a symbolic link",
        "Left out: pipe is a named pipe",
    ]


def test_what_is_no_file_has_a_message_of_its_own(tmp_path: Path) -> None:
    put(tmp_path / "good.ipynb")
    put(tmp_path / "folder.ipynb" / "notes.txt")
    put(tmp_path / "inside.ipynb" / "real.ipynb", "real")
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "link.ipynb").symlink_to("good.ipynb")
    (tmp_path / "broken.ipynb").symlink_to("nowhere")
    (tmp_path / "classmate").symlink_to(tmp_path / "inside.ipynb")
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(tmp_path):
        server.bind("socket.ipynb")
        found = taken(tmp_path)
    assert found["good"].status is found["inside"].status is Status.OK
    assert found["inside"].notebook == b"real"
    for student, kind in {
        "folder": "folder.ipynb is a folder",
        "pipe": "pipe.ipynb is a named pipe",
        "link": "link.ipynb is a symbolic link",
        "broken": "broken.ipynb is a symbolic link",
        "classmate": "classmate is a symbolic link",
        "socket": "socket.ipynb is a socket",
    }.items():
        assert found[student].status is Status.UNREADABLE
        assert found[student].problem.startswith(kind)
        assert found[student].notebook == b""


def test_a_device_is_never_read(tmp_path: Path) -> None:
    folder = Folder(Path("/dev"))
    with pytest.raises(SubmissionError, match="is a device"):
        folder.read("zero", 10)


def test_a_link_put_in_place_after_listing_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "secret", "secret")
    (tmp_path / "alice.ipynb").symlink_to("secret")
    with pytest.raises(SubmissionError, match="is a symbolic link"):
        Folder(tmp_path).read("alice.ipynb", 10)


def test_a_pipe_put_in_place_after_listing_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alice.ipynb")
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(20)  # a reader that waits would wait for ever
    with pytest.raises(SubmissionError, match="is a named pipe"):
        Folder(tmp_path).read("alice.ipynb", 10)
    signal.alarm(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that a user without rights can reach, and that user's rights for the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        is_root = os.geteuid() == 0
        yield folder
        if is_root:
            os.seteuid(0)


def without_rights() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_what_may_not_be_read_is_unreadable_for_its_student_only(open_to_all: Path) -> None:
    put(open_to_all / "alice.ipynb").chmod(0)
    put(open_to_all / "bob" / "mnist.ipynb").parent.chmod(0)
    put(open_to_all / "carol.ipynb", "fine").chmod(0o644)
    without_rights()
    found = taken(open_to_all)
    assert found["carol"].notebook == b"fine"
    for student, name in {"alice": "alice.ipynb", "bob": "bob"}.items():
        assert found[student].status is Status.UNREADABLE
        assert found[student].problem.startswith(f"{name} cannot be opened: Permission denied.")
    if os.getuid() == 0:
        os.seteuid(0)
    (open_to_all / "bob").chmod(0o755)


def test_a_folder_that_may_not_be_opened_is_a_wrong_use(open_to_all: Path) -> None:
    put(open_to_all / "class" / "alice.ipynb").parent.chmod(0)
    without_rights()
    assert "cannot be opened: Permission denied" in refusal(open_to_all / "class")
    if os.getuid() == 0:
        os.seteuid(0)
    (open_to_all / "class").chmod(0o755)
