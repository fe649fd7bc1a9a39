"""`grader report` on what `grader grade` wrote."""

import csv
import json

import pytest

from grader.reports import FORMATS

pytestmark = pytest.mark.kernel


@pytest.fixture
def graded(typed, notebooks, tmp_path):
    """The output folder of a graded class of three."""
    ended = typed("grade", "standardize", notebooks, "--out", tmp_path / "out", "--seed", "3", "--jobs", "2")
    assert ended.code == 0
    return tmp_path / "out"


def test_the_folder_and_its_results_give_the_same_report(typed, graded):
    from_folder, from_file = (typed("report", path, "--format", "csv") for path in (graded, graded / "results.json"))
    assert from_folder == from_file
    rows = {row["student"]: row for row in csv.DictReader(from_folder.out.splitlines())}
    assert {student: row["total"] for student, row in rows.items()} == {"ada": "10", "ben": "4", "chloe": "0"}


def test_every_format_can_be_written_and_names_every_student(typed, graded):
    for name in FORMATS.keys() - {"policy"}:  # that one names whose mark a policy changed
        ended = typed("report", graded, "--format", name)
        assert (ended.code, ended.err) == (0, "")
        assert all(student in ended.out for student in ("ada", "ben", "chloe"))
        assert ended.out.endswith("\n")


def test_text_goes_into_the_file_that_is_named(typed, graded, tmp_path):
    ended = typed("report", graded, "--format", "csv", "--out", tmp_path / "marks.csv")
    assert (ended.code, ended.out) == (0, "")
    written = (tmp_path / "marks.csv").read_bytes().decode()
    assert written.splitlines() == typed("report", graded, "--format", "csv").out.splitlines()
    assert written == (graded / "gradebook.csv").read_bytes().decode()


def test_a_file_that_cannot_be_written_ends_with_2(typed, graded, tmp_path):
    ended = typed("report", graded, "--format", "csv", "--out", tmp_path / "absent" / "marks.csv")
    assert ended.code == 2
    assert "cannot be written: No such file or directory" in ended.err


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "grader/results/v9"}', "\0"])
def test_what_is_no_results_document_ends_with_2(typed, tmp_path, content):
    (tmp_path / "results.json").write_text(content)
    ended = typed("report", tmp_path, "--format", "csv")
    assert ended.code == 2
    assert ended.err.startswith("grader: ")
    assert "Traceback" not in ended.err


def test_results_that_lost_a_field_end_with_2_and_the_place(typed, graded):
    document = json.loads((graded / "results.json").read_text())
    del document["runs"][1]["student"]
    (graded / "results.json").write_text(json.dumps(document))
    ended = typed("report", graded, "--format", "csv")
    assert ended.code == 2
    assert "student" in ended.err
