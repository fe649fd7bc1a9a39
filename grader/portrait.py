"""What a Run keeps of a model to be looked at: its weights, its training, some of the images it misread."""

import base64
import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from grader.attempts import seed_of
from grader.checks import Accuracy, Parameters
from grader.checks.training import attempt_id, read_classes
from grader.records.observation import Observation, Observations, Stopped
from grader.records.probe import Array, Forward
from grader.records.run import Attempt, Job, Misread, Network, Training
from grader.records.verdict import CheckResult

MOST_WEIGHTS = 60  # of a network in a Run
WHITE = 255
LARGEST_SIDE = 64  # pixels of an image in a Run


def network_of(job: Job, observed: Observations) -> Network | None:
    """The weights that the first check of parameters counted, beside the reference's; None where there are none."""
    for check in job.assignment.checks(job.questions):
        if isinstance(check.kind, Parameters):
            ours, theirs = job.expected.get(check.kind.probe), observed.get(check.kind.probe)
            if ours and theirs and ours.model and theirs.model:
                return Network(observed=theirs.model.weights[:MOST_WEIGHTS], expected=ours.model.weights[:MOST_WEIGHTS])
    return None


def training_of(job: Job, observed: Observations, results: Iterable[CheckResult]) -> Training | None:
    """What the accuracy check with the highest threshold measured, and the curves the notebook's process told."""
    measured = {result.check: result.evidence for result in results if "confusion" in result.evidence}
    goals = [
        (check.kind, measured[check.id])
        for check in job.assignment.checks(job.questions)
        if isinstance(check.kind, Accuracy) and check.id in measured
    ]
    if not goals:
        return None
    kind, evidence = max(goals, key=lambda goal: goal[0].threshold)
    best = evidence["attempts"].index(evidence["accuracy"]) + 1
    training = _training(kind, evidence, observed.get(attempt_id(kind.train, best)))
    return msgspec.structs.replace(
        training,
        attempts=tuple(_attempts(job, kind, evidence["attempts"], observed)),
        repeats=job.repeats,
        misread=tuple(_misread(kind, job, observed[attempt_id(kind.probe, best)], training.confusion)),
    )


def _attempts(job: Job, kind: Accuracy, accuracies: list[float | None], observed: Observations) -> Iterator[Attempt]:
    """Every training that was measured, with its declared seed."""
    train = next(probe for probe in job.probes if probe.id == kind.train)
    for number, accuracy in enumerate(accuracies, start=1):
        trained = observed[attempt_id(kind.train, number)]
        facts = trained.training
        yield Attempt(
            seed=seed_of(train, number),
            accuracy=accuracy,
            steps=facts.steps if facts else 0,
            stopped=facts.stopped if facts else Stopped.NOT,
            cpu_seconds=trained.cpu_seconds,
        )


def _training(kind: Accuracy, evidence: dict[str, Any], train: Observation | None) -> Training:
    facts = train.training if train is not None else None
    return msgspec.convert(
        {
            **{name: evidence[name] for name in ("accuracy", "images", "confusion")},
            "threshold": kind.threshold,
            "steps": facts.steps if facts else 0,
            "seconds": train.seconds if train else 0.0,
            "curve_steps": _finite(facts.curve_steps if facts else None),
            "curve_loss": _finite(facts.curve_loss if facts else None),
            "curve_accuracy": _finite(facts.curve_accuracy if facts else None),
        },
        Training,
        strict=False,
    )


def _finite(curve: np.ndarray | None) -> list[float]:
    """A curve as plain numbers; a diverged loss (infinite, NaN) is drawn as zero-length: the curve ends there."""
    if curve is None:
        return []
    stop = np.flatnonzero(~np.isfinite(curve))
    kept = curve[: stop[0]] if stop.size else curve
    return [round(float(number), 6) for number in kept]


def _misread(
    kind: Accuracy, job: Job, predictions: Observation, confusion: tuple[tuple[int, ...], ...]
) -> Iterator[Misread]:
    """Examples of the most frequent confusions, as many of each, in the order in which the images were sent."""
    images, labels = _images(job, kind.probe), _labels(job.expected.get(kind.probe))
    predicted = read_classes(predictions, 0 if labels is None else len(labels), kind.classes)
    if images is None or labels is None or isinstance(predicted, str) or len(images) != len(labels):
        return
    pairs = _most_confused(confusion, math.isqrt(max(0, kind.examples)))
    each = kind.examples // max(1, len(pairs))
    for true, guess in pairs:
        for index in np.flatnonzero((labels == true) & (predicted == guess))[:each]:
            yield Misread(true=true, predicted=guess, png=base64.b64encode(grey_png(images[index])).decode())


def _most_confused(confusion: tuple[tuple[int, ...], ...], most: int) -> list[tuple[int, int]]:
    wrong = [
        (-count, true, predicted)
        for true, row in enumerate(confusion)
        for predicted, count in enumerate(row)
        if true != predicted and count
    ]
    return [(true, predicted) for _, true, predicted in sorted(wrong)[:most]]


def _labels(expected: Observation | None) -> np.ndarray | None:
    """True classes `(images,)` of the held-back images."""
    return expected.values[0].array if expected is not None and expected.values else None


def _images(job: Job, probe: str) -> np.ndarray | None:
    """The grey images `(images, height, width)` uint8 of a probe, 255 the brightest; None where it sent others."""
    stimulus = next((each.stimulus for each in job.probes if each.id == probe), None)
    if not isinstance(stimulus, Forward) or not isinstance(stimulus.inputs, Array):
        return None
    values = stimulus.inputs.values
    if values.ndim == 4 and values.shape[-1] == 1:
        values = values[..., 0]
    side = math.isqrt(values.shape[-1])
    if values.ndim == 2 and side * side == values.shape[-1]:
        values = values.reshape(len(values), side, side)
    is_small = values.ndim == 3 and 0 < max(values.shape[1:]) <= LARGEST_SIDE
    if not is_small or values.dtype != np.uint8:
        return None
    brightest = stimulus.inputs.divide_by or WHITE
    if brightest == WHITE:
        return values
    return np.minimum(values * (WHITE / brightest), WHITE).astype(np.uint8)


def grey_png(image: np.ndarray) -> bytes:
    """A PNG of a grey image `(height, width)` uint8 (PNG specification, third edition, sections 5 and 11)."""
    height, width = image.shape
    rows = np.zeros((height, width + 1), np.uint8)  # a row begins with its filter, 0 for none
    rows[:, 1:] = image
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
