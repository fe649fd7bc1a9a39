"""`grader doctor`: it looks at this machine for real."""

import sys

import pytest

from grader.environment import current_environment
from grader.sandbox.cgroups import group_home

pytestmark = pytest.mark.kernel


@pytest.fixture
def lines(typed, tmp_path, monkeypatch):
    """What it says of each subject on a machine without data."""
    monkeypatch.setenv("GRADER_DATA", str(tmp_path / "data"))
    ended = typed("doctor")
    assert ended.code == 1
    assert ended.err == ""
    return {words[1]: (words[0], line) for line in ended.out.splitlines() if (words := line.split())}


def test_every_subject_has_a_line_and_what_is_missing_says_what_to_do(lines, course):
    assert list(lines) == ["Python", "TensorFlow", "data", "cores", "memory", "course", "isolation", "cgroup"]
    assert lines["Python"][0] == "ok"
    assert sys.executable in lines["Python"][1]
    assert lines["TensorFlow"][0] == "ok"
    assert f"TensorFlow  {current_environment().tensorflow}, Keras" in lines["TensorFlow"][1]
    state, text = lines["data"]
    assert state == "MISSING"
    assert "run `grader data fetch mnist`" in text
    assert lines["course"][1].endswith(f"standardize in {course}")
    assert "attacks blocked" in lines["isolation"][1] or "not available" in lines["isolation"][1]


def test_a_course_without_assignments_is_missing(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    ended = typed("doctor")
    assert ended.code == 1
    assert f"MISSING  course      no assignment under {tmp_path / 'reference'}" in ended.out


def test_a_control_group_that_cannot_be_used_is_missing(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_CGROUP", str(tmp_path))
    group_home.cache_clear()
    try:
        ended = typed("doctor")
    finally:
        group_home.cache_clear()
    assert ended.code == 1
    assert "MISSING  cgroup      Expected in GRADER_CGROUP a folder of cgroup v2" in ended.out
    assert str(tmp_path) in ended.out
