"""`grader report` in formats that are several files, and the files of a GitHub runner; no kernel is needed."""

import json
import re
import subprocess

import msgspec
import pytest
from graded import ENVIRONMENT, graded

from grader.commands.formats import NAMES
from grader.records.results import Results, head, scored
from grader.records.run import Environment
from grader.records.stored_runs import with_equals
from grader.records.verdict import Verdict
from grader.reports import FORMATS, STUDENT_FORMATS, write_all

RUNNER = {
    "CLASSROOM": "cs50",
    "ASSIGNMENT": "standardize",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://git.example/c",
    "RELEASE_URL": "https://git.example/r",
    "REVIEW_URL": "https://git.example/v",
}


@pytest.fixture
def out(declaration, tmp_path):
    """The output folder of a class of two, without its archive."""
    return written(declaration, tmp_path / "out", "ada", "ben")


def written(declaration, folder, *students):
    """Results of students who all fail one check, as `grader grade` writes them."""
    runs = [graded(Verdict.PASS, Verdict.FAIL, student=student, code_hash=student) for student in students]
    results = Results(
        assignment=head(declaration.assignment, ("standardize",)),
        seed=7,
        environment=msgspec.convert(msgspec.to_builtins(ENVIRONMENT), Environment),
        runs=with_equals([scored(run, declaration.assignment) for run in runs]),
    )
    write_all(results, folder)
    return folder


def test_several_formats_go_into_the_folder_that_is_named(typed, out, tmp_path):
    words = [word for name in NAMES for word in ("--format", name)]
    ended = typed("report", out, *words, "--out", tmp_path / "all")
    assert (ended.code, ended.err) == (0, "")
    files = {path.relative_to(tmp_path / "all").as_posix() for path in (tmp_path / "all").rglob("*") if path.is_file()}
    each = {f"{name}/{student}{form.suffix}" for name, form in STUDENT_FORMATS.items() for student in ("ada", "ben")}
    assert files == {form.file for form in FORMATS.values()} | each
    assert sorted(ended.out.split()) == sorted(str(tmp_path / "all" / name) for name in files)


@pytest.mark.parametrize("words", [("junit", "--format", "ctrf"), ("gradescope",)])
def test_several_files_need_a_folder(typed, out, words):
    ended = typed("report", out, "--format", *words)
    assert ended.code == 2
    assert "Name a folder for them with --out." in ended.err


def test_several_files_do_not_go_into_a_file(typed, out, tmp_path):
    (tmp_path / "file").write_text("mine")
    ended = typed("report", out, "--format", "junit", "--format", "ctrf", "--out", tmp_path / "file")
    assert ended.code == 2
    assert (tmp_path / "file").read_text() == "mine"


def test_the_document_of_a_single_student_needs_no_folder(typed, declaration, tmp_path):
    ended = typed("report", written(declaration, tmp_path / "one", "ada"), "--format", "gradescope")
    assert json.loads(ended.out)["score"] == 4


def test_nobody_gives_no_document_and_an_empty_folder_is_no_error(typed, declaration, tmp_path):
    nobody = written(declaration, tmp_path / "nobody")
    assert typed("report", nobody, "--format", "gradescope", "--out", tmp_path / "docs").code == 0
    assert typed("report", nobody, "--format", "gradescope").code == 2


def test_the_files_of_a_runner_get_the_summary_and_the_outputs(typed, out, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
    (tmp_path / "summary.md").write_text("before\n")
    ended = typed("report", out, "--format", "actions", "--label", "final")
    assert ended.code == 0
    assert "::notice title=Autograding complete::Points 8/20" in ended.out
    summary = (tmp_path / "summary.md").read_text()
    assert summary.startswith("before\n# ")
    assert "final result" in summary
    told = (tmp_path / "outputs").read_text()
    found = {name: value for name, mark, value in re.findall(r"(?m)^([a-z-]+)<<(\S+)\n(.*)\n\2$", told)}
    assert (found["score"], found["max-score"], found["status"]) == ("8", "20", "fail")


def test_outside_of_a_runner_nothing_else_is_written(typed, out, tmp_path, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    before = sorted(tmp_path.rglob("*"))
    assert typed("report", out, "--format", "actions").code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_of_the_runner_that_cannot_be_written_ends_with_2(typed, out, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "absent" / "summary.md"))
    ended = typed("report", out, "--format", "actions")
    assert ended.code == 2
    assert "which the runner names, cannot be written" in ended.err


def test_a_runner_of_classroom_50_says_whose_result_it_is(typed, declaration, tmp_path, monkeypatch):
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    repository = tmp_path / "repository"
    commands = (("init", "-q"), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-mx"))
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-01T16:32:01+0200")
    repository.mkdir()
    for command in commands:
        subprocess.run(["git", *command], cwd=repository, check=True)
    monkeypatch.chdir(repository)
    ended = typed("report", written(declaration, tmp_path / "one", "x"), "--format", "classroom50")
    document = json.loads(ended.out)
    assert (document["classroom"], document["owner"]) == ("cs50", "ada")
    assert document["datetime"] == "2026-06-01T14:32:01Z"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["graded_at"])


def test_a_runner_that_leaves_something_out_is_told_what(typed, declaration, tmp_path, monkeypatch):
    for name in RUNNER:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLASSROOM", "cs50")
    ended = typed("report", written(declaration, tmp_path / "one", "x"), "--format", "classroom50")
    assert ended.code == 2
    assert "ASSIGNMENT, OWNER, SUBMISSION_TAG" in ended.err


WORKSHEET = "Identifier,Full name,Grade,Last modified (grade)\r\nParticipant 7,Ada,,-\r\nParticipant 8,Eve,,-\r\n"


def test_a_sheet_is_filled_into_another_file_and_what_found_no_place_is_said(typed, out, tmp_path):
    (tmp_path / "sheet.csv").write_bytes(WORKSHEET.encode())
    (tmp_path / "roster.csv").write_text("student,moodle_participant\nada,Participant 7\n")
    words = ("--sheet", tmp_path / "sheet.csv", "--roster", tmp_path / "roster.csv", "--out", tmp_path / "filled.csv")
    ended = typed("report", out, "--format", "moodle", *words)
    assert ended.code == 1  # the mark of ben is not in the sheet
    assert "Students whose mark is NOT in it (1):\n  ben" in ended.err
    assert "left as they are (1):\n  Eve (Participant 8)" in ended.err
    assert (tmp_path / "filled.csv").read_bytes() == WORKSHEET.replace("Ada,,", "Ada,4,").encode()
    assert (tmp_path / "sheet.csv").read_bytes() == WORKSHEET.encode()
    assert typed("report", out, "--format", "moodle-feedback", *words[:-1], tmp_path / "f.zip").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("canvas",), "needs the exported file (--sheet)"),
        (("canvas", "--sheet", "absent.csv", "--out", "x.csv"), "absent.csv cannot be read"),
        (("canvas", "--format", "csv"), "a call of its own"),
    ],
)
def test_a_sheet_that_is_not_there_ends_with_2(typed, out, words, said):
    ended = typed("report", out, "--format", *words)
    assert ended.code == 2
    assert said in ended.err


def test_the_exported_file_itself_is_not_overwritten(typed, out, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(WORKSHEET.encode())
    ended = typed("report", out, "--format", "moodle", "--sheet", sheet, "--out", sheet)
    assert ended.code == 2
    assert sheet.read_bytes() == WORKSHEET.encode()
