"""The archive of a class: Runs are appended, found again and never changed."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from grader.errors import StorageError
from grader.records.base import Record
from grader.records.run import Environment, Job, Run
from grader.store.connection import fold_log, open_database, start_log, storage_errors, transaction
from grader.store.rows import environment_text, questions_text, row_of, run_of, text
from grader.store.schema import migrate, require_current


class Key(Record, frozen=True, kw_only=True):
    """What a finished submission is recognised by, so that it is not graded twice; questions in any order."""

    student: str
    submission_hash: str
    assignment_hash: str
    seed: int
    questions: tuple[str, ...]
    environment: Environment

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
        )


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

    def append(self, run: Run) -> None:
        """Add a Run; when this returns, it is on the disk. After a StorageError nothing of it is there."""
        row = row_of(run, datetime.now(UTC).isoformat(timespec="milliseconds"))
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        with storage_errors(self.path), transaction(self._connection):
            self._connection.execute(f"INSERT INTO runs ({names}) VALUES ({marks})", row)

    def find(self, key: Key) -> Run | None:
        """The newest Run under a key, or None where the submission is still to be graded."""
        runs = self._select(
            "student = ? AND submission_hash = ? AND assignment_hash = ? AND seed = ? AND questions = ? "
            "AND environment = ? ORDER BY id DESC LIMIT 1",
            text(key.student),
            key.submission_hash,
            key.assignment_hash,
            str(key.seed),
            questions_text(key.questions),
            environment_text(key.environment),
        )
        return next(runs, None)

    def runs(self, assignment_hash: str | None = None) -> Iterator[Run]:
        """Every Run, or those of one assignment, the oldest first."""
        if assignment_hash is None:
            return self._select("true ORDER BY id")
        return self._select("assignment_hash = ? ORDER BY id", assignment_hash)

    def latest(self, assignment_hash: str, seed: int, questions: tuple[str, ...]) -> dict[str, Run]:
        """The newest Run of each student graded with this seed on exactly these questions, by student."""
        runs = self._select(
            "id IN (SELECT max(id) FROM runs WHERE assignment_hash = ? AND seed = ? AND questions = ? "
            "GROUP BY student) ORDER BY student",
            assignment_hash,
            str(seed),
            questions_text(questions),
        )
        return {run.student: run for run in runs}

    def seed_for(self, assignment_hash: str, questions: tuple[str, ...]) -> int | None:
        """The seed of the newest Run on exactly these questions; an interrupted class continues with it."""
        newest = self._select(
            "assignment_hash = ? AND questions = ? ORDER BY id DESC LIMIT 1",
            assignment_hash,
            questions_text(questions),
        )
        return next((run.seed for run in newest), None)

    def _select(self, condition: str, *values: str) -> Iterator[Run]:
        with storage_errors(self.path):
            for number, row in self._connection.execute(f"SELECT id, run FROM runs WHERE {condition}", values):
                try:
                    yield run_of(row)
                except StorageError as error:
                    raise StorageError(
                        f"Row {number} of the archive {self.path} cannot be read. {error} "
                        "Use the grader that wrote it, or choose another folder."
                    ) from error


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
