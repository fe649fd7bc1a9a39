"""Schema steps of the archive."""

import json
import sqlite3

import msgspec
import pytest

from grader.errors import StorageError
from grader.store.archive import Archive, Key
from grader.store.connection import APPLICATION_ID
from grader.store.rows import row_of
from grader.store.schema import STEPS


@pytest.fixture
def path(tmp_path, full_run):
    path = tmp_path / "archive.sqlite3"
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
    return path


def run_sql(path, *statements):
    connection = sqlite3.connect(path)
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET student = 'eve'",
        "UPDATE runs SET run = run",
        "DELETE FROM runs",
        "DELETE FROM runs WHERE id = 1",
    ],
)
def test_the_file_itself_refuses_to_change_or_remove_a_run(path, full_run, statement):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        run_sql(path, statement)
    with Archive.open(path) as archive:
        assert list(archive.runs()) == [full_run]


@pytest.mark.parametrize("write", [True, False])
def test_a_file_of_a_newer_grader_is_refused_and_left_alone(path, write):
    run_sql(path, f"PRAGMA user_version={len(STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(StorageError, match=rf"found {len(STEPS) + 1}: a newer grader") as caught:
        Archive.open(path, write=write)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_reading_a_file_whose_steps_were_not_applied_is_refused_and_writing_applies_them(tmp_path, full_run):
    path = tmp_path / "archive.sqlite3"
    run_sql(path, f"PRAGMA application_id={APPLICATION_ID}")
    with pytest.raises(StorageError, match=rf"Expected schema version {len(STEPS)} .* found 0"):
        Archive.open(path)
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
        assert list(archive.runs()) == [full_run]


def test_opening_an_archive_again_keeps_its_runs_and_its_version(path, full_run):
    with Archive.open(path, write=True) as archive:
        assert list(archive.runs()) == [full_run]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    connection.close()


COLUMNS = "created, student, attempt, submission_hash, assignment, assignment_hash, seed, questions, environment, run"


def test_an_archive_of_the_first_version_is_brought_up_to_date_and_its_runs_are_found(tmp_path, make_run):
    path = tmp_path / "archive.sqlite3"
    old = make_run(code_hash="", basis_hash="", copied_from="")
    row = row_of(old, "2026-01-05T10:00:00.000+00:00")
    fields = msgspec.to_builtins(old)
    for later in ("code_hash", "basis_hash", "copied_from"):
        del fields[later]
    row["run"] = json.dumps(fields)
    connection = sqlite3.connect(path)
    for statement in (*STEPS[0], "PRAGMA user_version=1"):
        connection.execute(statement)
    connection.execute(f"INSERT INTO runs ({COLUMNS}) VALUES (:{COLUMNS.replace(', ', ', :')})", row)
    connection.commit()
    connection.close()

    with pytest.raises(StorageError, match="found 1"):
        Archive.open(path)
    with Archive.open(path, write=True) as archive:
        found = archive.find(Key.of_run(make_run()))
        assert found is not None
        assert (found.number, found.run) == (1, old)
        assert archive.seconds(old.assignment, old.questions) == {}
        archive.append(make_run())
        assert [entry.run for entry in archive.entries()] == [old, make_run()]
        assert archive.seconds(old.assignment, old.questions) == {old.student: old.seconds}


def test_what_a_class_is_looked_up_by_is_indexed(path):
    connection = sqlite3.connect(path)
    for condition, index in (
        ("code_hash = 'x' AND basis_hash = 'y'", "runs_by_code"),
        ("submission_hash = 'x'", "runs_by_submission"),
        ("assignment = 'x' AND student = 'y'", "runs_by_student"),
    ):
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT run FROM runs WHERE {condition}").fetchall()
        assert index in str(plan)
    connection.close()
