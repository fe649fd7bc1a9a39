"""The archive of Runs."""

import os
import signal
import sqlite3
from datetime import UTC, datetime

import msgspec
import pytest

from grader.errors import StorageError
from grader.records.assignment import Assignment
from grader.records.run import Job
from grader.records.submission import Submission
from grader.records.verdict import Verdict
from grader.store.archive import Archive, Key

# Appends Runs of students 0, 1, 2, … and names each on standard output once `append` has returned.
APPENDER = """
import sys
from pathlib import Path
import msgspec
from grader.records.run import Environment, Run
from grader.records.execution import Status
from grader.store.archive import Archive

path, prefix, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
environment = Environment(grader="0", python="3", tensorflow="2", keras="3", numpy="2", platform="x")
with Archive.open(path, write=True) as archive:
    for number in range(count):
        run = Run(
            student=f"{prefix}{number}", attempt=1, submission_hash="s", assignment="a", assignment_hash="h",
            seed=1, questions=("q",), environment=environment, status=Status.OK, problem="x" * 2000,
        )
        archive.append(run)
        print(run.student, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results" / "archive.sqlite3"


@pytest.fixture
def archive(path):
    with Archive.open(path, write=True) as archive:
        yield archive


def found(archive, key):
    """The Run that fits a key."""
    entry = archive.find(key)
    return None if entry is None else entry.run


def last(archive, *named):
    """The newest Run of a student."""
    entry = archive.last(*named)
    return None if entry is None else entry.run


def integrity(path):
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall()
    finally:
        connection.close()


# --- appending and finding


def test_what_was_appended_is_there_under_its_number(archive, make_run):
    runs = [make_run(student=name) for name in ("ada", "ben", "chloe")]
    numbers = archive.append(runs[0]) + archive.append(*runs[1:])
    assert [archive.run(number) for number in numbers] == runs
    assert [entry.number for entry in archive.entries()] == numbers


def test_a_run_with_evidence_and_training_survives_closing_and_opening(path, full_run):
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
    with Archive.open(path) as archive:
        assert list(archive.runs()) == [full_run]
        assert found(archive, Key.of_run(full_run)) == full_run


def test_an_empty_archive_finds_nothing(archive, full_run):
    assert found(archive, Key.of_run(full_run)) is None
    assert list(archive.runs()) == []
    assert archive.newest("mnist_softmax", ("softmax",)) is None
    assert last(archive, "mnist_softmax", "ada", ("softmax",)) is None
    assert archive.seconds("mnist_softmax", ("softmax",)) == {}
    assert list(archive.entries()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"code_hash": "c" * 64},
        {"basis_hash": "c" * 64},
        {"code_hash": "c" * 64, "submission_hash": "c" * 64},
        {"basis_hash": "c" * 64, "assignment_hash": "c" * 64},
        {"seed": 7},
        {"questions": ("softmax",)},
    ],
    ids=lambda changes: "+".join(changes),
)
def test_every_part_of_the_key_tells_submissions_apart(archive, full_run, make_run, changes):
    archive.append(full_run)
    assert found(archive, Key.of_run(make_run(**changes))) is None


@pytest.mark.parametrize(
    "changes",
    [{"student": "Zoë"}, {"submission_hash": "c" * 64}, {"assignment_hash": "c" * 64}, {"attempt": 9}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_run_of_equal_code_on_an_equal_basis_is_found_whoever_handed_it_in(archive, full_run, make_run, changes):
    archive.append(full_run)
    assert found(archive, Key.of_run(make_run(**changes))) == full_run


def test_the_own_run_is_preferred_then_the_one_of_the_same_hand_in_then_the_newest(archive, make_run):
    own = [make_run(student="ada", submission_hash=name, seconds=seconds) for name, seconds in (("x", 1.0), ("x", 2.0))]
    again = make_run(student="ada", submission_hash="y")
    archive.append(*own, again, make_run(student="ben", submission_hash="x"))
    assert found(archive, Key.of_run(make_run(student="ada", submission_hash="x"))) == own[1]
    assert found(archive, Key.of_run(make_run(student="ada", submission_hash="z"))) == again
    assert found(archive, Key.of_run(make_run(student="chloe", submission_hash="y"))) == again


def test_a_run_in_which_the_grader_failed_is_never_found(archive, full_run, make_run):
    failed = msgspec.structs.replace(full_run.checks[0], verdict=Verdict.ERROR)
    sound = make_run(student="ada")
    archive.append(sound, make_run(checks=(failed,)))
    assert found(archive, Key.of_run(full_run)) == sound
    archive.append(make_run(code_hash="other", checks=(failed,)))
    assert found(archive, Key.of_run(make_run(code_hash="other"))) is None


def test_a_run_that_knows_no_hashes_is_found_by_the_hand_in_and_the_files_of_the_assignment(archive, make_run):
    old = make_run(code_hash="", basis_hash="")
    archive.append(old)
    assert found(archive, Key.of_run(make_run())) == old
    assert found(archive, Key.of_run(old)) == old
    for changes in ({"submission_hash": "other"}, {"assignment_hash": "other"}):
        assert found(archive, Key.of_run(make_run(**changes))) is None


def test_a_key_that_knows_no_code_finds_the_run_of_the_same_hand_in(archive, full_run, make_run):
    archive.append(full_run)
    assert found(archive, Key.of_run(make_run(code_hash=""))) == full_run
    assert found(archive, Key.of_run(make_run(code_hash="", submission_hash="other"))) is None


def test_another_environment_is_graded_anew(archive, full_run, make_run):
    archive.append(full_run)
    newer = msgspec.structs.replace(full_run.environment, tensorflow="2.22.0")
    assert found(archive, Key.of_run(make_run(environment=newer))) is None


def test_the_order_of_the_questions_does_not_matter(archive, full_run):
    archive.append(full_run)
    key = msgspec.structs.replace(Key.of_run(full_run), questions=("build_model", "softmax"))
    assert found(archive, key) == full_run
    assert archive.newest("mnist_softmax", ("build_model", "softmax")) == full_run
    assert last(archive, "mnist_softmax", full_run.student, ("build_model", "softmax")) == full_run


def test_a_regraded_submission_is_found_as_its_newest_run(archive, full_run, make_run):
    again = make_run(seconds=1.0)
    archive.append(full_run)
    archive.append(again)
    assert found(archive, Key.of_run(full_run)) == again
    assert list(archive.runs()) == [full_run, again]


def test_a_job_and_the_run_it_makes_have_the_same_key(make_run, full_run):
    submission = Submission(student="ada", notebook=b"{}")
    assignment = Assignment(slug="x", title="X", notebook="x.ipynb", questions=(), hash="d" * 64)
    job = Job(
        assignment=assignment,
        submission=submission,
        seed=5,
        probes=(),
        expected={},
        questions=("q",),
        environment=full_run.environment,
        code_hash=full_run.code_hash,
        basis_hash=full_run.basis_hash,
    )
    run = make_run(student="ada", submission_hash=submission.hash, assignment_hash="d" * 64, seed=5, questions=("q",))
    assert Key.of_job(job) == Key.of_run(run)


def test_a_student_whose_name_is_no_utf8_is_found_again(archive, make_run):
    run = make_run(student="caf\udce9")
    archive.append(run)
    assert found(archive, Key.of_run(run)) == run
    assert last(archive, run.assignment, run.student, run.questions) == run
    assert [entry.run for entry in archive.entries(run.student)] == [run]


def test_runs_are_those_of_one_assignment_in_the_order_they_were_appended(archive, make_run):
    runs = [make_run(student=s, assignment_hash=h) for s, h in (("b", "1"), ("a", "2"), ("c", "1"), ("a", "1"))]
    for run in runs:
        archive.append(run)
    assert list(archive.runs()) == runs
    assert [run.student for run in archive.runs("1")] == ["b", "c", "a"]
    assert list(archive.runs("3")) == []


def test_the_newest_run_is_that_of_the_same_questions_whatever_became_of_the_assignment(archive, make_run):
    runs = [make_run(seed=seed, questions=questions) for seed, questions in ((3, ("q",)), (2**80, ("q",)))]
    apart = make_run(seed=4, questions=("q", "r"), assignment_hash="changed")
    archive.append(*runs, apart, make_run(assignment="other", questions=("q",)))
    assert archive.newest("mnist_softmax", ("q",)) == runs[1]
    assert archive.newest("mnist_softmax", ("r", "q")) == apart
    assert archive.newest("mnist_softmax", ("r",)) is None


def test_the_last_run_of_a_student_is_his_own_of_the_same_questions(archive, make_run):
    runs = [make_run(student=name, questions=("q",), seed=seed) for seed, name in enumerate("aba")]
    archive.append(*runs, make_run(student="a", questions=("r",)))
    assert last(archive, "mnist_softmax", "a", ("q",)) == runs[2]
    assert last(archive, "mnist_softmax", "b", ("q",)) == runs[1]
    assert last(archive, "mnist_softmax", "c", ("q",)) is None
    assert last(archive, "other", "a", ("q",)) is None


def test_seconds_are_those_of_each_students_newest_run(archive, make_run):
    archive.append(*(make_run(student=name, seconds=seconds) for name, seconds in (("a", 9.0), ("b", 0.0), ("a", 2.5))))
    assert archive.seconds("mnist_softmax", ("build_model", "softmax")) == {"a": 2.5, "b": 0.0}
    assert archive.seconds("mnist_softmax", ("softmax",)) == {}


def test_runs_appended_together_are_there_together_or_not_at_all(archive, full_run, make_run):
    with pytest.raises(TypeError):
        archive.append(full_run, make_run(code={"softmax": object()}))
    assert list(archive.runs()) == []
    archive.append(full_run, make_run(student="ben"))
    assert [run.student for run in archive.runs()] == [full_run.student, "ben"]


def test_entries_know_when_their_run_was_appended(archive, full_run, make_run):
    began = datetime.now(UTC)
    archive.append(full_run)
    archive.append(make_run(student="ben"))
    first, second = archive.entries()
    assert (first.run, second.run) == (full_run, make_run(student="ben"))
    assert began.replace(microsecond=0) <= first.created <= second.created <= datetime.now(UTC)
    assert [entry.run.student for entry in archive.entries("ben")] == ["ben"]


def test_runs_can_be_appended_while_others_are_being_read(archive, make_run):
    for student in "abc":
        archive.append(make_run(student=student))
    for run in archive.runs("b" * 64):
        if run.student in "abc":
            archive.append(make_run(student=run.student * 2, assignment_hash="other"))
    assert [run.student for run in archive.runs("other")] == ["aa", "bb", "cc"]


def test_a_row_that_cannot_be_read_is_named(path, archive, full_run):
    archive.append(full_run)
    spoiler = sqlite3.connect(path)
    spoiler.execute("INSERT INTO runs SELECT 41, created, student, attempt, submission_hash, assignment, "
                    "assignment_hash, seed, questions, environment, '{}', '', '', 0 FROM runs")  # fmt: skip
    spoiler.commit()
    spoiler.close()
    with pytest.raises(StorageError, match=r"Row 41 of the archive .*results/archive\.sqlite3"):
        list(archive.runs())


# --- what disks, permissions and other processes do


def test_every_append_that_returned_survives_kill_9(path, start_python):
    returned = {}
    for life in range(4):
        process = start_python(APPENDER, path, f"life {life} student ", 100_000)
        lines = [process.stdout.readline() for _ in range(5 + 20 * life)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        returned[life] = sum(line.endswith("\n") for line in lines)
        assert process.wait() == -signal.SIGKILL, process.stderr.read()
    with Archive.open(path) as archive:
        found = [run.student for run in archive.runs()]
    for life, count in returned.items():
        prefix = f"life {life} student "
        survivors = [student for student in found if student.startswith(prefix)]
        assert survivors == [f"{prefix}{number}" for number in range(len(survivors))]
        assert len(survivors) in (count, count + 1), "one more may be on the disk than could be told"
    assert integrity(path) == [("ok",)]


def test_a_disk_that_takes_no_more_is_a_storage_error_and_keeps_what_was_appended(path, start_python):
    program = """
