import msgspec
import pytest

from grader.records.execution import Status
from grader.records.submission import Submission

BASE = Submission(student="ada", notebook=b"{}", files=(("a.py", b"x = 1"), ("b.txt", b"")))


def changed(**fields) -> str:
    return msgspec.structs.replace(BASE, **fields).hash


@pytest.mark.parametrize(
    "fields",
    [
        {"notebook": b"{} "},
        {"files": ()},
        {"files": (("a.py", b"x = 2"), ("b.txt", b""))},
        {"files": (("A.py", b"x = 1"), ("b.txt", b""))},
        {"files": (("b.txt", b"x = 1"), ("a.py", b""))},
        {"files": (("a.py", b""), ("b.txt", b"x = 1"))},
        {"files": (("a.py", b"x = 1b.txt"), ("", b""))},
        {"status": Status.UNREADABLE},
        {"problem": "empty"},
    ],
    ids=str,
)
def test_the_hash_changes_with_what_was_handed_in(fields):
    assert changed(**fields) != BASE.hash


@pytest.mark.parametrize(
    "fields", [{"student": "ben"}, {"attempt": 2}, {"source": "elsewhere"}, {"notes": ("two notebooks",)}], ids=str
)
def test_the_hash_does_not_change_with_who_handed_it_in_or_when(fields):
    assert changed(**fields) == BASE.hash


def test_the_hash_is_sha_256_in_hex_and_fixed():
    assert BASE.hash == Submission(student="ada", notebook=b"{}", files=BASE.files).hash
    assert len(bytes.fromhex(BASE.hash)) == 32


def test_content_cannot_move_between_notebook_and_file_unnoticed():
    assert (
        Submission(student="a", notebook=b"xy").hash != Submission(student="a", notebook=b"x", files=(("", b"y"),)).hash
    )
