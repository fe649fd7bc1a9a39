"""Tests of a class whose Runs are not in memory: everything made of it is what it is for one in memory."""

import tracemalloc
from datetime import UTC, datetime

import msgspec
import pytest
from sample_class import FAIL, PASSED, class_with_equal_code, made_class, made_run, perfect_run, small_class

from grader.records.adjusted import with_adjustments
from grader.records.adjustment import Act, Adjustment
from grader.records.results import Results
from grader.records.stored_runs import StoredRuns, in_short, with_equals
from grader.reports import FORMATS, write_all
from grader.reports.behaviours import clusters


def stored(results: Results) -> Results:
    """The same class, of which each Run is read when it is asked for."""
    return msgspec.structs.replace(results, runs=StoredRuns.of(results.runs, lambda run: run))


def test_stored_runs_are_a_sequence_like_any_other() -> None:
    runs = small_class().runs
    found = stored(small_class()).runs
    assert (len(found), found[0], found[-1], found[1:3]) == (4, runs[0], runs[-1], runs[1:3])
    assert list(found)[2] == runs[2]
    with pytest.raises(IndexError):
        found[4]


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_of_stored_runs_is_that_of_runs_in_memory(name: str) -> None:
    for results in (small_class(), class_with_equal_code(), made_class()):
        assert FORMATS[name].render(stored(results)) == FORMATS[name].render(results)


def test_all_files_of_stored_runs_are_those_of_runs_in_memory(tmp_path) -> None:
    write_all(small_class(), tmp_path / "memory")
    for path in write_all(stored(small_class()), tmp_path / "stored"):
        assert path.read_bytes() == (tmp_path / "memory" / path.relative_to(tmp_path / "stored")).read_bytes()


def test_students_with_equal_code_know_of_each_other_when_they_are_read() -> None:
    plain = [msgspec.structs.replace(r, same_code_as=(), notes=()) for r in class_with_equal_code().runs]
    found = with_equals(StoredRuns.of(plain, lambda run: run))
    assert tuple(found) == with_equals(plain)
    assert [bool(run.same_code_as) for run in in_short(made_class(*plain)).runs] == [False] * 8
    assert isinstance(found, StoredRuns)
    assert [bool(run.same_code_as) for run in found.short] == [bool(run.same_code_as) for run in found]


def test_what_people_decided_is_in_the_run_and_in_its_short_form() -> None:
    more = Adjustment(
        assignment="mnist_softmax",
        student="grace",
        submission_hash="ab12" * 16,
        act=Act.ADD,
        target="softmax",
        points=2,
        text="The idea is right.",
        by="staff",
        created=datetime(2026, 5, 2, tzinfo=UTC),
        number=1,
    )
    found = with_adjustments(stored(small_class()), [more])
    expected = with_adjustments(small_class(), [more])
    assert expected.runs[1].earned == small_class().runs[1].earned + 2
    assert [run.earned for run in found.runs] == [run.earned for run in in_short(found).runs]
    assert tuple(run.earned for run in found.runs) == tuple(run.earned for run in expected.runs)


def test_behaviours_are_found_in_short_forms_with_the_first_example() -> None:
    def missed(student: str, behaviour: str, **evidence: object) -> object:
        run = made_run(student, ((FAIL, "Wrong.", ""), *PASSED[1:]))
        first = msgspec.structs.replace(run.checks[0], evidence={"behaviour": behaviour, **evidence})
        return msgspec.structs.replace(run, checks=(first, *run.checks[1:]))

    examples = [{"example": {"call": f"softmax({n})", "observed": "nan"}} for n in range(2)]
    runs = [missed("ada", "b1"), missed("ben", "b1", **examples[0]), missed("cy", "b1", **examples[1])]
    results = made_class(*runs, missed("di", "b2", **examples[1]), missed("eve", "b2"))
    found = clusters(in_short(stored(results)))
    assert found == clusters(results)
    assert [cluster.example for cluster in found] == ["softmax(0) gives nan", "softmax(1) gives nan"]


def large_class(students: int, notebook_bytes: int) -> Results:
    """A class whose Runs are made when they are read, each with so much code and evidence."""

    def read(number: int) -> object:
        run = perfect_run()
        line = f"x = {number}  # " + "a" * 70 + "\n"
        code = {"not_asked_for": line * (notebook_bytes // len(line))}
        seen = {"observed": "1.5, " * (notebook_bytes // 50)}
        checks = tuple(msgspec.structs.replace(check, evidence=seen) for check in run.checks)
        hashes = {"submission_hash": f"{number:064}", "code_hash": f"{number:064x}"}
        return msgspec.structs.replace(run, student=f"s{number}", code=code, checks=checks, **hashes)

    return msgspec.structs.replace(made_class(), runs=with_equals(StoredRuns.of(range(students), read)))


def test_what_is_kept_of_a_class_does_not_grow_with_the_notebooks() -> None:
    tracemalloc.start()
    try:
        kept, sizes = [], []
        for notebook_bytes in (100, 100_000):
            before, _ = tracemalloc.get_traced_memory()
            kept.append(large_class(100, notebook_bytes))
            sizes.append(tracemalloc.get_traced_memory()[0] - before)
    finally:
        tracemalloc.stop()
    assert sizes[1] < sizes[0] + 50_000  # a half of one of the hundred notebooks
    assert sizes[0] < 100 * 2_500


def test_the_reports_of_a_class_are_written_with_a_few_of_its_runs_in_memory(tmp_path) -> None:
    results = large_class(40, 200_000)
    tracemalloc.start()
    try:
        write_all(results, tmp_path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    written = (tmp_path / "results.json").stat().st_size
    assert written > 40 * 200_000
    assert most < written / 2
