"""Grading on workers that are processes of their own, and what becomes of a class when they are killed."""

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from course import CORRECT, notebook_of
from dask_here import Cluster, cluster_of, end

from grader.cluster import Address, connected
from grader.errors import ClusterError
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.run import Job, Run
from grader.records.submission import Submission
from grader.records.verdict import Verdict

pytestmark = [
    pytest.mark.class_run,
    pytest.mark.timeout(300),
    # Of Dask itself, when what it speaks with is killed.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

WRONG = CORRECT.replace("axis=0", "axis=1, keepdims=True")
SLOW = "import time\ntime.sleep(0.4)\n"
CLASS = {f"student{n}": notebook_of(SLOW, WRONG if n % 3 == 0 else CORRECT, f"NUMBER = {n}") for n in range(8)}


def jobs_of(template: Job) -> Iterable[Job]:
    for student, content in CLASS.items():
        yield msgspec.structs.replace(template, submission=Submission(student=student, notebook=content))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster_of(2, tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def here(template: Job) -> dict[str, Run]:
    """The class, graded by threads of this process."""
    with ThreadPoolExecutor(2) as executor:
        return {job.submission.student: run for job, run in grade_many(jobs_of(template), executor, 2)}


def grade_there(template: Job, cluster: Cluster, each: threading.Event | None = None) -> list[tuple[str, Run]]:
    done = []
    with connected(Address(url=cluster.url), template) as remote:
        for job, run in grade_many(jobs_of(template), remote, lambda: remote.width):
            done.append((job.submission.student, run))
            if each is not None:
                each.set()
    return done


def test_the_runs_are_those_of_threads_on_this_machine(template, cluster, here):
    there = dict(grade_there(template, cluster))
    assert {name: run.judgement for name, run in there.items()} == {name: run.judgement for name, run in here.items()}


def test_students_with_other_inputs_get_theirs(template, declaration, cluster):
    other = prepare(declaration, template.questions, seed=12, isolation=template.environment.isolation)
    assert other.basis_hash != template.basis_hash
    mine = Submission(student="ada", notebook=notebook_of(CORRECT))
    jobs = [msgspec.structs.replace(job, submission=mine) for job in (template, other)]
    with connected(Address(url=cluster.url), template) as remote:
        done = {job.basis_hash: run for job, run in grade_many(jobs, remote, lambda: remote.width)}
    assert {done[job.basis_hash].seed for job in jobs} == {template.seed, 12}
    assert all(run.verdict is Verdict.PASS for run in done.values())


def test_a_worker_killed_in_the_middle_costs_and_doubles_nothing(template, cluster, here):
    first = threading.Event()

    def kill_one() -> None:
        first.wait(60)
        end(cluster.workers[0])

    killing = threading.Thread(target=kill_one)
    killing.start()
    there = grade_there(template, cluster, first)
    killing.join()
    assert sorted(name for name, _ in there) == sorted(CLASS)
    assert {name: run.judgement for name, run in there} == {name: run.judgement for name, run in here.items()}


def test_a_worker_that_joins_later_gets_its_share(template, cluster):
    cluster.add_worker()
    with connected(Address(url=cluster.url), template) as remote:
        for _ in range(300):
            if remote.width == 2:
                break
            threading.Event().wait(0.1)
        assert remote.width == 2


def test_workers_of_another_environment_are_refused_and_say_why(template, cluster):
    environment = msgspec.structs.replace(template.environment, numpy="0.9")
    other = msgspec.structs.replace(template, environment=environment)
    with (
        pytest.raises(ClusterError, match=r"numpy is .*, expected 0\.9"),
        connected(Address(url=cluster.url), other, patience_seconds=3),
    ):
        pass


def test_a_scheduler_killed_in_the_middle_ends_the_class_with_what_to_do(template, tmp_path):
    with cluster_of(1, tmp_path) as cluster:
        done = []
        with (
            pytest.raises(ClusterError, match="give the same command"),
            connected(Address(url=cluster.url), template) as remote,
        ):
            for _, run in grade_many(jobs_of(template), remote, lambda: remote.width):
                done.append(run)
                assert cluster.scheduler is not None
                os.kill(cluster.scheduler.pid, signal.SIGKILL)
        assert all(run.verdict is not Verdict.ERROR for run in done)


def test_no_scheduler_is_told_in_one_sentence(template, monkeypatch):
    monkeypatch.setattr("grader.cluster.remote.CONNECT_SECONDS", 1)
    with (
        pytest.raises(ClusterError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"),
        connected(Address(url="tcp://127.0.0.1:9"), template),
    ):
        pass


def test_a_configuration_without_a_slurm_section_is_refused(template, tmp_path: Path):
    file = tmp_path / "jobqueue.yaml"
    file.write_text("jobqueue: {pbs: {}}", "utf-8")
    with pytest.raises(ClusterError, match=r"jobqueue\.yaml.*slurm"), connected(Address(file=file), template):
        pass
