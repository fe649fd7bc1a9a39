"""Many submissions on real executors: the same Runs whatever does the work."""

import contextlib
import multiprocessing
import threading
from collections.abc import Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import msgspec
import psutil
import pytest
from course import CORRECT, notebook_of

from grader.fanout import grade_many
from grader.records.assignment import Limits
from grader.records.execution import Status
from grader.records.run import Job, Run
from grader.records.score import score
from grader.records.submission import Submission
from grader.records.verdict import Verdict

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(180)]

NOTEBOOKS = {
    "ada": notebook_of(CORRECT),
    "ben": notebook_of("import numpy as np", CORRECT.replace("axis=0", "axis=1, keepdims=True")),
    "chloe": notebook_of("import numpy as np\ndef standardize(x):\n    return x / np.random.normal() + undefined"),
}


def jobs_of(template: Job, notebooks: dict[str, bytes]) -> Iterable[Job]:
    for student, content in notebooks.items():
        yield msgspec.structs.replace(template, submission=Submission(student=student, notebook=content))


def grade(template: Job, executor: Executor, width: int, notebooks: dict[str, bytes] = NOTEBOOKS) -> dict[str, Run]:
    with executor:
        return {job.submission.student: run for job, run in grade_many(jobs_of(template, notebooks), executor, width)}


def processes(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))


@pytest.fixture(scope="module")
def alone(template) -> dict[str, Run]:
    """The Runs of the three, one after the other on one thread."""
    return grade(template, ThreadPoolExecutor(1), 1)


def test_each_student_gets_the_points_of_the_own_notebook(template, alone):
    earned = {student: score(run, template.assignment).earned for student, run in alone.items()}
    assert earned == {"ada": 10, "ben": 4, "chloe": 0}


@pytest.mark.parametrize(
    ("executor", "count", "width"),
    [(ThreadPoolExecutor, 3, 3), (ThreadPoolExecutor, 1, 3), (processes, 2, 2), (processes, 2, 3)],
)
def test_the_judgements_are_the_same_whatever_the_executor_and_the_width(template, alone, executor, count, width):
    together = grade(template, executor(count), width)
    assert {s: run.judgement for s, run in together.items()} == {s: run.judgement for s, run in alone.items()}


