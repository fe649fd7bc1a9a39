"""`--cluster slurm:FILE` on a Slurm of one machine: its commands are small programs that start and end the job here."""

import os
from pathlib import Path

import msgspec
import pytest
from course import CORRECT, notebook_of

from grader.cluster import connected, parse_address
from grader.fanout import grade_many
from grader.records.submission import Submission
from grader.records.verdict import Verdict

pytestmark = [
    pytest.mark.class_run,
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

COMMANDS = {
    "sbatch": 'cp "$1" "$SLURM_HERE/job.sh"\nsetsid bash "$SLURM_HERE/job.sh" > "$SLURM_HERE/job.log" 2>&1 &\n'
    'echo "Submitted batch job $!"',
    "scancel": 'echo "$1" >> "$SLURM_HERE/cancelled"\nkill -9 -- "-$1"',
    "squeue": "exit 0",
}
CONFIGURATION = """
jobqueue:
  slurm:
    queue: teaching
    cores: 1
    processes: 1
    memory: 4GB
    job-script-prologue: ["echo prologue > $SLURM_HERE/prologue"]
    maximum-jobs: 1
"""


@pytest.fixture
def slurm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the configuration and what the commands leave."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in COMMANDS.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("SLURM_HERE", str(tmp_path))
    (tmp_path / "jobqueue.yaml").write_text(CONFIGURATION, "utf-8")
    return tmp_path


def test_a_job_is_asked_for_grades_and_is_given_back(template, slurm):
    classes = [
        msgspec.structs.replace(template, submission=Submission(student=name, notebook=notebook_of(CORRECT)))
        for name in ("ada", "ben")
    ]
    with connected(parse_address(f"slurm:{slurm / 'jobqueue.yaml'}"), template) as remote:
        verdicts = {job.submission.student: run.verdict for job, run in grade_many(classes, remote, 1)}
    assert verdicts == {"ada": Verdict.PASS, "ben": Verdict.PASS}
    script = (slurm / "job.sh").read_text("utf-8")
    assert "#SBATCH -p teaching" in script
    assert (slurm / "prologue").is_file()
    assert (slurm / "cancelled").is_file()
