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
    sqlite3.SQLITE_IOERR: f"Look at the free space, the quota and the file size limit there, {AGAIN}.",
    sqlite3.SQLITE_READONLY: f"Make the file and its folder writable or choose another folder, {AGAIN}.",
    sqlite3.SQLITE_PERM: f"Make the file and its folder accessible or choose another folder, {AGAIN}.",
    sqlite3.SQLITE_CANTOPEN: "Look whether its folder is there and yours to write, or choose another folder.",
    sqlite3.SQLITE_BUSY: f"Close the other program that has it open, {AGAIN}.",
    sqlite3.SQLITE_LOCKED: f"Close the other program that has it open, {AGAIN}.",
    sqlite3.SQLITE_PROTOCOL: f"Put the results on a local disk, {AGAIN}.",
    sqlite3.SQLITE_NOLFS: f"Put the results on a disk that takes large files, {AGAIN}.",
    sqlite3.SQLITE_NOTADB: "Move the file away or choose another folder.",
    sqlite3.SQLITE_CORRUPT: "Put a copy of it back, or move it away and grade again.",
}


def open_database(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the archive's file, making it where writing and missing; nothing in an existing file is changed.

    Raises StorageError where the file cannot be opened or is not an archive.
    """
    mode = "rwc" if write else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with storage_errors(path):
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _refuse_foreign(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


def start_log(connection: sqlite3.Connection) -> None:
    """From here on commits are on the disk when they return, and readers never wait for the writer."""
    # Where the file system has no shared memory for a write-ahead log, SQLite answers with the journal mode
    # it kept, or with an error; the rollback journal is as safe, only readers may then have to wait.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def fold_log(connection: sqlite3.Connection) -> None:
    """Fold a writer's log into the one file, which can then be copied, or read from a read-only place."""
    # Where there is no room for that, or a reader has the file open, what is committed is safe in the log.
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA journal_mode=DELETE")


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
    """Turn what disks, permissions and other programs do to SQLite into StorageError; our own bugs pass."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if remedy is None:
            raise
        raise StorageError(f"The archive {path} cannot be used: {error}. {remedy}") from error


def _refuse_foreign(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark == APPLICATION_ID:
        return
    is_empty = mark == 0 and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not (is_empty and write):
        found = "an empty one" if is_empty else f"one of another program (application id {mark:#x})"
        raise StorageError(f"Expected a SQLite file written by grader at {path}, found {found}. Choose another folder.")
