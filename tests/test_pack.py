"""The archive for Gradescope: what is in it, and that its steps give a result in a folder laid out like /autograder."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from course import CORRECT, notebook_of

from grader.catalog import Declaration
from grader.pack import gradescope_archive

ROOT = Path(__file__).parents[1]


@pytest.fixture
def autograder(declaration: Declaration, tmp_path: Path) -> Path:
    """What Gradescope makes of the archive, with this interpreter in place of what setup.sh installs."""
    root = tmp_path / "autograder"
    for folder in ("source", "submission", "results"):
        (root / folder).mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(gradescope_archive(declaration))) as archive:
        archive.extractall(root / "source")
    (root / "venv").symlink_to(sys.prefix)
    return root


def run(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "GRADER_COURSE"}
    return subprocess.run(
        ["bash", str(root / "source" / "run_autograder")],
        cwd=root,
        env=environment | {"AUTOGRADER_ROOT": str(root), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_the_scripts_lie_on_top_and_can_be_executed(declaration: Declaration) -> None:
    with zipfile.ZipFile(io.BytesIO(gradescope_archive(declaration))) as archive:
        modes = {name: archive.getinfo(name).external_attr >> 16 for name in ("setup.sh", "run_autograder")}
        names = archive.namelist()
    assert modes == {"setup.sh": 0o100755, "run_autograder": 0o100755}
    assert {"assignment", "dataset", "project/pyproject.toml", "project/constraints.txt"} <= set(names)
    assert "project/grader/cli.py" in names
    assert "course/reference/standardize/assignment.py" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("course/reference/mnist", "/"))]


def test_equal_content_is_an_equal_archive_and_a_policy_goes_into_it(declaration: Declaration) -> None:
    assert gradescope_archive(declaration) == gradescope_archive(declaration)
    with zipfile.ZipFile(io.BytesIO(gradescope_archive(declaration, b"[visibility]\n"))) as archive:
        assert archive.read("policy.toml") == b"[visibility]\n"


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_sound_shell(script: str) -> None:
    subprocess.run(["bash", "-n", str(ROOT / "grader" / "scripts" / script)], check=True)


@pytest.mark.kernel
def test_a_submission_is_graded_as_gradescope_would_run_it(autograder: Path) -> None:
    (autograder / "source" / "policy.toml").write_text('[visibility]\n"standardize.values" = "after_due_date"\n')
    (autograder / "submission" / "standardize.ipynb").write_bytes(notebook_of(CORRECT))
    done = run(autograder)
    assert done.returncode == 0, done.stdout + done.stderr
    document: dict[str, Any] = json.loads((autograder / "results" / "results.json").read_text())
    assert (document["score"], len(document["tests"])) == (10, 4)
    assert [test["visibility"] for test in document["tests"]].count("after_due_date") == 1


def test_a_grader_that_cannot_run_writes_no_result_and_nobody_gets_a_zero(autograder: Path) -> None:
    (autograder / "source" / "assignment").write_text("absent\n")
    done = run(autograder)
    assert done.returncode == 2
    assert "this costs nobody points" in done.stdout
    assert not (autograder / "results" / "results.json").exists()
