"""Real archives, and everything that can be wrong or evil in them."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from handed_in import NAME, only, pack, put, refusal, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect import collect
from grader.errors import UsageError
from grader.notebook import MAX_NOTEBOOK_BYTES
from grader.records.execution import Status
from grader.sources import zip_archive


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
    zeros = b"\0" * (MAX_NOTEBOOK_BYTES + 1)
    path = pack(tmp_path / "a.zip", ("alice.ipynb", zeros), ("bob/mnist.ipynb", b"{}"), ("bob/data.bin", zeros))
    assert path.stat().st_size < 200_000
    found = taken(path)
    assert "larger than the 50 MB" in found["alice"].problem
    assert found["bob"].files == ()
    assert "data.bin is larger than the 20 MB" in found["bob"].notes[0]


def test_a_size_that_the_archive_only_claims_is_not_believed(tmp_path: Path) -> None:
    zeros = b"\0" * (MAX_NOTEBOOK_BYTES + 1)
    path = pack(tmp_path / "a.zip", ("alice.ipynb", zeros), "bob.ipynb")
    found = taken(changed(path, {22: 10, 24: 0}, b"alice.ipynb"))
    assert found["alice"].status is Status.UNREADABLE
    assert found["bob"].status is Status.OK


def test_the_whole_of_an_archive_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "a.zip", ("alice.ipynb", b"x" * 60), ("bob.ipynb", b"y" * 60))
    monkeypatch.setattr(zip_archive, "MAX_ARCHIVE_ENTRIES", 1)
    assert "more than 1 entries" in refusal(path)
    monkeypatch.undo()
    monkeypatch.setattr(zip_archive, "MAX_ARCHIVE_BYTES", 100)
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


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=300, deadline=None)
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
