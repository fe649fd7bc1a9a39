"""When a worker process may grade: of the same versions, behind the same walls, with the same data."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest

from grader import datasets
from grader.cluster.station import Sent, unfitness
from grader.errors import DataError

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(120)]

# A process that may make no namespaces, as in most containers; its filter of system calls is the sandbox's own.
CONFINED = """
import sys
import msgspec
from grader.cluster.station import unfitness
from grader.records.run import Environment
from grader.sandbox import privileges, seccomp

privileges.forbid_new_privileges()
seccomp.refuse_calls(walled=False)
print(unfitness(msgspec.json.decode(sys.argv[1], type=Environment), ("numpy",)))
"""


def test_a_worker_like_the_coordinator_may_grade(template):
    assert unfitness(template.environment, ("numpy",)) == ""


def test_every_version_that_differs_is_named(template):
    wanted = msgspec.structs.replace(template.environment, keras="1.0", python="2.7")
    told = unfitness(wanted, ("numpy",))
    assert "expected 1.0" in told
    assert "expected 2.7" in told
    assert "numpy" not in told


def test_a_worker_of_the_same_version_but_other_code_is_refused(template):
    assert "update it and restart the worker" in unfitness(template.environment, ("numpy",), "0" * 64)


def test_a_worker_without_the_walls_of_the_run_says_which_level_it_lacks(template):
    wanted = msgspec.structs.replace(template.environment, isolation="strong")
    text = msgspec.json.encode(wanted).decode()
    ended = subprocess.run([sys.executable, "-c", CONFINED, text], capture_output=True, text=True, check=True)
    assert "isolation strong: not available" in ended.stdout


def test_data_that_changed_on_the_way_are_not_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADER_DATA", str(tmp_path))
    parts = datasets.describe("mnist").parts
    sent = Sent({part.name: np.zeros(part.shape, np.uint8) for part in parts})
    with pytest.raises(DataError):
        datasets.install("mnist", sent)
    assert not datasets.is_cached("mnist")
