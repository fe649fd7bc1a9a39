"""The archive of a class: Runs are appended, found again and never changed."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from grader.errors import StorageError
from grader.records.base import Record
from grader.records.run import Environment, Job, Run
from grader.records.verdict import Verdict
from grader.store.connection import fold_log, open_database, start_log, storage_errors, transaction
from grader.store.rows import environment_text, questions_text, row_of, run_of, text
from grader.store.schema import migrate, require_current


class Key(Record, frozen=True, kw_only=True):
    """What a finished submission is recognised by, so that it is not executed twice; questions in any order.

    A Run of anyone fits whose code, basis, seed, questions and environment are equal. A Run from before its
    `code_hash` or `basis_hash` was stored fits by the hand-in or the assignment's files being equal.
    """

    student: str
    submission_hash: str
    assignment_hash: str
    seed: int
    questions: tuple[str, ...]
    environment: Environment
    code_hash: str = ""
    basis_hash: str = ""

    @classmethod
    def of_job(cls, job: Job) -> Self:
        """The key of the Run that a job would make."""
        return cls(
            student=job.submission.student,
            submission_hash=job.submission.hash,
            assignment_hash=job.assignment.hash,
            seed=job.seed,
            questions=job.questions,
            environment=job.environment,
            code_hash=job.code_hash,
            basis_hash=job.basis_hash,
        )

    @classmethod
    def of_run(cls, run: Run) -> Self:
        """The key under which a Run is found."""
        return cls(
            student=run.student,
            submission_hash=run.submission_hash,
            assignment_hash=run.assignment_hash,
            seed=run.seed,
            questions=run.questions,
            environment=run.environment,
            code_hash=run.code_hash,
            basis_hash=run.basis_hash,
        )


class Entry(Record, frozen=True, kw_only=True):
    """A Run as it lies in the archive, under its number; `created` is when it was appended, in UTC."""

    number: int
    created: datetime
    run: Run


class Archive:
    """An open archive; use it in a `with` statement. Only one process may have it open for writing."""

    def __init__(self, path: Path, connection: Connection, closing: ExitStack) -> None:
        self.path = path
        self._connection = connection
        self._closing = closing

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Self:
        """Open an archive; for writing, it and its folder are made where missing.

        Raises StorageError where the file cannot be opened or read, is no archive, comes from a newer grader,
        or (for writing) another process is writing it.
        """
        with ExitStack() as closing:
            if write:
                closing.callback(_lock(path).release)
            else:
                _require_file(path)
            connection = open_database(path, write=write)
            closing.callback(connection.close)
            if write:
                migrate(connection, path)
                start_log(connection)
                closing.callback(fold_log, connection)
            else:
                require_current(connection, path)
            return cls(path, connection, closing.pop_all())

    def close(self) -> None:
        """Close the file and let others write it; closing twice is allowed."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, *runs: Run) -> list[int]:
        """Add Runs; when this returns, they are on the disk, under these numbers.

        After a StorageError none of them is there.
        """
        created = datetime.now(UTC).isoformat(timespec="milliseconds")
        numbers = []
        with storage_errors(self.path), transaction(self._connection):
            for run in runs:
                row = row_of(run, created)
                names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
                added = self._connection.execute(f"INSERT INTO runs ({names}) VALUES ({marks})", row)
                numbers.append(int(added.lastrowid or 0))
        return numbers

    def run(self, number: int) -> Run:
        """The Run under a number that this archive gave."""
        return next(self._select("id = ?", number))

    def find(self, key: Key) -> Entry | None:
        """A Run that fits the key, or None where the submission is still to be executed.

        Preferred are the student's own, of these the ones of the same hand-in, of these the newest. A Run in which
        the grader failed fits nobody.
        """
        rows = self._rows(
            "SELECT id FROM runs WHERE "
            "(code_hash != '' AND code_hash = ? OR submission_hash = ? AND (code_hash = '' OR ? = '')) "
            "AND (basis_hash != '' AND basis_hash = ? OR assignment_hash = ? AND (basis_hash = '' OR ? = '')) "
            "AND seed = ? AND questions = ? AND environment = ? "
            "ORDER BY student = ? DESC, submission_hash = ? DESC, id DESC",
            *(key.code_hash, key.submission_hash, key.code_hash),
            *(key.basis_hash, key.assignment_hash, key.basis_hash),
            str(key.seed),
            questions_text(key.questions),
            environment_text(key.environment),
            text(key.student),
            key.submission_hash,
        )
        entries = (next(self._entries("id = ?", number)) for (number,) in rows)
        return next((entry for entry in entries if entry.run.verdict is not Verdict.ERROR), None)

    def runs(self, assignment_hash: str | None = None) -> Iterator[Run]:
        """Every Run, or those of one assignment, the oldest first."""
        if assignment_hash is None:
            return self._select("true ORDER BY id")
        return self._select("assignment_hash = ? ORDER BY id", assignment_hash)

    def entries(self, student: str | None = None) -> Iterator[Entry]:
        """Every Run with its date, or those of one student, the oldest first."""
        chosen = ("student = ?", text(student)) if student is not None else ("true",)
        return self._entries(f"{chosen[0]} ORDER BY id", *chosen[1:])

    def last(self, assignment: str, student: str, questions: tuple[str, ...]) -> Entry | None:
        """The newest Run of a student on exactly these questions of an assignment (its slug), whatever its content."""
        newest = self._entries(
            "assignment = ? AND student = ? AND questions = ? ORDER BY id DESC LIMIT 1",
            text(assignment),
            text(student),
            questions_text(questions),
        )
        return next(newest, None)

    def seconds(self, assignment: str, questions: tuple[str, ...]) -> dict[str, float]:
        """Wall seconds that the newest Run of each student took on these questions, as far as they were stored."""
        rows = self._rows(
            "SELECT student, seconds FROM runs WHERE assignment = ? AND questions = ? AND seconds IS NOT NULL "
            "ORDER BY id",
            text(assignment),
            questions_text(questions),
        )
        return {str(student): float(seconds) for student, seconds in rows}

    def newest(self, assignment: str, questions: tuple[str, ...]) -> Run | None:
        """The newest Run of anyone on exactly these questions of an assignment (its slug), whatever its content.

        A class that was interrupted continues with its seed, and one that is graded again after a change gets the
        same inputs as before, as far as the change leaves them.
        """
        newest = self._select(
            "assignment = ? AND questions = ? ORDER BY id DESC LIMIT 1",
            text(assignment),
            questions_text(questions),
        )
        return next(newest, None)

    def _select(self, condition: str, *values: str | int) -> Iterator[Run]:
        return (entry.run for entry in self._entries(condition, *values))

    def _entries(self, condition: str, *values: str | int) -> Iterator[Entry]:
        for number, created, row in self._rows(f"SELECT id, created, run FROM runs WHERE {condition}", *values):
            try:
                yield Entry(number=number, created=datetime.fromisoformat(created), run=run_of(row))
            except StorageError as error:
                raise StorageError(
                    f"Row {number} of the archive {self.path} cannot be read. {error} "
                    "Use the grader that wrote it, or choose another folder."
                ) from error

    def _rows(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
        with storage_errors(self.path):
            yield from self._connection.execute(query, values)


def _require_file(path: Path) -> None:
    with suppress(OSError):  # a folder on the way that may not be searched
        if path.is_file():
            return
    raise StorageError(f"Expected an archive at {path}, found no such file. Grade a class into its folder first.")


def _lock(path: Path) -> FileLock:
    """Hold the file beside the archive that says somebody is writing it; it lets go when the process dies."""
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise StorageError(
            f"Another grader is writing the archive {path}. Wait until it ends, or choose another folder."
        ) from None
    except OSError as error:
        raise StorageError(
            f"The archive {path} cannot be written: {error.strerror or error}. "
            "Look whether its folder is yours to write, or choose another folder."
        ) from error
    return lock
