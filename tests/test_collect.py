"""Finding submissions: real folders, real archives, and everything that can lie in them."""

import contextlib
import io
import os
import signal
import socket
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import collect as collecting
from grader.collect import collect, collect_one
from grader.errors import UsageError
from grader.records.execution import Status
from grader.records.submission import Submission

NAME = "mnist.ipynb"


def put(path: Path, content: bytes | str = b"{}", modified: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if modified is not None:
        os.utime(path, (modified, modified))
    return path


def pack(path: Path, *members: str | tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            name, content = (member, b"{}") if isinstance(member, str) else member
            archive.writestr(name, content)
    return path


def taken(path: Path) -> dict[str, Submission]:
    found = collect(path, NAME)
    names = [submission.student for submission in found]
    assert names == sorted(set(names))
    return {submission.student: submission for submission in found}


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as raised:
        collect(path, NAME)
    return str(raised.value)


def only(path: Path) -> Submission:
    (submission,) = collect(path, NAME)
    return submission


# --- a single notebook ---


def test_a_single_notebook_is_the_submission_of_whoever_it_is_named_after(tmp_path: Path) -> None:
    found = only(put(tmp_path / "alice.ipynb", b"content"))
    assert (found.student, found.notebook, found.status) == ("alice", b"content", Status.OK)
    assert found.source == str(tmp_path / "alice.ipynb")
    assert found.files == ()


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


def test_hidden_and_generated_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "a.ipynb", "1")
    for junk in (".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git"):
        put(tmp_path / junk / "x.ipynb")
        put(tmp_path / "alice" / junk / "mnist.ipynb")
    put(tmp_path / "._bob.ipynb")
    put(tmp_path / "alice" / ".secret")
    found = only(tmp_path)
    assert (found.student, found.notebook, found.files, found.notes) == ("alice", b"1", (), ())


def test_files_beside_the_notebook_come_along_with_their_paths(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "in" / "mnist.ipynb", "nb")
    put(tmp_path / "alice" / "in" / "own.py", "x = 1")
    put(tmp_path / "alice" / "in" / "data" / "a b.csv", "1,2")
    put(tmp_path / "alice" / "outside.txt", "no")
    put(tmp_path / "alice" / "in" / "old.ipynb", "old", modified=1)
    assert only(tmp_path).files == (("data/a b.csv", b"1,2"), ("old.ipynb", b"old"), ("own.py", b"x = 1"))


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


def test_a_folder_named_like_a_notebook_is_unreadable_when_it_is_all_there_is(tmp_path: Path) -> None:
    put(tmp_path / "alice.ipynb" / "notes.txt")
    assert only(tmp_path / "alice.ipynb").problem.startswith("alice.ipynb is a folder")


def test_a_device_is_never_read(tmp_path: Path) -> None:
    folder = collecting._Folder(Path("/dev"))
    with pytest.raises(collecting.SubmissionError, match="is a device"):
        folder.read("zero", 10)


def test_a_link_put_in_place_after_listing_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "secret", "secret")
    (tmp_path / "alice.ipynb").symlink_to("secret")
    with pytest.raises(collecting.SubmissionError, match="is a symbolic link"):
        collecting._Folder(tmp_path).read("alice.ipynb", 10)


def test_a_pipe_put_in_place_after_listing_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alice.ipynb")
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(20)  # a reader that waits would wait for ever
    with pytest.raises(collecting.SubmissionError, match="is a named pipe"):
        collecting._Folder(tmp_path).read("alice.ipynb", 10)
    signal.alarm(0)


def test_composed_and_decomposed_letters_are_one_name(tmp_path: Path) -> None:
    put(tmp_path / "Jos\u00e9.ipynb", "flat", modified=1)
    put(tmp_path / "Jose\u0301" / "mnist.ipynb", "named")
    found = only(tmp_path)
    assert (found.student, found.notebook) == ("Jos\u00e9", b"named")


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


