"""Opens and closes the SQLite file behind an archive, and says in plain words what went wrong with it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from grader.errors import StorageError

APPLICATION_ID = 0x67726472  # "grdr": tells an archive from any other SQLite file
BUSY_SECONDS = 5.0

AGAIN = "then give the same command again: every submission that was finished is kept"
REMEDIES = {
    sqlite3.SQLITE_FULL: f"Free some disk space, {AGAIN}.",
    sqlite3.SQLITE_IOERR: f"Look at the free space, the quota and the largest file size allowed there, {AGAIN}.",
    sqlite3.SQLITE_READONLY: f"Make the file and its folder writable or choose another folder, {AGAIN}.",
    sqlite3.SQLITE_PERM: f"Make the file and its folder accessible or choose another folder, {AGAIN}.",
    sqlite3.SQLITE_CANTOPEN: "Look whether its folder exists and is yours to write, or choose another folder.",
    sqlite3.SQLITE_BUSY: f"Close the other program that has it open, {AGAIN}.",
    sqlite3.SQLITE_LOCKED: f"Close the other program that has it open, {AGAIN}.",
    sqlite3.SQLITE_PROTOCOL: f"Put the results on a local disk, {AGAIN}.",
    sqlite3.SQLITE_NOLFS: f"Put the results on a disk that takes large files, {AGAIN}.",
    sqlite3.SQLITE_NOTADB: "Move the file away or choose another folder.",
    sqlite3.SQLITE_CORRUPT: "Put a copy of it back, or move it away and grade again.",
}


def open_database(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the archive's file, making it where writing and missing.

    Commits are on the disk when they return (`synchronous=FULL`). Raises StorageError where the file cannot be
    opened or is not an archive.
    """
    with storage_errors(path):
        connection = _connect(path, write=write)
        try:
            _claim(connection, path, write=write)
            if write:
                _prepare_writing(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def close_database(connection: sqlite3.Connection) -> None:
    """Close; a writer first folds its log into the one file, so that an archive at rest can be copied or read anywhere."""
    with contextlib.suppress(
        sqlite3.Error
    ):  # no room, or a reader has it open: what is committed is safe in the log
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All statements inside, or none of them."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has already rolled back
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the disk, its permissions or other programs do to SQLite into StorageError; our own bugs pass."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if remedy is None:
            raise
        raise StorageError(f"The archive {path} cannot be used: {error}. {remedy}") from error


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _claim(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    """Refuse foreign files before anything in them is changed; put our mark into a new one."""
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found == APPLICATION_ID:
        return
    is_empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not (write and is_empty and found == 0):
        raise StorageError(
            f"Expected an archive of grader at {path}, found a SQLite file of application id {found:#x}. "
            "Move the file away or choose another folder."
        )
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _prepare_writing(connection: sqlite3.Connection) -> None:
    # Under a write-ahead log readers never wait for the writer. Where the file system has no shared memory
    # SQLite answers with the journal mode it kept, or an error, and the rollback journal serves as well.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
