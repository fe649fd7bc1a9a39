"""Checks what a training led to: accuracy on held-back images, counted here, and the history handed back."""

import numpy as np

from grader.checks.reading import observed_value, reference_value
from grader.comparison import describe_non_finite, describe_shape, is_numeric, printable
from grader.records.assignment import CheckKind
from grader.records.observation import Observation, Observations, TrainingFacts
from grader.records.verdict import Finding, failed, passed


class Accuracy(CheckKind, frozen=True, kw_only=True, tag="accuracy"):
    """Predictions for held-back images agree with the true labels in at least `threshold` of the cases.

    `probe` brought the predictions, `(images, classes)` scores or `(images,)` classes; its expected
    observation holds the labels `(images,)`. `train` is the training before it. What the student's process
    says about its own accuracy is never looked at. Up to `examples` of the images that were misread are shown to
    the student; 0 where held-back images must stay unseen.
    """

    probe: str
    train: str
    threshold: float
    classes: int = 10
    examples: int = 12

    def probes(self) -> tuple[str, ...]:
        """The predictions, then the training they come from."""
        return (self.probe, self.train)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails below the threshold; always tells the margin."""
        labels = reference_value(expected, self.probe).array
        if labels is None or labels.ndim != 1 or not labels.size:
            raise ValueError(f"the expected labels of {self.probe!r} are no array of shape (images,)")
        predicted = read_classes(observed[self.probe], len(labels), self.classes)
        notes = _notes(observed[self.train].training)
        if isinstance(predicted, str):
            return failed(predicted + notes)
        correct = int((predicted == labels).sum())
        accuracy = correct / len(labels)
        reason = (
            f"Test accuracy {accuracy:.4f}, required {self.threshold:.4f}"
            f" (margin {accuracy - self.threshold:+.4f}).{notes}"
        )
        conclude = passed if accuracy >= self.threshold else failed
        return conclude(
            reason,
            accuracy=accuracy,
            threshold=self.threshold,
            images=len(labels),
            confusion=[list(row) for row in confusion(predicted, labels, self.classes)],
        )


class History(CheckKind, frozen=True, kw_only=True, tag="history"):
    """The training function hands back a Keras History, or its dictionary of lists."""

    probe: str

    def probes(self) -> tuple[str, ...]:
        """The training."""
        return (self.probe,)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with what came back instead."""
        facts = observed[self.probe].training
        if facts is None:
            return failed("No training was seen.")
        if facts.has_history:
            return passed("The training history came back.")
        came = printable(facts.returned, 60)
        if came == "NoneType":
            return failed("None came back where the training history was expected: return what `model.fit` returns.")
        return failed(f"A value of type `{came}` came back where the history that `model.fit` returns was expected.")


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


def _notes(facts: TrainingFacts | None) -> str:
    """What a reader of the accuracy should know about the training."""
    if facts is None:
        return ""
    notes = []
    if facts.used_stand_in:
        notes.append(" A model of the grader's own was trained, as the notebook's could not be built.")
    if not facts.weights_moved:
        notes.append(" The training did not change the model's weights.")
    if facts.stopped_at_budget:
        notes.append(" The training was stopped when its budget was used up.")
    return "".join(notes)