def test_an_empty_class_says_what_was_looked_for(tmp_path: Path) -> None:
    put(tmp_path / "README.md")
    assert "<student>.ipynb" in refusal(tmp_path)
    assert "<student>.ipynb" in refusal(pack(tmp_path / "class.zip", "README.md"))
    assert "<student>.ipynb" in refusal(pack(tmp_path / "empty.zip"))


def test_names_that_differ_stay_apart_and_are_safe_to_show(tmp_path: Path) -> None:
    raw = ["Alice", "alice", "a\x1b[31mb", "a\nb", "a\\nb", "\u202eeve", "-rf", "J. Doe", "Jos\u00e9"]
    for name in raw:
        put(tmp_path / f"{name}.ipynb", name)
    (tmp_path / os.fsdecode(b"b\xff.ipynb")).write_bytes(b"latin")
    found = taken(tmp_path)
    assert sorted(one.notebook for one in found.values()) == sorted([name.encode() for name in raw] + [b"latin"])
    assert all(name.isprintable() and name.encode() for name in found)
    assert {"Alice", "alice", "a\\nb", "a\\\\nb", "\\u202eeve", "José", "b\\udcff"} <= set(found)
    assert all(one.hash and one.source.isprintable() for one in found.values())


def test_files_with_names_that_no_disk_holds_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "alice" / "mnist.ipynb")
    (tmp_path / "alice" / os.fsdecode(b"b\xff.csv")).write_bytes(b"1")
    put(tmp_path / "alice" / "a\nb.csv", "1")
    found = only(tmp_path)
    assert (found.files, len(found.notes)) == ((), 2)
    assert found.hash


# --- archives ---


def test_an_archive_holds_what_a_folder_holds(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "class.zip", ("bob.ipynb", b"1"), ("alice/in/x.ipynb", b"2"), ("alice/in/a.py", b"3"), "carol/"
    )
    found = taken(path)
    assert (found["bob"].notebook, found["alice"].notebook) == (b"1", b"2")
    assert found["alice"].files == (("a.py", b"3"),)
    assert found["carol"].status is Status.MISSING
    assert found["bob"].source == f"{path}/bob.ipynb"


