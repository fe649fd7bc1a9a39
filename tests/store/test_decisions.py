"""Decisions in the archive."""

import sqlite3

import pytest

from grader.errors import StorageError
from grader.records.adjustment import Act, Adjustment
from grader.store.archive import Archive
from grader.store.connection import APPLICATION_ID
from grader.store.decisions import append_decision, decisions
from grader.store.schema import STEPS

DECISION = Adjustment(
    assignment="mnist_softmax",
    student="Zoë O’Brien",
    act=Act.OVERRIDE,
    by="noether",
    target="softmax.values",
    points=1 / 3,
    text="half a pair \ud83d and <b>",
    submission_hash="a" * 64,
    code_hash="d" * 64,
)


@pytest.fixture
def path(tmp_path, full_run):
    path = tmp_path / "archive.sqlite"
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
    return path


def test_a_decision_comes_back_as_it_was_with_number_and_date(path):
    made = [append_decision(path, DECISION) for _ in range(2)]
    assert [each.number for each in made] == [1, 2]
    assert all(each.created is not None for each in made)
    assert decisions(path, "mnist_softmax") == made
    assert decisions(path, "another") == []


@pytest.mark.parametrize("statement", ["UPDATE adjustments SET made_by = 'eve'", "DELETE FROM adjustments"])
def test_the_file_itself_refuses_to_change_or_remove_a_decision(path, statement):
    made = append_decision(path, DECISION)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert decisions(path, "mnist_softmax") == [made]


def test_a_decision_is_kept_while_a_class_is_being_graded(path, make_run):
    with Archive.open(path, write=True) as archive:
        made = append_decision(path, DECISION)
        archive.append(make_run(student="after"))
        assert decisions(path, "mnist_softmax") == [made]
    assert decisions(path, "mnist_softmax") == [made]
    with Archive.open(path) as archive:
        assert len(list(archive.runs())) == 2


def of_version_2(path):
    connection = sqlite3.connect(path)
    for statement in (*STEPS[0], *STEPS[1], "PRAGMA user_version=2", f"PRAGMA application_id={APPLICATION_ID}"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_an_archive_from_before_has_no_decisions_and_takes_one(tmp_path):
    path = of_version_2(tmp_path / "old.sqlite")
    assert decisions(path, "mnist_softmax") == []
    made = append_decision(path, DECISION)
    assert decisions(path, "mnist_softmax") == [made]


def test_where_there_is_no_archive_nothing_is_made(tmp_path):
    with pytest.raises(StorageError, match="found no such file"):
        append_decision(tmp_path / "none.sqlite", DECISION)
    assert list(tmp_path.iterdir()) == []