class Counting(ThreadPoolExecutor):
    """Threads that remember how many jobs they were ever given before earlier ones were done."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.futures, self.most = [], 0

    def submit(self, function, /, *arguments, **options):
        self.futures.append(super().submit(function, *arguments, **options))
        self.most = max(self.most, sum(not future.done() for future in self.futures))
        return self.futures[-1]


@pytest.mark.parametrize("width", [1, 2])
def test_never_more_are_in_flight_than_the_width(template, width):
    executor = Counting(4)
    empty = notebook_of("import numpy as np")
    runs = grade(template, executor, width, {f"s{number}": empty for number in range(5)})
    assert len(runs) == 5
    assert executor.most == width


AMPLE = Limits(cell_wall_seconds=120, probe_wall_seconds=120)
SCANT = Limits(cell_wall_seconds=0.2, probe_wall_seconds=120)
WAITING = notebook_of(CORRECT, "import time\ntime.sleep(1)")


class Busy(ThreadPoolExecutor):
    """A busy machine, where wall seconds are soon over for whoever is graded for the first time."""

    def __init__(self, later: Limits) -> None:
        super().__init__(2)
        self.later, self.futures, self.given = later, [], []

    def submit(self, function, job, /):
        limits = self.later if job.submission.student in self.students else SCANT
        self.given.append((job.submission.student, all(future.done() for future in self.futures)))
        self.futures.append(super().submit(function, with_limits(job, limits)))
        return self.futures[-1]

    @property
    def students(self) -> list[str]:
        return [student for student, _ in self.given]


def with_limits(job: Job, limits: Limits) -> Job:
    return msgspec.structs.replace(job, assignment=msgspec.structs.replace(job.assignment, limits=limits))


def test_who_ran_out_of_wall_time_beside_others_is_graded_again_alone(template):
    executor = Busy(AMPLE)
    runs = grade(template, executor, 2, {"first": WAITING, "second": WAITING})
    assert {student: run.status for student, run in runs.items()} == {"first": Status.OK, "second": Status.OK}
    assert sorted(executor.students) == ["first", "first", "second", "second"]
    assert [is_alone for _, is_alone in executor.given] == [True, False, True, True]


def test_who_runs_out_of_wall_time_alone_too_is_timed_out(template):
    executor = Busy(SCANT)
    runs = grade(template, executor, 2, {"first": WAITING, "second": WAITING})
    assert {run.status for run in runs.values()} == {Status.TIMED_OUT}
    assert all(run.out_of_wall_time for run in runs.values())
    assert len(executor.given) == 4


def test_who_runs_out_of_wall_time_with_nobody_beside_is_graded_once(template):
    executor = Busy(AMPLE)
    runs = grade(template, executor, 1, {"first": WAITING, "second": WAITING})
    assert {run.status for run in runs.values()} == {Status.TIMED_OUT}
    assert executor.students == ["first", "second"]


def test_who_had_all_the_cpu_seconds_is_not_graded_again(template):
    limits = Limits(cell_cpu_seconds=0.5, cell_wall_seconds=120, probe_wall_seconds=120)
    executor = Counting(2)
    busy = {"first": notebook_of(CORRECT, "while True: pass"), "second": notebook_of(CORRECT, "while 1: pass")}
    runs = grade(with_limits(template, limits), executor, 2, busy)
    assert {run.status for run in runs.values()} == {Status.TIMED_OUT}
    assert not any(run.out_of_wall_time for run in runs.values())
    assert len(executor.futures) == 2


def test_jobs_are_taken_one_by_one_when_there_is_room(template):
    taken, started = [], []

    def jobs():
        for job in jobs_of(template, NOTEBOOKS):
            taken.append(job.submission.student)
            yield job

    with ThreadPoolExecutor(1) as executor:
        runs = grade_many(jobs(), executor, 1, lambda job: started.append(job.submission.student))
        assert taken == started == []
        for number, (job, _) in enumerate(runs, 1):
            assert taken == started == list(NOTEBOOKS)[:number]
            assert job.submission.student == taken[-1]


def test_nobody_is_graded_when_nobody_handed_in(template):
    assert grade(template, ThreadPoolExecutor(1), 2, {}) == {}


def kill_the_worker(before: set[int], orphans: list[psutil.Process], graded: threading.Event) -> None:
    """End the first worker process that has started a process of its own: it is at work then."""
    while not orphans and not graded.wait(0.02):
        for worker in psutil.Process().children():
            with contextlib.suppress(psutil.NoSuchProcess):  # a child may end while it is looked at
                if worker.pid not in before and (started := worker.children(recursive=True)):
                    orphans += started
                    worker.kill()


def test_a_killed_worker_becomes_an_error_and_the_rest_is_graded(template, alone):
    before = {child.pid for child in psutil.Process().children()}
    orphans: list[psutil.Process] = []
    graded = threading.Event()
    killer = threading.Thread(target=kill_the_worker, args=[before, orphans, graded])
    killer.start()
    endless = {"endless": notebook_of("import time\nwhile True: time.sleep(1)")}
    try:
        runs = grade(template, processes(1), 1, endless | NOTEBOOKS)
    finally:
        graded.set()
        killer.join()
    assert orphans
    assert psutil.wait_procs(orphans, timeout=60)[1] == []
    lost = runs.pop("endless")
    assert lost.verdict is Verdict.ERROR
    assert "worker process was lost" in lost.checks[0].evidence["error"]
    assert score(lost, template.assignment).earned == template.assignment.points
    assert {s: run.judgement for s, run in runs.items()} == {s: run.judgement for s, run in alone.items()}


def test_a_bug_of_ours_costs_its_submission_an_error_and_nobody_else(template):
    (ada,) = jobs_of(template, {"ada": NOTEBOOKS["ada"]})
    unsound = msgspec.structs.replace(ada, expected={"standardize.table": None, "standardize.wide": None})
    with ThreadPoolExecutor(2) as executor:
        runs = [run for _, run in grade_many([unsound, ada], executor, 2)]
    assert {run.verdict for run in runs} == {Verdict.ERROR, Verdict.PASS}
