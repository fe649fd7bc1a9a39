"""Checks what a training led to: accuracy on held-back images, counted here, and the history handed back."""

import enum
from collections.abc import Iterator

import msgspec
import numpy as np

from grader.checks.reading import observed_value, reference_value
from grader.comparison import describe_non_finite, describe_shape, is_numeric, printable
from grader.records.assignment import CheckKind
from grader.records.base import Record
from grader.records.observation import Observation, Observations, Stopped, TrainingFacts
from grader.records.verdict import Finding, failed, passed

ENDED = {
    Stopped.BUDGET: " The training was stopped when its budget was used up.",
    Stopped.TIME: " The training was stopped when its budget was used up.",
    Stopped.GOAL: " The training could be ended early, after {steps:,} steps.",
    Stopped.NOWHERE: " The training was ended after {steps:,} steps, since nothing was being learnt.",
}


class Lack(enum.StrEnum):
    """What a history lacks."""

    HISTORY = "history"  # it did not come back
    VALIDATION = "validation"
    ACCURACY = "accuracy"  # nothing but the loss was measured on validation data
    TRAINED = "trained"  # the validation images are trained with, too
    FOREIGN = "foreign"  # they are none of the given ones


LACKS = {
    Lack.VALIDATION: "The history holds nothing that was measured on validation data.",
    Lack.ACCURACY: "The history holds the loss on validation data, but no accuracy.",
    Lack.TRAINED: "The images that are used for validation are trained with, too.",
    Lack.FOREIGN: "The images that are used for validation are none of those that your function was given.",
}
NO_PREDICTIONS = "The trained model predicts nothing."


class Tried(Record, frozen=True, kw_only=True):
    """One attempt: the predicted classes `(images,)`, or the sentence why there are none, and how the training went."""

    classes: np.ndarray | str
    accuracy: float | None
    facts: TrainingFacts | None
    where: str


class Accuracy(CheckKind, frozen=True, kw_only=True, tag="accuracy"):
    """Predictions for held-back images agree with the true labels in at least `threshold` of the cases.

    `probe` brought the predictions, `(images, classes)` scores or `(images,)` classes; its expected
    observation holds the labels `(images,)`. `train` is the training before it. What the student's process
    says about its own accuracy is never looked at. Up to `examples` of the images that were misread are shown to
    the student; 0 where held-back images must stay unseen.

    A training that misses is repeated with the next seeds, up to so many `attempts` in all; the best counts.
    `bands` give partial credit below the threshold: `((0.90, 0.5),)` gives half of the points from 0.90 on.
    """

    probe: str
    train: str
    threshold: float
    classes: int = 10
    examples: int = 12
    attempts: int = 3
    bands: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1 or self.attempts < 1:
            raise ValueError(f"a threshold in (0, 1] and 1 attempt or more were expected, found {self}")
        if not all(0 < level < self.threshold and 0 < share < 1 for level, share in self.bands):
            raise ValueError(f"bands below the threshold with shares between 0 and 1 were expected: {self.bands}")

    def probes(self) -> tuple[str, ...]:
        """The predictions, then the training they come from."""
        return (self.probe, self.train)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails below the threshold; always tells the margin."""
        labels = reference_value(expected, self.probe).array
        if labels is None or labels.ndim != 1 or not labels.size:
            raise ValueError(f"the expected labels of {self.probe!r} are no array of shape (images,)")
        tried = list(self._measured(observed, labels))
        best = max(tried, key=lambda measured: -1.0 if measured.accuracy is None else measured.accuracy)
        if best.accuracy is None or isinstance(best.classes, str):
            return failed(f"{tried[0].classes}{_notes(tried[0].facts)}")
        margin = f"(margin {best.accuracy - self.threshold:+.4f})"
        evidence = {
            "accuracy": best.accuracy,
            "threshold": self.threshold,
            "images": len(labels),
            "measured": best.where,
            "confusion": [list(row) for row in confusion(best.classes, labels, self.classes)],
            "attempts": [measured.accuracy for measured in tried],
        }
        reason = (
            f"Test accuracy {best.accuracy:.4f}, required {self.threshold:.4f} {margin}"
            f"{self._among(tried, best)}.{_notes(best.facts)}"
        )
        if best.accuracy >= self.threshold:
            return passed(reason, **evidence)
        share = max((share for level, share in self.bands if best.accuracy >= level), default=0.0)
        reason += f" It earns {share:.0%} of the points." if share else ""
        return msgspec.structs.replace(failed(reason, **evidence), credit=share)

    def _measured(self, observed: Observations, labels: np.ndarray) -> Iterator[Tried]:
        """Every attempt that was made, in order."""
        for number in range(1, self.attempts + 1):
            predictions = observed.get(attempt_id(self.probe, number))
            training = observed.get(attempt_id(self.train, number))
            if training is None or predictions is None:
                return
            has_returned = predictions.has_returned
            yield Tried(
                classes=read_classes(predictions, len(labels), self.classes) if has_returned else NO_PREDICTIONS,
                accuracy=accuracy_of(predictions, labels, self.classes) if has_returned else None,
                facts=training.training,
                where=where(predictions),
            )

    def _among(self, tried: list[Tried], best: Tried) -> str:
        """Which of several attempts the accuracy is from, and what the others were."""
        if len(tried) == 1:
            return ""
        listed = ", ".join("none" if m.accuracy is None else f"{m.accuracy:.4f}" for m in tried)
        return f", the best of {len(tried)} attempts ({listed})"


class History(CheckKind, frozen=True, kw_only=True, tag="history"):
    """The training function hands back a Keras History, or its dictionary of lists.

    With `validation` it must also hold what was measured on validation data, under names that begin with `val_`: the
    loss, and at least one metric, whatever its name. These data must be given images that are not trained with.
    """

    probe: str
    validation: bool = False

    def probes(self) -> tuple[str, ...]:
        """The training."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with what came back instead."""
        facts = observed[self.probe].training
        if facts is None:
            return failed("No training was seen.")
        lack = lacking(facts, self.validation)
        if lack is None:
            return passed("The training history came back.")
        if lack in LACKS:
            return failed(LACKS[lack])
        came = printable(facts.returned, 60)
        if came == "NoneType":
            return failed("None came back where the training history was expected: return what `model.fit` returns.")
        return failed(f"A value of type `{came}` came back where the history that `model.fit` returns was expected.")


