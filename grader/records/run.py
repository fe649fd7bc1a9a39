"""One grading of one submission, and the job that asks for it."""

import enum
from typing import Any

import msgspec

from grader.records.assignment import Assignment
from grader.records.base import Record
from grader.records.execution import Execution, Status
from grader.records.mistake import Catalogue
from grader.records.observation import Observation, Stopped, WeightShape
from grader.records.probe import Probe
from grader.records.submission import Submission
from grader.records.verdict import CheckResult, Flag, Verdict, worst


class Environment(Record, frozen=True, kw_only=True):
    """Where a Run happened: what else than the submission could change a mark."""

    grader: str
    python: str
    tensorflow: str
    keras: str
    numpy: str
    platform: str
    intra_op_threads: int = 1
    isolation: str = "none"


class Repeats(enum.StrEnum):
    """What two runs of a class's first training, with one seed, showed."""

    UNKNOWN = ""
    DETERMINISTIC = "deterministic"  # the same numbers, bit for bit
    NOISY = "noisy"


class Surroundings(Record, frozen=True, kw_only=True):
    """What else a number of a Run may depend on: with equal surroundings a replay gives equal numbers, bit for bit.

    `cpu_features` decide which kernels TensorFlow computes with; `settings` are the environment variables that make a
    kernel repeatable (one thread, deterministic operations, hash seed); `data` are SHA-256 sums of the data set's
    parts.
    """

    cpu: str = ""
    cpu_features: tuple[str, ...] = ()
    settings: dict[str, str] = {}
    data: dict[str, str] = {}


class Job(Record, frozen=True, kw_only=True):
    """Everything a worker needs to grade one submission; plain and picklable.

    `stand_ins` holds the reference's code by function, for questions that build on one that failed.
    `code_hash` and `basis_hash` are handed on to the Run, which is found by them again (see `grader.fingerprint`).
    """

    assignment: Assignment
    submission: Submission
    seed: int
    probes: tuple[Probe, ...]
    expected: dict[str, Observation]
    questions: tuple[str, ...]
    environment: Environment
    stand_ins: dict[str, str] = {}
    surroundings: Surroundings = Surroundings()
    repeats: Repeats = Repeats.UNKNOWN
    code_hash: str = ""
    basis_hash: str = ""
    catalogue: Catalogue | None = None


class Misread(Record, frozen=True, kw_only=True):
    """One held-back image that the trained model took for another class; `png` is the grey image in base64."""

    true: int
    predicted: int
    png: str


class Network(Record, frozen=True, kw_only=True):
    """The weights of the model that was built, in order, and those of the reference's."""

    observed: tuple[WeightShape, ...]
    expected: tuple[WeightShape, ...]


class Attempt(Record, frozen=True, kw_only=True):
    """One training with one seed; `accuracy` on held-back images is None where no classes were predicted.

    `stopped` says what ended it before its author's code did, empty where nothing did.
    """

    seed: int
    accuracy: float | None
    steps: int = 0
    stopped: Stopped = Stopped.NOT
    cpu_seconds: float = 0.0


class Training(Record, frozen=True, kw_only=True):
    """A training as measured: accuracy on held-back images, by the host; curves as the notebook's process told them.

    `confusion[true][predicted]` counts held-back images; `misread` are a few of those beside its diagonal.
    It is the best of the `attempts`.
    """

    accuracy: float
    threshold: float
    images: int
    confusion: tuple[tuple[int, ...], ...]
    steps: int = 0
    seconds: float = 0.0
    curve_steps: tuple[int, ...] = ()
    curve_loss: tuple[float, ...] = ()
    curve_accuracy: tuple[float, ...] = ()
    misread: tuple[Misread, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    repeats: Repeats = Repeats.UNKNOWN


METERS = ("seconds", "peak_bytes", "out_of_wall_time")  # what a busier machine changes


class Run(Record, frozen=True, kw_only=True):
    """One grading of one submission under one assignment, seed and environment.

    `code_hash` names the normalised code that was handed in, `basis_hash` what it was asked; equal code on an equal
    basis is executed once. `copied_from` is the student whose Run this one repeats, empty where it was executed.
    `catalogue_hash` names the mistakes that what went wrong was compared with.
    `out_of_wall_time`: something was ended by its wall seconds that had CPU seconds left.
    """

    student: str
    attempt: int
    submission_hash: str
    assignment: str
    assignment_hash: str
    seed: int
    questions: tuple[str, ...]
    environment: Environment
    surroundings: Surroundings = Surroundings()
    status: Status
    problem: str = ""
    execution: Execution = Execution()
    checks: tuple[CheckResult, ...] = ()
    network: Network | None = None
    training: Training | None = None
    code: dict[str, str] = {}  # function name -> the student's own source
    code_lines: dict[str, int] = {}  # function name -> its first line within its cell, from 1
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_bytes: int = 0
    code_hash: str = ""
    basis_hash: str = ""
    copied_from: str = ""
    catalogue_hash: str = ""
    flags: tuple[Flag, ...] = ()
    out_of_wall_time: bool = False
    submitted: str = ""  # when it was handed in, UTC, as far as the source of the submission told

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of any check."""
        return worst(check.verdict for check in self.checks)

    @property
    def judgement(self) -> dict[str, Any]:
        """Everything but clocks, meters and who else handed it in: equal for equal submission, assignment and seed."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        plain["execution"] = [(c.index, c.status, c.error) for c in self.execution.cells]
        if plain["training"]:
            plain["training"].pop("seconds")
            for attempt in plain["training"]["attempts"]:
                attempt.pop("cpu_seconds")
        for measured in (*METERS, "environment", "surroundings", "copied_from", "submitted"):
            plain.pop(measured)
        return plain
