"""The tables of an archive, as numbered steps that bring an older file up to date."""

import sqlite3
from pathlib import Path

from grader.errors import StorageError
from grader.store.connection import APPLICATION_ID, storage_errors, transaction

# Step n leads from version n - 1 to version n. A step that was released is never edited: add another.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id={APPLICATION_ID}",
        # seed is text because it may exceed 64 bits; questions and environment are canonical JSON
        """
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,
            student TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            submission_hash TEXT NOT NULL,
            assignment TEXT NOT NULL,
            assignment_hash TEXT NOT NULL,
            seed TEXT NOT NULL,
            questions TEXT NOT NULL,
            environment TEXT NOT NULL,
            run TEXT NOT NULL
        )
        """,
        "CREATE INDEX runs_by_submission ON runs (submission_hash, student)",
        "CREATE INDEX runs_by_assignment ON runs (assignment_hash, questions, seed, student)",
        """
        CREATE TRIGGER runs_are_never_changed BEFORE UPDATE ON runs
        BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END
        """,
        """
        CREATE TRIGGER runs_are_never_removed BEFORE DELETE ON runs
        BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END
        """,
    ),
    (
        # Empty, or null, in Runs that were stored before these were known: those are found by what was handed in.
        "ALTER TABLE runs ADD COLUMN code_hash TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE runs ADD COLUMN basis_hash TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE runs ADD COLUMN seconds REAL",
        "CREATE INDEX runs_by_code ON runs (code_hash, basis_hash)",
        "CREATE INDEX runs_by_student ON runs (assignment, student)",
        "DROP INDEX runs_by_assignment",  # a class is not looked up by the files of its assignment any more
    ),
    (
        """
        CREATE TABLE adjustments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,
            made_by TEXT NOT NULL,
            assignment TEXT NOT NULL,
            student TEXT NOT NULL,
            adjustment TEXT NOT NULL
        )
        """,
        "CREATE INDEX adjustments_by_assignment ON adjustments (assignment)",
        """
        CREATE TRIGGER adjustments_are_never_changed BEFORE UPDATE ON adjustments
        BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END
        """,
        """
        CREATE TRIGGER adjustments_are_never_removed BEFORE DELETE ON adjustments
        BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END
        """,
    ),
)
FIRST_WITH_ADJUSTMENTS = 3


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the steps the file lacks, each in a transaction; StorageError where a newer grader wrote it."""
    with storage_errors(path):
        for number in range(known_version(connection, path) + 1, len(STEPS) + 1):
            with transaction(connection):
                for statement in STEPS[number - 1]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={number}")


def require_current(connection: sqlite3.Connection, path: Path) -> None:
    """StorageError where the file, opened for reading only, is not of the version this grader reads."""
    with storage_errors(path):
        version = known_version(connection, path)
    if version != len(STEPS):
        raise StorageError(
            f"Expected schema version {len(STEPS)} of the archive {path}, found {version}. "
            "Grade into its folder once with this grader, which brings it up to date."
        )


def known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version; StorageError where a newer grader wrote it."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(STEPS):
        raise StorageError(
            f"Expected schema version {len(STEPS)} or older of the archive {path}, found {version}: "
            "a newer grader wrote it. Install that grader, or choose another folder."
        )
    return version
