"""A class of submissions of which only the names are in memory; the contents are read one at a time.

What was handed in is copied once, so that it is the same when it is planned with and when it is sent to work, whatever
happens meanwhile to the folder, the archive or the clones it came from.
"""

import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Self

import msgspec

from grader.errors import StorageError
from grader.records.submission import Submission

IN_MEMORY_BYTES = 64 * 1024**2  # an ordinary class never touches a disk
_READER = msgspec.msgpack.Decoder(Submission)


class Shelf(Collection[Submission]):
    """One submission a student, iterated over by name; a temporary file without a name holds what is too much."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115
        self._places: dict[str, tuple[int, int, str]] = {}  # student -> start, length, when it was handed in
        self._whole: Shelf | None = None
        weakref.finalize(self, self._file.close)

    @classmethod
    def of(cls, submissions: Iterable[Submission]) -> Self:
        """A shelf with these submissions. Raises StorageError where there is no room for them."""
        shelf = cls()
        for submission in submissions:
            shelf.add(submission)
        return shelf

    def add(self, submission: Submission) -> None:
        """Put a submission there. Raises StorageError where there is no room for it."""
        content = msgspec.msgpack.encode(submission)
        try:
            start = self._file.seek(0, 2)
            self._file.write(content)
            self._file.flush()
        except OSError as error:
            raise StorageError(
                f"The submissions do not fit into {tempfile.gettempdir()}: {error.strerror or error}. Free space "
                "there, or name a folder on another disk in the environment variable TMPDIR."
            ) from error
        self._places[submission.student] = (start, len(content), submission.submitted)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, submission: object) -> bool:
        return isinstance(submission, Submission) and submission.student in self._places

    def __iter__(self) -> Iterator[Submission]:
        return (self.submission(student) for student in self.students)

    @property
    def students(self) -> list[str]:
        """Everyone who handed in, sorted."""
        return sorted(self._places)

    def submission(self, student: str) -> Submission:
        """What a student handed in, read now; KeyError for one who is not there."""
        start, length, _ = self._places[student]
        self._file.seek(start)
        return _READER.decode(self._file.read(length))

    def submitted(self, student: str) -> str:
        """When a student handed in, as far as that is known; nothing is read."""
        return self._places[student][2]

    def only(self, is_wanted: Callable[[str], bool]) -> "Shelf":
        """The submissions of the students who are wanted; nothing is read or copied."""
        some = Shelf.__new__(Shelf)
        some._file, some._whole = self._file, self  # the file is closed with the shelf that opened it
        some._places = {student: place for student, place in self._places.items() if is_wanted(student)}
        return some
