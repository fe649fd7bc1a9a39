"""What a source of submissions holds: entries, and how they are named, refused and measured.

Whatever lies in a source was put there by students, so its names are only shown in safe letters.
"""

import stat
import unicodedata
from typing import Protocol

from grader.errors import SubmissionError
from grader.records.base import Record

NOTEBOOK_SUFFIX = ".ipynb"

_JUNK = frozenset({"__MACOSX", "__pycache__"})
_KINDS = {
    stat.S_IFLNK: "is a symbolic link",
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFSOCK: "is a socket",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
}
_NO_FILE = "not a file. Hand in the .ipynb file itself."


class Entry(Record, frozen=True, kw_only=True):
    """Something found, by its path below the submissions; `problem` says why it cannot be read.

    `modified` orders the entries of one source in time. What `spoils` makes its student's hand-in unreadable.
    """

    path: str
    modified: tuple[float, ...] = ()
    problem: str = ""
    is_folder: bool = False
    spoils: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The names along the path."""
        return tuple(self.path.split("/"))

    @property
    def is_notebook(self) -> bool:
        """Whether the name is one of a notebook."""
        return self.path.lower().endswith(NOTEBOOK_SUFFIX)


class Source(Protocol):
    """Where submissions come from: a folder or an archive."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of an entry, at most `limit`; raises SubmissionError with the reason."""

    def where(self, path: str) -> str:
        """The place of an entry, for people."""


def is_junk(name: str) -> bool:
    """Whether a file of this name is hidden or generated, and not handed in."""
    return name.startswith(".") or name in _JUNK


def problem_of(mode: int) -> str:
    """Why something with these mode bits cannot be read as a file; empty when it can."""
    kind = _KINDS.get(stat.S_IFMT(mode))
    return f"{kind}, {_NO_FILE}" if kind else ""


def within(content: bytes, limit: int) -> bytes:
    """The content, of which one byte more than `limit` was asked for; raises SubmissionError when that came."""
    if len(content) > limit:
        raise SubmissionError(f"is larger than the {limit // 1024**2} MB that are read.")
    return content


def printable_name(name: str) -> str:
    """The name in letters that are safe to show; different names stay different.

    Composed and decomposed letters are one name, as they are on the disks of a Mac.
    """
    composed = unicodedata.normalize("NFC", name)
    return "".join(
        char if char.isprintable() and char != "\\" else char.encode("unicode_escape").decode() for char in composed
    )


def reason_of(error: Exception) -> str:
    """What the system or a library said when something could not be opened."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return printable_name(str(error)) or type(error).__name__
