"""Reading what stands behind `--cluster`."""

import pytest

from grader.cluster.address import Address, parse_address
from grader.errors import UsageError


def test_a_running_scheduler_is_named_by_its_url():
    assert parse_address("tcp://lab-7:8786") == Address(url="tcp://lab-7:8786")
    assert parse_address("tls://10.0.0.1:8786") == Address(url="tls://10.0.0.1:8786")


def test_workers_on_this_machine_are_counted():
    assert parse_address("local:2") == Address(workers=2)


def test_slurm_is_told_by_an_existing_file(tmp_path):
    file = tmp_path / "jobqueue.yaml"
    file.write_text("jobqueue: {}", "utf-8")
    assert parse_address(f"slurm:{file}") == Address(file=file)


@pytest.mark.parametrize(
    "text", ["", "local:", "local:0", "local:x", "tcp://host", "http://host:1", "slurm:", "host:1"]
)
def test_anything_else_is_refused_with_the_three_forms(text):
    with pytest.raises(UsageError, match=r"tcp://HOST:PORT.*local:N.*slurm:FILE"):
        parse_address(text)


def test_a_configuration_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"absent\.yaml"):
        parse_address(f"slurm:{tmp_path / 'absent.yaml'}")
