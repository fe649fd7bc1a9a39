"""Submissions that are put aside and read one at a time."""

import msgspec
import pytest

from grader.errors import StorageError
from grader.records.execution import Status
from grader.records.submission import Submission
from grader.shelf import Shelf

ADA = Submission(
    student="ada", notebook=b"{}", files=(("data.csv", b"\0\xff"), ("Größe/ä.txt", b"")), attempt=3, notes=("Two.",)
)
BEN = Submission(student="ben", status=Status.UNREADABLE, problem="It is a link.", submitted="2026-05-01T21:59:03Z")


@pytest.fixture(params=[1024**2, 10], ids=["in memory", "on disk"])
def shelf(request, monkeypatch):
    monkeypatch.setattr("grader.shelf.IN_MEMORY_BYTES", request.param)
    return Shelf.of([BEN, ADA])


def test_everything_comes_back_as_it_was_sorted_by_name(shelf):
    assert list(shelf) == [ADA, BEN]
    assert [shelf.submission(student).hash for student in ("ben", "ada")] == [BEN.hash, ADA.hash]


def test_names_and_times_are_known_without_reading(shelf):
    assert (len(shelf), shelf.students, shelf.submitted("ben"), shelf.submitted("ada")) == (
        2,
        ["ada", "ben"],
        BEN.submitted,
        "",
    )


def test_a_submission_is_on_it_or_not(shelf):
    assert ADA in shelf
    assert msgspec.structs.replace(ADA, student="eve") not in shelf
    with pytest.raises(KeyError):
        shelf.submission("eve")


def test_what_is_added_while_others_are_read_disturbs_nobody(shelf):
    several = iter(shelf)
    first = next(several)
    shelf.add(msgspec.structs.replace(ADA, student="chloe", notebook=b"x" * 5000))
    assert [first, *several] == [ADA, BEN]
    assert shelf.submission("chloe").notebook == b"x" * 5000


def test_a_part_outlives_the_shelf_it_was_taken_from():
    part = Shelf.of([ADA, BEN]).only(lambda student: student == "ben")
    assert list(part) == [BEN]


def test_of_two_hand_ins_of_one_student_the_later_counts(shelf):
    shelf.add(msgspec.structs.replace(ADA, notebook=b"new"))
    assert (len(shelf), shelf.submission("ada").notebook) == (2, b"new")


def test_where_there_is_no_room_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("grader.shelf.IN_MEMORY_BYTES", 1)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(StorageError, match=r"do not fit into /nowhere: .*TMPDIR"):
        Shelf.of([ADA])