def test_a_single_top_folder_is_looked_through(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", "class/", "class/bob.ipynb", "class/alice/x.ipynb", "__MACOSX/class/._bob.ipynb")
    assert set(taken(path)) == {"alice", "bob"}


def test_a_single_top_folder_with_the_assignments_notebook_is_a_student(tmp_path: Path) -> None:
    found = only(pack(tmp_path / "a.zip", "alice/mnist.ipynb", ("alice/own.py", b"x")))
    assert (found.student, found.files) == ("alice", (("own.py", b"x"),))


def test_backslashes_of_windows_separate_folders(tmp_path: Path) -> None:
    assert set(taken(pack(tmp_path / "a.zip", "alice\\x.ipynb", "bob\\y.ipynb"))) == {"alice", "bob"}


def test_an_archive_is_known_by_its_content_too(tmp_path: Path) -> None:
    assert only(pack(tmp_path / "class", "alice.ipynb")).student == "alice"


def test_the_newest_entry_of_an_archive_is_taken(tmp_path: Path) -> None:
    old = zipfile.ZipInfo("alice/b.ipynb", (2024, 1, 1, 0, 0, 0))
    new = zipfile.ZipInfo("alice/a.ipynb", (2025, 1, 1, 0, 0, 0))
    found = taken(pack(tmp_path / "a.zip", (old, b"old"), (new, b"new"), "bob.ipynb"))
    assert found["alice"].notebook == b"new"


def test_a_broken_archive_is_a_wrong_use(tmp_path: Path) -> None:
    assert "cannot be opened as a zip archive" in refusal(put(tmp_path / "a.zip", "no archive"))
    assert "cannot be opened as a zip archive" in refusal(put(tmp_path / "b.zip", ""))


@pytest.mark.parametrize("name", ["../x.ipynb", "/etc/x.ipynb", "C:\\x.ipynb", "c:x.ipynb", "\\\\host\\x.ipynb"])
def test_an_archive_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert "a place outside of it" in refusal(pack(tmp_path / "a.zip", name, "bob.ipynb"))


def test_an_archive_of_nothing_but_the_folder_above_is_refused(tmp_path: Path) -> None:
    assert "a place outside of it" in refusal(pack(tmp_path / "a.zip", "../alice.ipynb"))
    assert "a place outside of it" in refusal(pack(tmp_path / "b.zip", "class/../alice.ipynb", "class/bob.ipynb"))


def test_leading_out_of_a_students_folder_spoils_only_that_student(tmp_path: Path) -> None:
    found = taken(pack(tmp_path / "a.zip", "alice/x.ipynb", "alice/../bob.ipynb", ("bob.ipynb", b"bob")))
    assert found["alice"].status is Status.UNREADABLE
    assert found["alice"].problem.startswith("alice/../bob.ipynb leads out of its folder")
    assert (found["bob"].status, found["bob"].notebook) == (Status.OK, b"bob")


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "a.zip",
        (special("alice.ipynb", stat.S_IFLNK), b"/etc/passwd"),
        (special("bob", stat.S_IFLNK), b"/etc"),
        (special("dave/data.csv", stat.S_IFLNK), b"/etc/passwd"),
        (special("erin.ipynb", stat.S_IFIFO), b""),
        "dave/mnist.ipynb",
    )
    found = taken(path)
    assert found["alice"].problem.startswith("alice.ipynb is a symbolic link")
    assert found["bob"].problem.startswith("bob is a symbolic link")
    assert found["erin"].problem.startswith("erin.ipynb is a named pipe")
    assert (found["dave"].status, found["dave"].files) == (Status.OK, ())
    assert "data.csv is a symbolic link" in found["dave"].notes[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_stored_twice_is_unreadable(tmp_path: Path) -> None:
    found = taken(pack(tmp_path / "a.zip", ("alice.ipynb", b"1"), ("alice.ipynb", b"2"), "bob.ipynb"))
    assert "more than once" in found["alice"].problem
    assert found["bob"].status is Status.OK


def changed(path: Path, offsets: dict[int, int], name: bytes) -> Path:
    """The archive with 16-bit fields of one entry set, in both of its headers; offsets count in the local one."""
    content = bytearray(path.read_bytes())
    for header, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        start = content.index(header)
        while not content[start + 30 + shift * 8 :].startswith(name):
            start = content.index(header, start + 1)
        for offset, value in offsets.items():
            struct.pack_into("<H", content, start + offset + shift, value)
    path.write_bytes(content)
    return path


def test_locked_and_unusually_packed_entries_are_named(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", "alice.ipynb", "bob.ipynb", "carol.ipynb", "dave/mnist.ipynb", "dave/lock.csv")
    changed(path, {6: 1}, b"alice.ipynb")
    changed(path, {8: zipfile.ZIP_LZMA}, b"bob.ipynb")
    changed(path, {6: 1}, b"dave/lock.csv")
    found = taken(path)
    assert "locked with a password" in found["alice"].problem
    assert "unusual way" in found["bob"].problem
    assert found["carol"].status is found["dave"].status is Status.OK
    assert "lock.csv is locked" in found["dave"].notes[0]


def test_a_damaged_entry_spoils_only_its_own_student(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", ("alice.ipynb", b"alice" * 50), ("bob.ipynb", b"bob"))
    content = bytearray(path.read_bytes())
    content[content.index(b"alice.ipynb") + 12] ^= 0xFF
    path.write_bytes(content)
    found = taken(path)
    assert "is damaged in the archive" in found["alice"].problem
    assert found["bob"].notebook == b"bob"


def test_a_bomb_is_measured_while_it_unpacks(tmp_path: Path) -> None:
    zeros = b"\0" * (collecting.MAX_NOTEBOOK_BYTES + 1)
    path = pack(tmp_path / "a.zip", ("alice.ipynb", zeros), ("bob/mnist.ipynb", b"{}"), ("bob/data.bin", zeros))
    assert path.stat().st_size < 200_000
    found = taken(path)
    assert "larger than the 50 MB" in found["alice"].problem
    assert found["bob"].files == ()
    assert "data.bin is larger than the 20 MB" in found["bob"].notes[0]


def test_a_size_that_the_archive_only_claims_is_not_believed(tmp_path: Path) -> None:
    zeros = b"\0" * (collecting.MAX_NOTEBOOK_BYTES + 1)
    path = pack(tmp_path / "a.zip", ("alice.ipynb", zeros), "bob.ipynb")
    found = taken(changed(path, {22: 10, 24: 0}, b"alice.ipynb"))
    assert found["alice"].status is Status.UNREADABLE
    assert found["bob"].status is Status.OK


def test_the_whole_of_an_archive_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "a.zip", ("alice.ipynb", b"x" * 60), ("bob.ipynb", b"y" * 60))
    monkeypatch.setattr(collecting, "MAX_ARCHIVE_ENTRIES", 1)
    assert "more than 1 entries" in refusal(path)
    monkeypatch.undo()
    monkeypatch.setattr(collecting, "MAX_ARCHIVE_BYTES", 100)
    assert "unpacks to more than" in refusal(path)


def test_a_name_that_is_a_file_and_a_folder_is_carried_once(tmp_path: Path) -> None:
    found = only(pack(tmp_path / "a.zip", "alice/mnist.ipynb", ("alice/x", b"1"), ("alice/x/y", b"2")))
    assert found.files == (("x", b"1"),)
    assert "also a file" in found.notes[0]


def test_nothing_is_unpacked_onto_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    path = pack(tmp_path / "a.zip", "alice/mnist.ipynb", ("alice/own.py", b"x"))
    assert only(path).files
    assert list(work.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == [path, work]


PARTS = st.sampled_from(
    ["alice", "bob.ipynb", "mnist.ipynb", "..", ".", "", "C:", "\\", ".ipynb", "class", "\0", "\x1b", "é"]
)
MEMBERS = st.lists(PARTS | st.text(max_size=5), min_size=1, max_size=5).map("/".join)
KINDS = st.sampled_from([0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])


def collect_or_refuse(path: Path) -> None:
    try:
        found = collect(path, NAME)
    except UsageError as error:
        assert str(error)
        return
    assert found
    for submission in found:
        assert submission.student.isprintable()
        assert submission.hash
        assert all(name and ".." not in name.split("/") for name, _ in submission.files)


@settings(max_examples=300)
@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(members=st.lists(st.tuples(MEMBERS, KINDS), max_size=6))
def test_any_member_names_are_collected_or_refused(
    members: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, kind in members:
            info = zipfile.ZipInfo("x")
            info.filename = name.encode("utf-8", "replace").decode()
            info.external_attr = kind << 16
            archive.writestr(info, b"{}")
    collect_or_refuse(path)


@settings(max_examples=300)
@given(changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4), cut=st.integers(0, 40))
def test_any_damage_to_an_archive_is_survived(
    changes: list[tuple[int, int]], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("alice.ipynb", "bob/mnist.ipynb", "bob/own.py", "carol/"):
            archive.writestr(name, b"content " * 20)
    content = bytearray(buffer.getvalue())
    for position, byte in changes:
        content[position % len(content)] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(content[: len(content) - cut])
    collect_or_refuse(path)


def test_a_single_notebook_brings_the_files_beside_it_but_no_other_notebook_or_folder(tmp_path):
    put(tmp_path / "mine.ipynb")
    put(tmp_path / "other.ipynb")
    (tmp_path / "tools.py").write_text("x = 1")
    (tmp_path / "data").mkdir()
    submission = collect_one(tmp_path / "mine.ipynb")
    assert submission.files == (("tools.py", b"x = 1"),)
    assert submission.student == "mine"
