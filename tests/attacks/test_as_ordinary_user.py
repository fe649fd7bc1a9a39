"""The attacks once more where the grader is no root: in a process that really is an ordinary user's."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from catalogue import ONLY_WALLED, WALLED

pytestmark = [
    pytest.mark.class_run,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.geteuid() != 0, reason="the other tests ran as an ordinary user already"),
]

HERE = Path(__file__).parent
CIRCUMSTANCES = HERE.parent / "sandbox" / "circumstances.py"
UNREADABLE = 77  # as in circumstances.py
TESTS = """
import os, sys, pytest
assert os.getuid() == os.geteuid() > 0, "an ordinary user was expected"
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""
DOCTOR = """
from grader.cli import main
main()
"""

As = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ordinary() -> Iterator[As]:
    """Runs code as a user that nobody else is; what he may write to is a folder of his own, which must end empty."""
    place = Path(tempfile.mkdtemp(dir="/tmp"))
    place.chmod(0o777)

    def run(code: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, str(CIRCUMSTANCES), "user", "--", code, *arguments],
            env={**os.environ, "TMPDIR": str(place), "PYTHONDONTWRITEBYTECODE": "1", **environment},
            cwd=HERE.parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=800,
            check=False,
        )
        if done.returncode == UNREADABLE:
            pytest.skip(f"NOT TESTED AS AN ORDINARY USER: {done.stdout}")
        assert [path.name for path in place.glob("grader-*")] == []
        return done

    try:
        yield run
    finally:
        shutil.rmtree(place)


def test_the_attacks_end_the_same_when_an_ordinary_user_grades(ordinary: As):
    done = ordinary(TESTS, str(HERE / "test_hostile_class.py"), **{ONLY_WALLED: "1"})
    assert done.returncode == 0, done.stdout[-5000:]
    passed = re.search(r"^(\d+) passed in", done.stdout, re.MULTILINE)  # and nothing was skipped
    assert passed
    assert int(passed[1]) > len(WALLED)


def test_doctor_tells_an_ordinary_user_his_level_and_that_every_attack_was_blocked(ordinary: As):
    said = ordinary(DOCTOR, "doctor").stdout
    assert re.search(r"^ok +isolation +(strong|standard): (\d+) of \2 attacks blocked", said, re.MULTILINE), said
