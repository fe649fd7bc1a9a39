"""The variables of a kernel: an allow-list."""

import os
import sys

import pytest

from grader.sandbox.environment import INHERITED, THREADS, kernel_environment
from grader.sandbox.workspace import workspace

SECRETS = {
    "GITHUB_TOKEN": "token-4711",
    "AWS_SECRET_ACCESS_KEY": "token-4711",
    "GRADER_COURSE": "/course/token-4711",
    "GRADER_DATA": "/data/token-4711",
    "PYTHONPATH": "/token-4711",
    "PYTHONSTARTUP": "/token-4711",
    "LD_PRELOAD": "/token-4711.so",
    "HTTPS_PROXY": "http://user:token-4711@proxy",
    "SSH_AUTH_SOCK": "/token-4711",
    "HOME": "/home/token-4711",
    "TF_DETERMINISTIC_OPS": "token-4711",
}


@pytest.fixture
def place():
    with workspace(()) as made:
        yield made


def test_no_variable_of_the_host_leaks_into_a_kernel(place, monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    found = kernel_environment(place)
    assert not any("token-4711" in value for value in found.values())
    assert {"GITHUB_TOKEN", "PYTHONPATH", "LD_PRELOAD", "SSH_AUTH_SOCK"}.isdisjoint(found)


def test_only_what_is_allowed_is_inherited(place, monkeypatch):
    before = kernel_environment(place)
    monkeypatch.setenv("SOMETHING_NEW", "1")
    assert kernel_environment(place) == before
    for name in INHERITED:
        monkeypatch.setenv(name, f"of the host: {name}")
        assert kernel_environment(place)[name] == f"of the host: {name}"
        monkeypatch.delenv(name)
        assert name not in kernel_environment(place)


def test_every_home_lies_in_the_workspace(place):
    found = kernel_environment(place)
    for name in ("HOME", "KERAS_HOME", "IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_RUNTIME_DIR"):
        assert found[name].startswith(str(place.home))


def test_libraries_use_one_thread_and_hashes_are_fixed(place):
    found = kernel_environment(place)
    assert {found[name] for name in THREADS} == {"1"}
    assert found["PYTHONHASHSEED"] == "0"
    assert found["CUDA_VISIBLE_DEVICES"] == "-1"
    assert found["VIRTUAL_ENV"] == sys.prefix


def test_asking_changes_nothing_in_this_process(place):
    before = dict(os.environ)
    kernel_environment(place)["PATH"] = ""
    assert dict(os.environ) == before
