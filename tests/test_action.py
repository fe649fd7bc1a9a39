"""The composite action and the example classroom: their steps are run here as a runner would run them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from course import CORRECT, notebook_of

from grader import catalog, handout

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXAMPLE = ROOT / "examples" / "classroom"
WORKFLOW = yaml.safe_load((EXAMPLE / "student" / ".github" / "workflows" / "practice.yml").read_text("utf-8"))
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
BIN = Path(sys.prefix) / "bin"
BY_ROW = notebook_of(CORRECT.replace("axis=0", "axis=1, keepdims=True"))


def test_the_example_is_what_release_writes():
    declaration = catalog.load("mnist_softmax", ROOT)
    example = EXAMPLE / "student" / handout.WORKFLOW
    assert example.read_bytes() == handout.repository(declaration)[handout.WORKFLOW]


class Runner:
    """As much of a runner as a composite action needs: expressions, outputs of steps, the files it appends to."""

    def __init__(self, work: Path, repository: Path, inputs: dict[str, str]) -> None:
        defaults = {name: str(given.get("default", "")) for name, given in ACTION["inputs"].items()}
        self.values = {f"inputs.{name}": value for name, value in (defaults | inputs).items()}
        self.values["github.action_path"] = str(ROOT)
        self.repository = repository
        self.work = work
        self.log = ""
        work.mkdir()

    @property
    def summary(self) -> str:
        return (self.work / "summary.md").read_text("utf-8") if (self.work / "summary.md").exists() else ""

    def expanded(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self.value(found[1]), text)

    def value(self, expression: str) -> str:
        """`a || b`: the first that is not empty; what no step has set is empty."""
        values = (self.values.get(name.strip(), "") for name in expression.split("||"))
        return next((value for value in values if value), "")

    def run(self) -> int:
        """Run the steps until one fails; its exit code, or 0."""
        return next((code for step in ACTION["runs"]["steps"] if (code := self.step(step))), 0)

    def step(self, step: dict[str, Any]) -> int:
        outputs = self.work / f"outputs-{step['id']}"
        outputs.touch()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GRADER_")}
        environment |= {name: self.expanded(value) for name, value in step.get("env", {}).items()}
        environment |= {"RUNNER_TEMP": str(self.work), "GITHUB_OUTPUT": str(outputs), "COLUMNS": "80"}
        environment |= {"GITHUB_STEP_SUMMARY": str(self.work / "summary.md")}
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command, cwd=self.repository, env=environment, capture_output=True, text=True, timeout=240
        )
        self.log += done.stdout + done.stderr
        for name, value in read_outputs(outputs.read_text("utf-8")).items():
            self.values[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode

    def output(self, name: str) -> str:
        return self.expanded(ACTION["outputs"][name]["value"])


def read_outputs(text: str) -> dict[str, str]:
    """What a step set: `name=value` lines and `name<<mark` blocks."""
    blocks = {name: value for name, _, value in re.findall(r"(?ms)^([\w-]+)<<(\S+)\n(.*?)\n\2$", text)}
    return blocks | dict(re.findall(r"(?m)^([\w-]+)=(.*)$", re.sub(r"(?ms)^[\w-]+<<(\S+)\n.*?\n\1$", "", text)))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A student's repository with a wrong notebook that tries to give commands to the workflow."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "standardize.ipynb").write_bytes(BY_ROW)
    return folder


def runner(tmp_path: Path, repository: Path, course: Path, **inputs: str) -> Runner:
    given = {"assignment": "standardize", "course": str(course), "grader": str(BIN / "grader")}
    return Runner(tmp_path / "runner", repository, given | {k.replace("_", "-"): v for k, v in inputs.items()})


@pytest.mark.kernel
def test_a_push_gets_a_summary_with_hints_that_says_practice(tmp_path: Path, repository: Path, course: Path) -> None:
    hostile = "print('::set-output name=score::100')\nprint('::error::mine')"
    (repository / "standardize.ipynb").write_bytes(
        notebook_of(hostile, CORRECT.replace("axis=0", "axis=1, keepdims=True"))
    )
    runs = runner(tmp_path, repository, course, fail_on="fail")
    assert runs.run() == 1, runs.log
    assert "The result is: fail" in runs.log
    assert "practice result" in runs.summary
    assert "4 of 10 points" in runs.summary
    assert "Hint&#58;" in runs.summary
    assert (runs.output("score"), runs.output("max-score"), runs.output("status")) == ("4", "10", "fail")
    before, stop, rest = re.split(r"::stop-commands::(\w{32})\n", runs.log)
    graded, after = rest.split(f"::{stop}::\n")
    assert "::" not in before + graded
    assert "::notice title=Autograding complete::Points 4/10" in after
    assert "::error::mine" not in after


@pytest.mark.parametrize(
    ("fail_on", "status", "code"),
    [
        ("none", "fail", 0),
        ("none", "error", 0),
        ("fail", "pass", 0),
        ("fail", "fail", 1),
        ("fail", "error", 1),
        ("error", "fail", 0),
        ("error", "error", 1),
        ("always", "pass", 2),
    ],
)
def test_what_a_step_fails_on(tmp_path: Path, fail_on: str, status: str, code: int) -> None:
    runs = Runner(tmp_path / "runner", tmp_path, {"fail-on": fail_on})
    runs.values["steps.grade.outputs.status"] = status
    (decide,) = [step for step in ACTION["runs"]["steps"] if step["id"] == "decide"]
    assert runs.step(decide) == code


def test_a_grader_that_cannot_run_fails_the_step_and_says_nothing_of_the_notebook(
    tmp_path: Path, repository: Path, course: Path
) -> None:
    runs = runner(tmp_path, repository, course, assignment="absent")
    assert runs.run() == 2
    assert "::error title=The grader could not be run::Exit code 2." in runs.log
    assert runs.summary == ""


def test_no_expression_stands_in_a_script_where_its_value_would_be_run() -> None:
    assert not [step["id"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]]


def test_the_example_workflow_gives_the_action_inputs_that_it_has() -> None:
    steps = WORKFLOW["jobs"]["practice"]["steps"]
    (ours,) = [step for step in steps if step.get("uses", "").startswith("OWNER/grader@")]
    assert set(ours["with"]) <= set(ACTION["inputs"])
    assert {name for name, given in ACTION["inputs"].items() if given.get("required")} <= set(ours["with"])
    assert WORKFLOW["permissions"] == {"contents": "read"}


def git(folder: Path, *words: str, when: str = "2026-05-01T10:00:00Z") -> str:
    people = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | people | {f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def push(hub: Path, login: str, *versions: tuple[str, bytes]) -> None:
    """A student's repository with a commit for each (date, notebook)."""
    folder = hub / f"standardize-{login}"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    for when, notebook in versions:
        (folder / "standardize.ipynb").write_bytes(notebook)
        git(folder, "add", "--all")
        git(folder, "commit", "-q", "-m", "work", when=when)


