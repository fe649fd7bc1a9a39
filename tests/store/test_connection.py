"""The SQLite file behind an archive."""

import sqlite3

import pytest

from grader.errors import StorageError
from grader.store.connection import (
    APPLICATION_ID,
    fold_log,
    open_database,
    start_log,
    storage_errors,
    transaction,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def connection(path):
    connection = open_database(path, write=True)
    start_log(connection)
    connection.execute("CREATE TABLE words (word TEXT UNIQUE)")
    yield connection
    connection.close()


def test_commits_reach_the_disk_before_they_return(connection):
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_writer_keeps_a_write_ahead_log(connection):
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_closed_database_is_one_file_without_a_log(path, connection):
    fold_log(connection)
    connection.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"  # the file format's mark of a rollback journal


def test_closing_while_somebody_reads_keeps_everything_in_place(path, connection):
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with transaction(connection):
        connection.execute("INSERT INTO words VALUES ('kept')")
    reader = open_database(path, write=False)
    fold_log(connection)
    connection.close()
    assert reader.execute("SELECT word FROM words").fetchall() == [("kept",)]
    reader.close()


def test_a_transaction_that_fails_leaves_nothing_behind(connection):
    with pytest.raises(sqlite3.IntegrityError), transaction(connection):
        connection.execute("INSERT INTO words VALUES ('one')")
        connection.execute("INSERT INTO words VALUES ('one')")
    assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)
    assert not connection.in_transaction


def test_a_reader_cannot_write(path, connection):
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    reader = open_database(path, write=False)
    with pytest.raises(StorageError, match=r"readonly database.*writable"), storage_errors(path):
        reader.execute("INSERT INTO words VALUES ('no')")
    reader.close()


def test_a_full_database_is_a_storage_error_and_the_transaction_is_undone(path, connection):
    connection.execute("PRAGMA max_page_count=1")  # SQLite lowers this to the present size, and is full
    full = pytest.raises(StorageError, match=rf"{path} .* full.*Free some disk space")
    with full, storage_errors(path), transaction(connection):
        connection.execute("INSERT INTO words VALUES (?)", ("x" * 100_000,))
    connection.execute("PRAGMA max_page_count=1000000")
    assert connection.execute("SELECT count(*) FROM words").fetchone() == (0,)


def test_a_database_that_another_program_holds_is_a_storage_error(path, connection):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA busy_timeout=0")
    held = pytest.raises(StorageError, match=r"locked.*Close the other program")
    with held, storage_errors(path), transaction(connection):
        connection.execute("INSERT INTO words VALUES ('late')")
    other.close()


def test_a_mistake_in_our_own_sql_is_not_blamed_on_the_disk(path, connection):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), storage_errors(path):
        connection.execute("SELECT * FROM absent")


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_no_database_is_a_storage_error_and_left_alone(path, write):
    path.write_bytes(b"student,points\n" * 100)
    with pytest.raises(StorageError, match=r"not a database.*Move the file away"):
        open_database(path, write=write)
    assert path.read_bytes() == b"student,points\n" * 100


@pytest.mark.parametrize("write", [True, False])
def test_a_database_of_another_program_is_a_storage_error_and_left_alone(path, write):
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE grade (auto_score REAL)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="found one of another program"):
        open_database(path, write=write)
    assert path.read_bytes() == before


def test_reading_an_empty_file_is_a_storage_error(path):
    path.touch()
    with pytest.raises(StorageError, match="found an empty one"):
        open_database(path, write=False)


def test_a_torn_database_is_a_storage_error(path, connection):
    connection.executemany("INSERT INTO words VALUES (?)", [(str(n) * 500,) for n in range(200)])
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    fold_log(connection)
    connection.close()
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    reader = open_database(path, write=False)
    with pytest.raises(StorageError, match=r"malformed.*Put a copy of it back"), storage_errors(path):
        reader.execute("SELECT sum(length(word)) FROM words").fetchall()
    reader.close()


def test_a_folder_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match="unable to open"):
        open_database(tmp_path, write=True)


def test_signs_that_mean_something_in_an_address_are_part_of_the_name(tmp_path):
    path = tmp_path / "50% of #1?mode=memory.sqlite3"
    connection = open_database(path, write=True)
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.close()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