def lacking(facts: TrainingFacts, validation: bool) -> Lack | None:
    """The first thing that is missing of a history; with `validation` it must hold what images held back have shown."""
    if not facts.has_history:
        return Lack.HISTORY
    if not validation:
        return None
    measured = {key for key in facts.history if key.startswith("val_")}
    if not measured:
        return Lack.VALIDATION
    if measured == {"val_loss"}:
        return Lack.ACCURACY
    return Lack(facts.validated_on) if facts.validated_on in (Lack.TRAINED, Lack.FOREIGN) else None


def attempt_id(probe: str, number: int) -> str:
    """Under which id the n-th attempt at a probe is observed: the first under its own."""
    return probe if number == 1 else f"{probe}@{number}"


def accuracy_of(predictions: Observation, labels: np.ndarray, classes: int = 10) -> float | None:
    """The fraction of predictions that agree with the labels `(images,)`; None where there are no classes."""
    predicted = read_classes(predictions, len(labels), classes)
    return None if isinstance(predicted, str) else int((predicted == labels).sum()) / len(labels)


def confusion(predicted: np.ndarray, labels: np.ndarray, classes: int = 10) -> tuple[tuple[int, ...], ...]:
    """`table[true][predicted]` counts images; both arguments `(images,)` integers.

    Images with a label or a prediction outside 0..classes-1 are not in the table.
    """
    valid = (predicted >= 0) & (predicted < classes) & (labels >= 0) & (labels < classes)
    true, guess = labels[valid].astype(np.int64), predicted[valid].astype(np.int64)
    counts = np.bincount(true * classes + guess, minlength=classes * classes).reshape(classes, classes)
    return tuple(tuple(int(n) for n in row) for row in counts)


def read_classes(observation: Observation, images: int, classes: int = 10) -> np.ndarray | str:
    """The predicted class per image, `(images,)` int64, or the sentence why there is none.

    Scores `(images, classes)` name the class of the largest; further columns are classes that do not exist.
    """
    value = observed_value(observation)
    array = value.array
    asked = f"predictions of shape ({images}, {classes}) or ({images},) were expected"
    if array is None or not is_numeric(array):
        came = printable(value.type_name, 60) or "nothing"
        return f"There are no predictions: `{came}` came back where {asked}."
    if words := describe_non_finite(array):
        return f"The model predicts no finite numbers: {words[0].lower()}{words[1:]}. Did the training diverge?"
    is_scores = array.ndim == 2 and array.shape[1] >= classes
    if not (is_scores or array.ndim == 1) or len(array) != images:
        came = describe_shape(array.shape)
        return f"{came[0].upper()}{came[1:]} came back where {asked}."
    if is_scores:
        return np.asarray(array.argmax(axis=1), dtype=np.int64)
    whole = array.astype(np.int64) if array.dtype.kind != "f" else _whole(array, classes)
    return whole if whole is not None else "The predictions are no whole numbers, so they name no classes."


def _whole(array: np.ndarray, classes: int) -> np.ndarray | None:
    """Whole numbers in floating point as integers; what is out of every range becomes -1."""
    if not (array == np.rint(array)).all():
        return None
    return np.where((array >= 0) & (array < classes), array, -1).astype(np.int64)


def where(observation: Observation) -> str:
    """Where predictions were computed, in words for staff."""
    measured = observation.measured
    if measured is None or measured.beside:
        why = f": {measured.beside}" if measured is not None else ""
        return f"beside the student's code{printable(why, 200)}"
    return "clean room"


def _notes(facts: TrainingFacts | None) -> str:
    """What a reader of the accuracy should know about the training."""
    if facts is None:
        return ""
    notes = []
    if facts.used_stand_in:
        notes.append(" A model of the grader's own was trained, as the notebook's could not be built.")
    if not facts.weights_moved:
        notes.append(" The training did not change the model's weights.")
    notes.append(ENDED.get(facts.stopped, "").format(steps=facts.steps))
    return "".join(notes)