@pytest.mark.kernel
def test_the_grade_of_record_is_of_the_last_commit_before_the_due_date(tmp_path: Path, course: Path) -> None:
    hub, office = tmp_path / "hub", tmp_path / "office"
    office.mkdir()
    right, wrong = notebook_of(CORRECT), BY_ROW
    push(hub, "ada-l", ("2026-05-01T10:00:00Z", right), ("2026-05-09T10:00:00Z", wrong))
    push(hub, "ghopper", ("2026-05-03T10:00:00Z", right))
    for name in ("roster.csv", "policy.toml"):
        text = (EXAMPLE / "instructor" / name).read_text("utf-8")
        (office / name).write_text(text.replace("extension_hours = 48", "extension_hours = 1"))

    def record() -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "BASE": f"file://{hub}/standardize-",
            "DUE": "2026-05-01T23:59:00+02:00",
            "GRADER_COURSE": str(course),
            "PATH": f"{BIN}:{os.environ['PATH']}",
        }
        command = ["bash", str(EXAMPLE / "instructor" / "grade-of-record.sh"), "standardize"]
        done = subprocess.run(command, cwd=office, env=environment, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    assert "no commit of ghopper before" in record().stderr
    results = json.loads((office / "results" / "standardize" / "results.json").read_text("utf-8"))
    assert {run["student"]: run["earned"] for run in results["runs"]} == {"ada": 10, "grace": 10}
    changes = (office / "results" / "standardize" / "final" / "policy.csv").read_text("utf-8")
    assert '"2 days late, 2 of them free: 0 % of the possible points"' in changes
    push(hub, "ada-l", ("2026-05-10T10:00:00Z", notebook_of("x = 1")))
    record()
    again = json.loads((office / "results" / "standardize" / "results.json").read_text("utf-8"))
    assert {run["student"]: run["earned"] for run in again["runs"]}["ada"] == 10


@pytest.mark.parametrize("student", ["../elsewhere", ".hidden", "a/b"])
def test_a_student_whose_name_leads_elsewhere_is_refused(tmp_path: Path, student: str) -> None:
    runs = Runner(tmp_path / "runner", tmp_path, {"student": student})
    (graded,) = [step for step in ACTION["runs"]["steps"] if step["id"] == "grade"]
    assert runs.step(graded) == 2
    assert "is no name that a folder can have" in runs.log