import resource, sys
from grader.errors import StorageError
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    exec(sys.argv[4])
except StorageError as error:
    print(error, file=sys.stderr)
    sys.exit(7)
"""
    process = start_python(program, path, "student ", 10_000, APPENDER)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 7, errors
    assert str(path) in errors
    assert "give the same command again" in errors
    appended = output.splitlines()
    assert len(appended) > 10
    with Archive.open(path, write=True) as archive:
        assert [run.student for run in archive.runs()] == appended
        archive.append(next(archive.runs()))  # there is room again
        assert len(list(archive.runs())) == len(appended) + 1
    assert integrity(path) == [("ok",)]


def test_a_path_under_a_regular_file_is_a_storage_error(tmp_path):
    (tmp_path / "results").write_text("not a folder")
    path = tmp_path / "results" / "archive.sqlite3"
    with pytest.raises(StorageError, match="cannot be written") as caught:
        Archive.open(path, write=True)
    assert str(path) in str(caught.value)
    with pytest.raises(StorageError, match="found no such file"):
        Archive.open(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere: permissions cannot be tested as root")
def test_a_folder_without_write_permission_is_a_storage_error(path):
    path.parent.mkdir()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="cannot be written: Permission denied"):
            Archive.open(path, write=True)
    finally:
        path.parent.chmod(0o700)


def test_reading_where_no_archive_is_makes_none(path):
    with pytest.raises(StorageError, match=r"Expected an archive at .*archive\.sqlite3, found no such file"):
        Archive.open(path)
    assert not path.parent.exists()


def test_a_second_writer_is_refused_and_reading_goes_on(path, start_python, full_run, make_run):
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
        process = start_python(APPENDER, path, "second ", 1)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert f"StorageError: Another grader is writing the archive {path}" in errors
        with Archive.open(path) as reader:
            assert list(reader.runs()) == [full_run]
            archive.append(make_run(student="next"))
            assert [run.student for run in reader.runs()] == [full_run.student, "next"]


def test_an_archive_can_be_written_again_once_it_is_closed(path, full_run):
    for _ in range(2):
        with Archive.open(path, write=True) as archive:
            archive.append(full_run)
            archive.close()  # closing twice is allowed
    with Archive.open(path) as archive:
        assert list(archive.runs()) == [full_run, full_run]


def test_an_archive_that_could_not_be_opened_is_not_left_locked(path, full_run):
    path.parent.mkdir()
    path.write_text("student,points\n" * 50)
    with pytest.raises(StorageError, match="not a database"):
        Archive.open(path, write=True)
    path.unlink()
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)


# A grader killed with kill -9 leaves its forked workers behind; they must not keep the archive locked.
FORKER = """
import os, sys
from pathlib import Path
from grader.store.archive import Archive

archive = Archive.open(Path(sys.argv[1]), write=True)
worker = os.fork()
if worker == 0:
    print(os.getpid(), flush=True)
    sys.stdin.read()
    os._exit(0)
os.waitpid(worker, 0)
"""


def test_a_forked_worker_that_outlives_its_killed_grader_does_not_keep_the_archive_locked(path, start_python, full_run):
    process = start_python(FORKER, path)
    worker = int(process.stdout.readline())
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    os.kill(worker, 0)  # raises where the worker is gone
    with Archive.open(path, write=True) as archive:
        archive.append(full_run)
        assert list(archive.runs()) == [full_run]


def test_a_reader_sees_whole_runs_in_order_while_another_process_writes(path, start_python):
    process = start_python(APPENDER, path, "student ", 300)
    process.stdout.readline()
    seen = 0
    while seen < 300:
        with Archive.open(path) as archive:
            students = [run.student for run in archive.runs()]
        assert students == [f"student {number}" for number in range(len(students))]
        assert len(students) >= seen
        seen = len(students)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
