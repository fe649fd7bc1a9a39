"""The assignment `mnist_softmax` against what is known about its training: what must earn all points, none, or some.

Mistakes in functions and networks that no training shows are judged in `test_function_assignments.py`.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader import catalog
from grader.exemplars import Exemplar, mistakes, variants
from grader.pipeline import prepare
from grader.records.assignment import Assignment
from grader.records.execution import Status
from grader.sandbox.proof import chosen_level
from grader.validation import Outcome, Terms, Trial, trials, validate

pytestmark = pytest.mark.class_run

ROOT = Path(__file__).parents[1]
SEED = 20_250_101
DECLARATION = catalog.load("mnist_softmax", ROOT)
EXEMPLARS = {exemplar.id: exemplar for read in (variants, mistakes) for exemplar in read(DECLARATION.folder)}


def touched(trial: Trial, assignment: Assignment) -> tuple[str, ...]:
    """The questions a trial can say something about that the solution itself does not.

    Training is slow: only who writes `train_model`, or declares that the network spoils it, trains a network.
    `grader validate mnist_softmax` trains every one.
    """
    if trial.name not in EXEMPLARS:
        return trial.questions
    exemplar: Exemplar = EXEMPLARS[trial.name]
    failing = {check.partition(".")[0] for check in exemplar.fails}
    own = {q.name for q in assignment.questions if q.functions[0] in exemplar.functions}
    return tuple(name for name in trial.questions if name in failing | own)


ALL = tuple(
    msgspec.structs.replace(trial, questions=touched(trial, DECLARATION.assignment)) for trial in trials(DECLARATION)
)
TRIALS = tuple(trial for trial in ALL if trial.kind != "mistake" or "train_model" in trial.questions)
NAMES = [f"{trial.kind}/{trial.name}" for trial in TRIALS]


@pytest.fixture(scope="module")
def isolation() -> str:
    """The best walls that hold on this machine."""
    return chosen_level("auto", DECLARATION.assignment.preload).level


@pytest.fixture(scope="module")
def outcomes(isolation: str) -> dict[str, Outcome]:
    """What every trial showed, each graded once."""
    with ThreadPoolExecutor(2) as executor:
        found = validate(DECLARATION, TRIALS, executor, Terms(width=2, seed=SEED, isolation=isolation))
        return {f"{outcome.trial.kind}/{outcome.trial.name}": outcome for outcome in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_known_notebook_is_judged_as_declared(outcomes, name):
    assert outcomes[name].problems == ()


def test_the_solution_earns_all_points_and_the_released_notebook_none(outcomes):
    solution, stub = outcomes["reference/solution"], outcomes["released/stub"]
    assert (solution.earned, solution.possible) == (100, 100)
    assert (stub.earned, stub.possible) == (0, 100)
    assert stub.run.status is Status.OK


def test_the_trained_solution_reads_the_images_held_back(outcomes):
    training = outcomes["reference/solution"].run.training
    assert training.images == 10_000
    assert sum(map(sum, training.confusion)) == 10_000
    assert training.accuracy == sum(training.confusion[digit][digit] for digit in range(10)) / 10_000
    assert training.accuracy >= training.threshold == 0.95


def test_a_question_of_functions_only_asks_for_no_training(isolation):
    job = prepare(DECLARATION, ("softmax",), SEED, isolation)
    assert {probe.id.partition(".")[0] for probe in job.probes} == {"softmax"}
    assert not any(probe.is_training for probe in job.probes)


def test_checking_one_question_judges_its_checks_only(tmp_path):
    notebook = tmp_path / "mine.ipynb"
    notebook.write_bytes(DECLARATION.solution)
    command = ["check", notebook, "--question", "softmax", "--verbose"]
    done = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, command)],
        env={**os.environ, "GRADER_COURSE": str(ROOT), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    titles = {check.title: check.question for check in DECLARATION.assignment.checks()}
    shown = {question for title, question in titles.items() if f"{title} (" in done.stdout}
    assert shown == {"softmax"}
    assert "Total 20 of 20 points" in done.stdout
