"""Whole classes through the real command line: every bad input, interruptions, repetitions, full disks."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from classroom import (
    GOOD,
    PATIENCE_SECONDS,
    ROUGH,
    Ended,
    adopt_orphans,
    bad_class,
    by_student,
    end,
    grade,
    left_behind,
    marks,
    packed,
    results,
    start,
    strict_course,
    write_class,
)
from course import CORRECT, notebook_of

from grader import catalog
from grader.records.run import Run
from grader.sandbox.parent import close_parents
from grader.store.archive import Archive

pytestmark = pytest.mark.class_run

SEED = ("--seed", 5)
NOTHING: tuple[list[str], list[str]] = ([], [])  # processes, folders
FINISHED = re.compile(r"\[\d+/\d+\] (\S+) ")

# Student: status, points, and words that the reasons or the problem must hold.
JUDGED = {
    "good-arrays": ("ok", 10, "as expected"),
    "good-loops": ("ok", 10, "as expected"),
    "good-noisy": ("ok", 4, "differ from the expected"),
    "not-json": ("unreadable", 0, "expected JSON, but it breaks off at line 1, column 12"),
    "cut-off": ("unreadable", 0, "cut off"),
    "newer": ("unreadable", 0, "format 5, newer than 4"),
    "empty": ("unreadable", 0, "is empty"),
    "no-code": ("unreadable", 0, "no code cells"),
    "text": ("unreadable", 0, "is not a notebook"),
    "folder": ("unreadable", 0, "is a folder"),
    "pipe": ("unreadable", 0, "is a named pipe"),
    "link": ("unreadable", 0, "is a symbolic link"),
    "nothing": ("missing", 0, "the folder is empty"),
    "function-missing": ("ok", 0, "defines no function `standardize`"),
    "arguments": ("ok", 0, "`standardize(x, axis)`"),
    "none": ("ok", 0, "is a `return` missing?"),
    "string": ("ok", 0, "Text came back"),
    "objects": ("ok", 0, "dtype object"),
    "nan": ("ok", 3, "NaN"),
    "shape": ("ok", 0, "shape (1, 3) came back"),
    "loop-in-probe": ("timed_out", 0, "did not end within the time allowed"),
    "format-3": ("ok", 10, "was upgraded to format 4"),
    "syntax": ("raised", 10, "SyntaxError"),
    "loop-in-cell": ("timed_out", 10, "as expected"),
    "memory": ("out_of_memory", 10, "as expected"),
    "output": ("output_limit", 10, "as expected"),
    "sys-exit": ("raised", 10, "SystemExit"),
    "os-exit": ("kernel_died", 10, "as expected"),
    "aborted": ("kernel_died", 10, "as expected"),
    "killed": (None, 10, "as expected"),  # depends on the isolation, see below
    "two": ("ok", 10, "two/standardize.ipynb was graded (it has the assignment's name), not two/first.ipynb"),
}


@pytest.fixture(scope="module", autouse=True)
def orphans_come_to_us() -> Iterator[None]:
    """Whatever process a grader leaves behind becomes a child of the tests, which have no other children then."""
    close_parents()
    adopt_orphans(True)
    yield
    adopt_orphans(False)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, with short limits."""
    return strict_course(tmp_path_factory.mktemp("strict") / "course")


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions with every bad input among them."""
    return bad_class(tmp_path_factory.mktemp("everyone") / "class")


@pytest.fixture(scope="module")
def graded(strict: Path, everyone: Path) -> tuple[Path, Ended]:
    """Where the class with every bad input was graded, and how that ended."""
    out = everyone.parent / "out"
    return out, grade(strict, everyone, "--out", out, *SEED, "--jobs", 2)


def runs_of(out: Path) -> list[Run]:
    with Archive.open(out / "archive.sqlite") as archive:
        return list(archive.runs())


def judgements(out: Path) -> dict[str, dict[str, object]]:
    runs = runs_of(out)
    found = {run.student: run.judgement for run in runs}
    assert len(found) == len(runs), "a submission was graded twice"
    return found


def said_about(run: dict) -> str:
    """Everything that the results document says in words about one student."""
    cells = [cell["error"] for cell in run["execution"]["cells"]]
    return "\n".join([run["problem"], *run["notes"], *cells, *(check["reason"] for check in run["checks"])])


def assert_is_one_line(ended: Ended, words: str) -> None:
    """A refusal: exit code 2 and one line that says why."""
    assert ended.code == 2
    assert ended.err.startswith("grader: ")
    assert ended.err.count("\n") == 1
    assert words in ended.err


# --- every bad input ------------------------------------------------------------------------------------------


def test_a_class_with_every_bad_input_ends_well(graded):
    out, ended = graded
    assert (ended.code, ended.err) == (0, "")
    assert left_behind(ended.pid) == NOTHING
    assert len(JUDGED) >= 24
    assert list(by_student(out)) == sorted(JUDGED)


@pytest.mark.parametrize("student", JUDGED)
def test_each_student_of_it_has_his_own_status_points_and_reason(graded, student):
    status, earned, words = JUDGED[student]
    run = by_student(graded[0])[student]
    assert (run["status"], run["earned"]) == (status or run["status"], earned)
    assert words in said_about(run)


def test_a_kernel_that_kills_itself_is_dead_unless_it_is_the_first_process_of_a_namespace(graded):
    walls = results(graded[0])["environment"]["isolation"]
    expected = "ok" if walls == "strong" else "kernel_died"  # Linux lets no such process kill itself
    assert by_student(graded[0])["killed"]["status"] == expected


@pytest.mark.parametrize("student", [name for name in ROUGH if JUDGED[name][0] not in ("ok", None)])
def test_the_cell_that_broke_is_named_and_the_page_says_why(graded, student):
    status = JUDGED[student][0]
    cells = by_student(graded[0])[student]["execution"]["cells"]
    assert [cell["status"] for cell in cells].count("ok") == 1
    assert status in {cell["status"] for cell in cells}
    page = (graded[0] / "feedback" / f"{student}.html").read_text("utf-8")
    said = {
        "raised": "raised an error",
        "timed_out": "took longer than is allowed",
        "out_of_memory": "needed more memory than is allowed",
        "output_limit": "printed more than is allowed",
        "kernel_died": "ended before the notebook did",
    }
    assert said[status] in page


@pytest.mark.parametrize("student", GOOD)
def test_a_student_of_it_has_exactly_the_marks_he_gets_alone(graded, strict, everyone, tmp_path, student):
    ended = grade(strict, everyone / f"{student}.ipynb", "--out", tmp_path / "alone", *SEED)
    assert ended.code == 0
    alone = by_student(tmp_path / "alone")
    assert list(alone) == [student]
    assert marks(alone[student]) == marks(by_student(graded[0])[student])


def test_every_student_has_a_line_a_page_and_a_row(graded):
    out, ended = graded
    assert sorted(FINISHED.findall(ended.out)) == sorted(JUDGED)
    assert {path.stem for path in (out / "feedback").iterdir()} == set(JUDGED)
    assert len((out / "gradebook.csv").read_text("utf-8").splitlines()) == len(JUDGED) + 1
    assert len(runs_of(out)) == len(JUDGED)


def test_a_zip_of_the_class_holds_the_same_submissions(graded, strict, everyone, tmp_path):
    out, _ = graded
    before = (out / "results.json").read_bytes()
    ended = grade(strict, packed(everyone, tmp_path / "class.zip"), "--out", out, *SEED)
    assert ended.code == 0
    assert FINISHED.findall(ended.out) == []
    assert (out / "results.json").read_bytes() == before


# --- a zip, workers, options ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six submissions of every fast sort."""
    folder = tmp_path_factory.mktemp("few") / "class"
    write_class(folder, GOOD | {"syntax": ROUGH["syntax"], "empty": b""})
    write_class(folder / "files", {"standardize": notebook_of("from mine import standardize")})
    (folder / "files" / "mine.py").write_text(CORRECT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def graded_few(strict: Path, few: Path) -> Path:
    """Where they were graded one after the other."""
    out = few.parent / "one by one"
    assert grade(strict, few, "--out", out, *SEED, "--jobs", 1).code == 0
    return out


@pytest.mark.parametrize("jobs", [2, 4])
def test_the_judgements_do_not_depend_on_the_number_of_workers(strict, few, graded_few, tmp_path, jobs):
    assert grade(strict, few, "--out", tmp_path / "out", *SEED, "--jobs", jobs).code == 0
    assert judgements(tmp_path / "out") == judgements(graded_few)


def test_a_zip_is_graded_as_its_folder_is(strict, few, graded_few, tmp_path):
    archive = packed(few, tmp_path / "class.zip")
    assert grade(strict, archive, "--out", tmp_path / "out", *SEED).code == 0
    assert judgements(tmp_path / "out") == judgements(graded_few)


def test_a_student_named_is_the_only_one_graded(strict, few, graded_few, tmp_path):
    ended = grade(strict, few, "--out", tmp_path / "out", *SEED, "--student", "files")
    assert ended.code == 0
    found = by_student(tmp_path / "out")
    assert list(found) == ["files"]
    assert marks(found["files"]) == marks(by_student(graded_few)["files"])


def test_force_grades_again_and_the_archive_keeps_both(strict, few, tmp_path):
    out = tmp_path / "out"
    only = ("--student", "good-arrays", "--out", out)
    assert grade(strict, few, *only, *SEED).code == 0
    again = grade(strict, few, *only, *SEED, "--force")
    assert FINISHED.findall(again.out) == ["good-arrays"]
    assert list(by_student(out)) == ["good-arrays"]
    first, second = runs_of(out)
    assert first.judgement == second.judgement


def test_given_again_the_command_grades_nobody_twice(strict, few, graded_few):
    before = (graded_few / "results.json").read_bytes()
    again = grade(strict, few, "--out", graded_few)
    assert (again.code, FINISHED.findall(again.out)) == (0, [])
    assert (graded_few / "results.json").read_bytes() == before
    assert results(graded_few)["seed"] == SEED[1]


# --- interruptions --------------------------------------------------------------------------------------------


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Nine correct submissions that take a while each."""
    cells = {f"student{n}": notebook_of(CORRECT, f"import time\ntime.sleep(0.5 + {n} / 1000)") for n in range(9)}
    return write_class(tmp_path / "class", cells)


def interrupt(process: "subprocess.Popen[str]", signum: int, after: int) -> tuple[list[str], Ended]:
    """Send a signal as soon as `after` students are done; their names, and how it ended."""
    done: list[str] = []
    for line in process.stdout:
        done += FINISHED.findall(line)
        if len(done) == after:
            break
    process.send_signal(signum)
    ended = end(process, PATIENCE_SECONDS)
    return done, ended


@pytest.mark.parametrize(
    ("signum", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)], ids=["kill -9", "Ctrl-C"]
)
def test_an_interrupted_class_continues_where_it_was(strict, slow, tmp_path, signum, code):
    out = tmp_path / "out"
    done, ended = interrupt(start(strict, "grade", "standardize", slow, "--out", out, "--jobs", 2), signum, after=3)
    assert ended.code == code
    assert "Traceback" not in ended.err
    processes, folders = left_behind(ended.pid)
    assert processes == []
    assert folders == [] or signum == signal.SIGKILL  # nobody was left to remove them
    kept = rows_of(out)
    assert set(done) <= set(kept)
    assert len(kept) < 9

    again = grade(strict, slow, "--out", out, "--jobs", 2)
    assert again.code == 0
    assert f"{len(kept)} submissions were graded before, {9 - len(kept)} remain." in again.out
    assert left_behind(ended.pid) == left_behind(again.pid) == NOTHING
    assert set(FINISHED.findall(again.out)) == set(by_student(out)) - set(kept)
    assert {student: run["earned"] for student, run in by_student(out).items()} == {f"student{n}": 10 for n in range(9)}
    finished = rows_of(out)
    assert len(runs_of(out)) == len(finished) == 9
    assert {student: finished[student] for student in kept} == kept
    assert {run.seed for run in runs_of(out)} == {results(out)["seed"]}


def rows_of(out: Path) -> dict[str, tuple[int, float, int]]:
    """What tells a Run of the archive from any other: its place, its seconds and its peak of memory."""
    return {run.student: (place, run.seconds, run.peak_bytes) for place, run in enumerate(runs_of(out))}


# --- disks and neighbours -------------------------------------------------------------------------------------


def test_results_under_a_file_are_refused_in_one_line(strict, few, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    ended = grade(strict, few, "--out", tmp_path / "file" / "out")
    assert_is_one_line(ended, "Name another folder with --out")


def test_a_folder_that_may_not_be_written_is_refused_in_one_line(strict, few, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "out").mkdir(mode=0o500)
    assert_is_one_line(grade(strict, few, "--out", tmp_path / "out"), "cannot be written")


def test_a_full_disk_stops_in_one_line_and_a_later_run_continues(strict, slow, tmp_path):
    out = tmp_path / "out"
    full = grade(strict, slow, "--out", out, "--jobs", 1, file_bytes=100_000)
    assert_is_one_line(full, "then give the same command again")
    assert left_behind(full.pid) == NOTHING
    kept = rows_of(out)
    assert 0 < len(kept) < 9
    assert grade(strict, slow, "--out", out).code == 0
    finished = rows_of(out)
    assert len(runs_of(out)) == len(finished) == 9
    assert {student: finished[student] for student in kept} == kept


def test_reports_that_cannot_be_written_do_not_cost_the_marks(strict, few, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "feedback").write_text("in the way", "utf-8")
    assert_is_one_line(grade(strict, few, "--out", out), "give the same command again")
    (out / "feedback").unlink()
    again = grade(strict, few, "--out", out)
    assert (again.code, FINISHED.findall(again.out)) == (0, [])
    assert {path.stem for path in (out / "feedback").iterdir()} == set(by_student(out))


def test_a_second_grader_on_the_same_results_is_refused(strict, slow, tmp_path):
    out = tmp_path / "out"
    first = start(strict, "grade", "standardize", slow, "--out", out)
    waited_for = first.stdout.readline()  # by then it holds the archive
    second = grade(strict, slow, "--out", out)
    ended = end(first)
    assert "reference" in waited_for
    assert_is_one_line(second, "Another grader is writing")
    assert ended.code == 0
    assert len(runs_of(out)) == 9


def test_an_empty_class_and_an_unknown_assignment_are_refused(strict, few, tmp_path):
    (tmp_path / "class").mkdir()
    assert_is_one_line(grade(strict, tmp_path / "class", "--out", tmp_path / "out"), "no submission")
    unknown = end(start(strict, "grade", "standardise", few, "--out", tmp_path / "out"))
    assert_is_one_line(unknown, "Did you mean `standardize`?")
    assert not (tmp_path / "out").exists()
    assert catalog.names(strict) == ["standardize"]
