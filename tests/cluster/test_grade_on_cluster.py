"""`grader grade --cluster local:2` gives the Runs that the same command without it gives."""

import subprocess
import sys
from pathlib import Path

import pytest
from course import CORRECT, notebook_of

from grader.records.verdict import Verdict
from grader.store.archive import Archive

pytestmark = [pytest.mark.class_run, pytest.mark.timeout(240)]

CLASS = {
    "ada": notebook_of(CORRECT),
    "ben": notebook_of(CORRECT.replace("axis=0", "axis=1, keepdims=True")),
    "chloe": notebook_of(CORRECT),  # of equal code: copied, not executed
    "dev": notebook_of("1 / 0", CORRECT),
    "eve": b"{",
    "fay": notebook_of("import os", "os.abort()", CORRECT),
}


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    for student, content in CLASS.items():
        (folder / f"{student}.ipynb").write_bytes(content)
    return folder


def grade(course: Path, submissions: Path, out: Path, *flags: str) -> str:
    words = [*("grade", "standardize", str(submissions), "--out", str(out), "--seed", "5"), *flags]
    ended = subprocess.run(
        [sys.executable, "-m", "grader", *words],
        env={"GRADER_COURSE": str(course), "PATH": "/usr/bin:/bin", "HOME": str(out.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def runs(out: Path) -> list[tuple[str, object, str]]:
    """Student, judgement, and whose Run it is a copy of."""
    with Archive.open(out / "archive.sqlite") as archive:
        found = list(archive.runs())
    assert all(run.verdict is not Verdict.ERROR for run in found)
    return sorted((run.student, run.judgement, run.copied_from) for run in found)


def test_a_class_on_a_local_cluster_has_the_runs_of_the_same_class_without(course, submissions, tmp_path):
    grade(course, submissions, tmp_path / "here", "--jobs", "2")
    told = grade(course, submissions, tmp_path / "there", "--cluster", "local:2")
    assert "Graded on two workers: 1. Another mark there: nobody." in told
    assert runs(tmp_path / "there") == runs(tmp_path / "here")
    gradebooks = [(tmp_path / out / "gradebook.csv").read_bytes() for out in ("here", "there")]
    assert gradebooks[0] == gradebooks[1]
