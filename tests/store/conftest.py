"""Runs to put into archives."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.records.execution import CellRun, Execution, Status
from grader.records.observation import Stopped, WeightShape
from grader.records.run import Attempt, Environment, Misread, Network, Repeats, Run, Surroundings, Training
from grader.records.verdict import CheckResult, Flag, Verdict

ROOT = Path(__file__).parents[2]

FULL_RUN = Run(
    student="Zoë O’Brien",
    attempt=3,
    submission_hash="a" * 64,
    assignment="mnist_softmax",
    assignment_hash="b" * 64,
    seed=2**70 + 1,
    questions=("softmax", "build_model"),
    environment=Environment(
        grader="0.1.0",
        python="3.11.7",
        tensorflow="2.21.0",
        keras="3.15.1",
        numpy="2.4.6",
        platform="Linux-x86_64",
        intra_op_threads=2,
    ),
    surroundings=Surroundings(
        cpu="Some CPU", cpu_features=("avx2", "fma"), settings={"PYTHONHASHSEED": "0"}, data={"train_images": "f" * 64}
    ),
    status=Status.RAISED,
    problem="Cell 7 raised ValueError.",
    execution=Execution(
        cells=(
            CellRun(index=0, status=Status.OK, seconds=0.25),
            CellRun(index=7, status=Status.RAISED, error="ValueError: half a pair \ud83d", seconds=1e-9),
        ),
        restarts=1,
        notes=("`!pip install` was left out.",),
        wall_seconds=12.5,
        cpu_seconds=11.125,
        peak_bytes=3 * 1024**3,
    ),
    checks=(
        CheckResult(
            check="softmax.values",
            question="softmax",
            verdict=Verdict.FAIL,
            reason="Row 2 sums to 1.7 instead of 1.",
            hint="Along which axis do you divide?",
            diagnosis="softmax_over_the_batch",
            has_own_hint=True,
            evidence={
                "observed": [[0.1, float("inf")], [1 / 3, -0.0]],
                "shape": [2, 2],
                "where": {"row": 1, "column": None},
                "is_close": False,
                "text": "<b>\u0000 \U0001f600",
            },
        ),
        CheckResult(check="build_model.layers", question="build_model", verdict=Verdict.PASS, reason="Fits."),
    ),
    network=Network(
        observed=(WeightShape(shape=(784, 512)), WeightShape(shape=(), trainable=False)),
        expected=(WeightShape(shape=(784, 10)),),
    ),
    training=Training(
        accuracy=0.9712,
        threshold=0.95,
        images=10_000,
        confusion=((9, 1), (0, 10)),
        steps=938,
        seconds=4.5,
        curve_steps=(1, 469, 938),
        curve_loss=(2.3, 0.25, 0.125),
        curve_accuracy=(0.1, 0.93, 0.96),
        misread=(Misread(true=4, predicted=9, png="iVBORw0KGgo="),),
        attempts=(Attempt(seed=2**31, accuracy=None, steps=5, stopped=Stopped.NOWHERE, cpu_seconds=0.1),),
        repeats=Repeats.NOISY,
    ),
    code={"softmax": "def softmax(x):\n\treturn x\n", "build_model": "def build_model(): ..."},
    notes=("Two notebooks were handed in; the newest was taken.",),
    seconds=17.75,
    peak_bytes=2**31,
    code_hash="d" * 64,
    basis_hash="e" * 64,
    copied_from="ada",
    catalogue_hash="e" * 64,
    flags=(Flag(id="train_model.stamp", title="It did not learn the stamp", evidence={"share": 0.01}),),
    out_of_wall_time=True,
    submitted="2026-05-01T21:59:03Z",
)


@pytest.fixture
def full_run() -> Run:
    """A Run in which no field has its default."""
    return FULL_RUN


@pytest.fixture
def make_run() -> Callable[..., Run]:
    """The full Run with some fields changed."""

    def make(**changes: Any) -> Run:
        return msgspec.structs.replace(FULL_RUN, **changes)

    return make


@pytest.fixture
def start_python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python program that can import the grader; what still runs after the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
