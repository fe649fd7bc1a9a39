"""Grading on workers that are processes of their own, and what becomes of a class when they are killed."""

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from course import CORRECT, notebook_of
from dask_here import Cluster, cluster_of, end
from distributed import Client
from networks_here import obstacle

from grader import datasets
from grader.cluster import Address, connected
from grader.cluster.sample import Comparison
from grader.cluster.station import Station
from grader.errors import ClusterError
from grader.fanout import grade_many
from grader.pipeline import prepare
from grader.records.execution import Status
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


def judgements(runs: dict[str, Run]) -> dict[str, object]:
    return {name: run.judgement for name, run in runs.items()}


def test_the_runs_are_those_of_threads_on_this_machine_and_a_sample_is_graded_on_two_workers(template, cluster, here):
    there = {}
    with Client(cluster.url, set_as_default=False) as client, connected(Address(url=cluster.url), template) as remote:
        until(lambda: remote.width == 2)
        for job, run in grade_many(jobs_of(template), remote, lambda: remote.width):
            there[job.submission.student] = run
        shares = client.run(lambda dask_worker: int(dask_worker.state.executed_count))
        assert remote.compare() == Comparison(count=1)
    assert min(shares.values()) >= 2, "both workers had a part in it"
    assert judgements(there) == judgements(here)
    assert {run.surroundings.settings["PYTHONHASHSEED"] for run in there.values()} == {"0"}


def test_a_class_that_is_done_leaves_nothing_at_the_scheduler_and_a_killed_one_is_cleared_away(template, cluster):
    def stations() -> set[str]:
        with Client(cluster.url, set_as_default=False) as client:
            names: list[str] = client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.worker_plugins))
        return {name for name in names if name.startswith("grader-")}

    assert stations() == set()
    with Client(cluster.url, set_as_default=False) as client:
        client.register_plugin(Station(template, "of somebody who was killed"))
        assert stations() == {"grader-of somebody who was killed"}
        with connected(Address(url=cluster.url), template):
            assert len(stations()) == 1
            assert "grader-of somebody who was killed" not in stations()


def test_every_worker_has_a_network_of_its_own(cluster):
    if cluster.networks is None:
        pytest.skip(f"NOT TESTED HERE: no network namespaces ({obstacle()}); the workers share ours")
    networks = {Path(f"/proc/{pid}/ns/net").readlink() for pid in (os.getpid(), *(w.pid for w in cluster.workers))}
    assert len(networks) == 1 + len(cluster.workers)


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
    assert judgements(dict(there)) == judgements(here)


def test_a_class_goes_on_while_workers_leave_and_others_join(template, cluster, here):
    """Two join the one that is there, which then leaves as a Slurm job at the end of its time does."""
    there, left = {}, ""
    with Client(cluster.url, set_as_default=False) as client, connected(Address(url=cluster.url), template) as remote:
        (old,) = client.scheduler_info()["workers"]
        cluster.add_worker()
        cluster.add_worker()
        for job, run in grade_many(jobs_of(template), remote, lambda: remote.width):
            there[job.submission.student] = run
            if not left and remote.width == 3:
                left = old
                client.retire_workers([old])
        until(lambda: remote.width == 2)
        assert old not in client.scheduler_info()["workers"]
    assert judgements(there) == judgements(here)


def until(is_so) -> None:
    for _ in range(300):
        if is_so():
            return
        threading.Event().wait(0.1)
    raise AssertionError("it did not become so in 30 seconds")


def test_a_submission_that_kills_two_workers_is_set_aside_and_the_class_goes_on(template, cluster):
    """Here it is we who kill: wherever it is being graded."""
    for _ in range(4 - len(alive(cluster))):
        cluster.add_worker()
    endless = msgspec.structs.replace(
        template, submission=Submission(student="endless", notebook=notebook_of("import time\ntime.sleep(60)"))
    )
    quick = list(jobs_of(template))[:2]
    with Client(cluster.url, set_as_default=False) as client, connected(Address(url=cluster.url), template) as remote:
        until(lambda: remote.width == 4)
        killing = threading.Thread(target=kill_twice, args=(client, client.run(os.getpid)))
        killing.start()
        runs = {job.submission.student: run for job, run in grade_many([endless, *quick], remote, 1)}
        killing.join()
    assert runs["endless"].status is Status.SET_ASIDE
    assert runs["endless"].verdict is Verdict.ERROR
    assert "2 workers of the cluster were lost" in runs["endless"].checks[0].evidence["error"]
    assert [runs[job.submission.student].status for job in quick] == [Status.OK, Status.OK]


def alive(cluster: Cluster) -> list[object]:
    return [worker for worker in cluster.workers if worker.poll() is None]


def kill_twice(client: Client, pids: dict[str, int]) -> None:
    """Of a class graded one by one, the first submission's worker, and that of its second try."""
    for _ in range(2):
        until(lambda: any(client.processing().values()))
        (address,) = (address for address, keys in client.processing().items() if keys)
        os.kill(pids[address], signal.SIGKILL)
        until(lambda gone=address: gone not in client.processing())


def test_the_data_set_is_sent_to_a_machine_that_lacks_it_and_verified_there(template, cluster, tmp_path):
    worker = cluster.add_worker(GRADER_DATA=str(tmp_path))
    try:
        with_data = msgspec.structs.replace(
            template, assignment=msgspec.structs.replace(template.assignment, dataset="mnist")
        )
        with connected(Address(url=cluster.url), with_data) as remote:
            until(lambda: (tmp_path / "mnist").is_dir() and remote.width == len(alive(cluster)))
        for part in datasets.describe("mnist").parts:
            assert sha256((tmp_path / "mnist" / part.file).read_bytes()).hexdigest() == part.sha256
    finally:
        end(worker)


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
