"""What was set: an assignment with its questions, checks, points and limits."""

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from grader.records.base import Record
from grader.records.observation import Observations
from grader.records.probe import Scalar
from grader.records.verdict import Finding


class Limits(Record, frozen=True, kw_only=True):
    """Bounds of one submission. CPU seconds count; wall seconds are a generous outer bound."""

    cell_cpu_seconds: float = 120.0
    cell_wall_seconds: float = 300.0
    probe_cpu_seconds: float = 20.0
    probe_wall_seconds: float = 60.0
    training_cpu_seconds: float = 240.0
    training_wall_seconds: float = 900.0
    notebook_cpu_seconds: float = 300.0
    memory_bytes: int = 4 * 1024**3
    output_bytes: int = 4 * 1024**2
    max_restarts: int = 4


class CheckKind(Record, frozen=True, kw_only=True):
    """One kind of expectation about observations; subclasses live in `grader/checks/`, one file each."""

    def probes(self) -> tuple[str, ...]:
        """Ids of the probes whose observations the check reads, the decisive one first."""
        raise NotImplementedError

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Compare observations; only called when every probe of `probes()` has returned."""
        raise NotImplementedError


class Check(Record, frozen=True, kw_only=True):
    """One declared expectation. `id` is `question.what`; `requires` names checks that must pass first."""

    id: str
    title: str
    points: float
    kind: CheckKind
    requires: tuple[str, ...] = ()
    hint: str = ""

    @property
    def question(self) -> str:
        """Name of the question the check belongs to."""
        return self.id.partition(".")[0]


class ReviewKind(Record, frozen=True, kw_only=True):
    """One reason to let a person look at a submission; subclasses live in `grader/review.py`."""

    def probes(self) -> tuple[str, ...]:
        """Ids of the probes whose observations are looked at."""
        raise NotImplementedError

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """The evidence, or None where there is nothing to see; only called when every probe has returned."""
        raise NotImplementedError


class Review(Record, frozen=True, kw_only=True):
    """A declared reason for a flag. `id` is `question.what`; it costs no points and is told to staff only."""

    id: str
    title: str
    kind: ReviewKind

    @property
    def question(self) -> str:
        """Name of the question it belongs to."""
        return self.id.partition(".")[0]


class Question(Record, frozen=True, kw_only=True):
    """A graded part of an assignment; `functions` are the names it needs from the notebook, its own first.

    `edges` names the probes at the limits of what floats can hold, which a mistake may share with others; `examples`
    names probes of small inputs, the smallest first, that only serve to show a student where an answer differs.
    """

    name: str
    title: str
    points: float
    functions: tuple[str, ...]
    checks: tuple[Check, ...]
    edges: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


# How much a student is told about a miss; each tier says what those before it say, and one thing more: what does not
# hold, a question that points at the concept, a small input with what the student's own code makes of it, and what
# was expected there.
Feedback: TypeAlias = Literal["property", "hint", "counter-example", "expected values"]
TIERS: tuple[Feedback, ...] = ("property", "hint", "counter-example", "expected values")
PRELOAD = ("numpy", "matplotlib.pyplot", "tensorflow", "keras")


class Assignment(Record, frozen=True, kw_only=True):
    """What was set. `hash` identifies the content of everything that can change a mark.

    `preload` names the modules that kernels find imported already; a notebook may import any other, only slower.
    `numbers` are constants of the notebook that differ from student to student, with the values they may have.
    """

    slug: str
    title: str
    notebook: str
    questions: tuple[Question, ...]
    dataset: str | None = None
    limits: Limits = Limits()
    preload: tuple[str, ...] = PRELOAD
    feedback: Feedback = "counter-example"
    hash: str = ""
    reviews: tuple[Review, ...] = ()
    numbers: dict[str, tuple[Scalar, ...]] = {}

    @property
    def points(self) -> float:
        """Points a perfect submission earns."""
        return sum(question.points for question in self.questions)

    def checks(self, questions: Iterable[str] | None = None) -> tuple[Check, ...]:
        """All checks in order of declaration, or those of the named questions."""
        wanted = set(questions) if questions is not None else {q.name for q in self.questions}
        return tuple(check for q in self.questions if q.name in wanted for check in q.checks)

    def asked_probes(self, questions: Iterable[str]) -> set[str]:
        """Ids of the probes that the checks and reviews of the named questions read."""
        wanted = set(questions)
        read = [check.kind.probes() for check in self.checks(wanted)]
        read += [review.kind.probes() for review in self.reviews if review.question in wanted]
        return {probe for probes in read for probe in probes}
