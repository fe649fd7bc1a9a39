"""What people decided about marks, beside the Runs in the archive: appended while a class is being graded, too.

A decision takes no part in the lock of those who append Runs, which is held for as long as a class runs: SQLite itself
lets one short transaction wait for another.
"""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import msgspec

from grader.errors import StorageError
from grader.records.adjustment import Adjustment
from grader.store.archive import Archive
from grader.store.connection import open_database, storage_errors, transaction
from grader.store.rows import text
from grader.store.schema import FIRST_WITH_ADJUSTMENTS, known_version


def append_decision(path: Path, adjustment: Adjustment) -> Adjustment:
    """Add a decision to the archive; when this returns, it is on the disk, with its number and date.

    Raises StorageError where it could not be written; nothing of it is there then.
    """
    bring_up_to_date(path)
    made = msgspec.structs.replace(adjustment, created=datetime.now(UTC).replace(microsecond=0))
    assert made.created is not None
    with _opened(path, write=True) as connection, storage_errors(path):
        connection.execute("PRAGMA synchronous=FULL")
        with transaction(connection):
            number = connection.execute(
                "INSERT INTO adjustments (created, made_by, assignment, student, adjustment) VALUES (?, ?, ?, ?, ?)",
                (
                    made.created.isoformat(),
                    text(made.by),
                    text(made.assignment),
                    text(made.student),
                    json.dumps(msgspec.to_builtins(made)),
                ),
            ).lastrowid
    return msgspec.structs.replace(made, number=int(number or 0))


def decisions(path: Path, assignment: str) -> list[Adjustment]:
    """Every decision about an assignment (its slug), the oldest first; none where the archive has no place for them."""
    with _opened(path, write=False) as connection, storage_errors(path):
        if known_version(connection, path) < FIRST_WITH_ADJUSTMENTS:
            return []
        rows = connection.execute(
            "SELECT id, adjustment FROM adjustments WHERE assignment = ? ORDER BY id", (text(assignment),)
        ).fetchall()
    return [_read(path, number, row) for number, row in rows]


def _read(path: Path, number: int, row: str) -> Adjustment:
    try:
        return msgspec.structs.replace(msgspec.convert(json.loads(row), Adjustment), number=number)
    except ValueError as error:
        raise StorageError(
            f"Decision {number} in the archive {path} cannot be read: {error}. Use the grader that wrote it."
        ) from error


def bring_up_to_date(path: Path) -> None:
    """Make the place for decisions in an archive that an older grader wrote. Raises StorageError."""
    with _opened(path, write=False) as connection, storage_errors(path):
        is_old = known_version(connection, path) < FIRST_WITH_ADJUSTMENTS
    if is_old:
        Archive.open(path, write=True).close()


@contextlib.contextmanager
def _opened(path: Path, *, write: bool) -> Iterator[Connection]:
    if not path.is_file():
        raise StorageError(f"Expected an archive at {path}, found no such file. Grade a class into its folder first.")
    connection = open_database(path, write=write)
    try:
        yield connection
    finally:
        connection.close()
