"""What honest trainings of an assignment reach: samples, and what follows from them for its threshold."""

from grader.records.base import Record
from grader.records.run import Environment, Surroundings

SCHEMA = "grader/calibration/v1"


class Sample(Record, frozen=True, kw_only=True):
    """One training in full, by the reference or by a correct variant, with one seed.

    `accuracy` is of held-back images; the curve is of some of the training images, watched every few steps.
    `problem` says why there is no accuracy, and is empty otherwise.
    """

    variant: str
    seed: int
    accuracy: float = 0.0
    steps: int = 0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    curve_steps: tuple[int, ...] = ()
    curve_accuracy: tuple[float, ...] = ()
    problem: str = ""


class VariantSummary(Record, frozen=True, kw_only=True):
    """The samples of one variant in numbers; `fails` is the estimated probability to miss the declared threshold."""

    variant: str
    samples: int
    mean: float
    deviation: float
    lowest: float
    steps: int
    cpu_seconds: float
    highest_threshold: float
    fails: float


class Proposal(Record, frozen=True, kw_only=True):
    """What the samples allow: the highest threshold for the stated probability, and budgets with a margin."""

    threshold: float
    worst_variant: str
    deviation: float
    freedom: int
    fails: float
    cpu_seconds: float
    memory_bytes: int


class Calibration(Record, frozen=True, kw_only=True):
    """All about one assignment's goal: what is declared, what was measured, what is proposed.

    `basis_hash` names what was measured: the data, and the code that was trained.
    """

    schema: str = SCHEMA
    assignment: str
    basis_hash: str
    check: str
    threshold: float
    attempts: int
    probability: float
    training_cpu_seconds: float
    memory_bytes: int
    environment: Environment
    surroundings: Surroundings
    proposal: Proposal
    variants: tuple[VariantSummary, ...]
    warnings: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
