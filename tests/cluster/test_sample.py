"""Which submissions are graded on two workers, and what is said when their marks differ."""

import msgspec
import pytest
from graded import graded

from grader.cluster.sample import MOST_BYTES, Graded, Sample, compared
from grader.records.run import Surroundings
from grader.records.submission import Submission
from grader.records.verdict import Verdict

FAIL = Verdict.FAIL


def made(template, run, worker="tcp://a:1", cpu="one"):
    return Graded(job=template, run=msgspec.structs.replace(run, surroundings=Surroundings(cpu=cpu)), worker=worker)


@pytest.mark.parametrize(("size", "drawn"), [(0, 0), (1, 1), (50, 1), (51, 2), (400, 8), (5000, 20)])
def test_one_in_fifty_is_drawn_at_least_one_and_at_most_twenty(template, size, drawn):
    sample = Sample(7)
    for number in range(size):
        sample.consider(made(template, graded(student=f"s{number}")))
    students = [each.run.student for each in sample.drawn()]
    assert len(students) == len(set(students)) == drawn


def test_those_at_the_end_of_a_class_are_drawn_as_those_at_its_beginning(template):
    late = 0
    for seed in range(40):
        sample = Sample(seed)
        for number in range(1000):
            sample.consider(made(template, graded(student=str(number))))
        late += sum(int(each.run.student) >= 500 for each in sample.drawn())
    assert 300 < late < 500  # of 800


def test_what_ended_by_a_fault_or_by_a_clock_or_is_large_is_not_compared(template):
    sample = Sample(7)
    sample.consider(made(template, graded(Verdict.ERROR)))
    sample.consider(made(template, graded(FAIL, out_of_wall_time=True)))
    heavy = Submission(student="ada", notebook=b"{}", files=(("data.bin", b"0" * MOST_BYTES),))
    sample.consider(made(msgspec.structs.replace(template, submission=heavy), graded()))
    assert sample.drawn() == []


def test_equal_marks_are_counted_whatever_the_clocks_and_processors(template):
    first, second = graded(FAIL, seconds=1.0), graded(FAIL, seconds=9.0)
    told = compared([(made(template, first), made(template, second, "tcp://b:1", "two"))])
    assert (told.count, told.differing) == (1, ())


def test_another_mark_is_a_flag_with_both_workers_and_the_checks(template):
    first, second = graded(), graded(FAIL)
    told = compared([(made(template, first), made(template, second, "tcp://b:1", "two"))])
    (run,) = told.differing
    assert run.checks == first.checks, "the first mark stands until somebody looked"
    (flag,) = run.flags
    assert flag.evidence["first"] == "tcp://a:1, one"
    assert flag.evidence["second"] == "tcp://b:1, two"
    assert list(flag.evidence["checks"].values()) == ["pass, then fail"]


def test_a_fault_of_the_second_worker_says_nothing_about_the_mark(template):
    told = compared([(made(template, graded()), made(template, graded(Verdict.ERROR), "tcp://b:1"))])
    assert told.differing == ()
