"""One student's handed-in notebook, as bytes: nothing here points back to a disk."""

import hashlib

from grader.records.base import Record
from grader.records.execution import Status


class Submission(Record, frozen=True, kw_only=True):
    """A hand-in. `status` is OK, or UNREADABLE / MISSING with the reason in `problem`.

    `files` are what lay beside the notebook, by relative POSIX path, for it to import or read.
    """

    student: str
    notebook: bytes = b""
    files: tuple[tuple[str, bytes], ...] = ()
    source: str = ""  # where it came from, for people
    attempt: int = 1
    status: Status = Status.OK
    problem: str = ""
    notes: tuple[str, ...] = ()
    submitted: str = ""  # UTC, `2026-05-01T21:59:03Z`; empty where the source does not tell

    @property
    def hash(self) -> str:
        """SHA-256 over the notebook and the files beside it."""
        digest = hashlib.sha256()
        for name, content in (("", self.notebook), *self.files):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        digest.update(f"{self.status}\0{self.problem}".encode())
        return digest.hexdigest()
