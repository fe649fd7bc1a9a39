"""The folder that hand-ins are put into, laid out so that `grader grade` takes it as it is.

`INBOX/<student>/attempt-<n>-<time>/<notebook>`: the newest of a student's attempts is graded. A hand-in is on the
disk, whole and under its final name, before its receipt is given; the name and the bytes are all that is known of it,
so there is nothing beside them that could be lost.
"""

import hashlib
import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from grader.errors import StorageError
from grader.notebook import read
from grader.records.base import Record

ATTEMPT = re.compile(r"attempt-(\d{3,6})-(\d{8}T\d{6}Z)", re.ASCII)
TIME_FORM = "%Y%m%dT%H%M%SZ"
OWN_FOLDER = ".hand-in"  # hidden: never taken for a student's


class HandIn(Record, frozen=True, kw_only=True):
    """One accepted notebook: the n-th of its student, when (UTC), and the SHA-256 of its bytes."""

    number: int
    received: datetime
    sha256: str
    size: int
    path: Path


class Inbox:
    """A folder of hand-ins for notebooks of one name."""

    def __init__(self, folder: Path, notebook: str) -> None:
        self.folder, self.notebook = folder, notebook
        self.own = folder / OWN_FOLDER

    def of_student(self, student: str) -> list[HandIn]:
        """What a student handed in, the oldest first."""
        try:
            found = [self._hand_in(place) for place in (self.folder / student).iterdir()]
        except FileNotFoundError:
            return []
        return sorted((each for each in found if each is not None), key=lambda each: each.number)

    def accept(self, student: str, content: bytes) -> HandIn:
        """Keep a notebook; it is on the disk when this returns. The same bytes again are the same attempt.

        Raises SubmissionError where it is no notebook that can be read, StorageError where the disk refuses.
        """
        read(content)
        try:
            self.own.mkdir(parents=True, exist_ok=True)
            with FileLock(self.own / "inbox.lock"):
                made = self._accept(student, content, hashlib.sha256(content).hexdigest())
        except OSError as error:
            raise StorageError(
                f"The hand-in could not be kept: {error.strerror or error}. It does not count: tell your instructor."
            ) from error
        if made is None:
            raise StorageError("The hand-in could not be kept: other bytes came back from the disk. Hand in again.")
        return made

    def _accept(self, student: str, content: bytes, sha256: str) -> HandIn | None:
        """What is on the disk afterwards; None where that is something else."""
        earlier = self.of_student(student)
        if earlier and earlier[-1].sha256 == sha256:
            return earlier[-1]
        number = earlier[-1].number + 1 if earlier else 1
        received = datetime.now(UTC).replace(microsecond=0)
        place = self.folder / student / f"attempt-{number:03}-{received:{TIME_FORM}}"
        self._put(place, content)
        made = self._hand_in(place)
        return made if made is not None and made.sha256 == sha256 else None

    def _put(self, place: Path, content: bytes) -> None:
        """Write beside, make sure of it, then rename: there is never a part of a hand-in under its final name."""
        unfinished = self.own / "arriving" / secrets.token_hex(8)
        unfinished.mkdir(parents=True)
        with (unfinished / self.notebook).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync(unfinished)
        is_new = not place.parent.exists()
        place.parent.mkdir(exist_ok=True)
        if is_new:
            _sync(self.folder)
        unfinished.rename(place)
        _sync(place.parent)

    def _hand_in(self, place: Path) -> HandIn | None:
        found = ATTEMPT.fullmatch(place.name)
        if found is None:
            return None
        try:
            content = (place / self.notebook).read_bytes()
        except OSError:
            return None
        return HandIn(
            number=int(found[1]),
            received=datetime.strptime(found[2], TIME_FORM).replace(tzinfo=UTC),
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            path=place / self.notebook,
        )


def _sync(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def too_large(size: int, limit: int) -> str:
    """The sentence about a file of more bytes than are taken."""
    return f"The file has {size / 1024**2:.1f} MB; at most {limit // 1024**2} MB are taken. Clear its outputs."


def why_not(content: bytes, name: str, limit: int) -> str:
    """The sentence why an upload is refused before it is looked into; empty where it is not."""
    if not content:
        return "The file is empty. Choose your notebook (.ipynb) and hand it in again."
    if len(content) > limit:
        return too_large(len(content), limit)
    if not name.lower().endswith(".ipynb"):
        return f"Expected a notebook (.ipynb), found {name[:80]!r}. Hand in the notebook itself."
    return ""
