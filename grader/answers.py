"""What a trained model answers, wherever it was computed: which inputs it is given, and how its outputs are read."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from grader.records.observation import Observation, Outcome, Value
from grader.records.probe import Array, Forward, Probe, Train, Trained

EXAMPLES = 64  # random inputs to which a trained model's own answers are held against the clean room's


def relabellings(probes: Sequence[Probe]) -> dict[str, np.ndarray]:
    """As what the classes are shown, for the trainings that show them as others."""
    trainings = {probe.id: probe.stimulus for probe in probes if isinstance(probe.stimulus, Train)}
    return {name: stimulus.relabel for name, stimulus in trainings.items() if stimulus.relabel is not None}


def with_own_classes(observation: Observation, relabel: np.ndarray | None) -> Observation:
    """What a model predicted, `(rows, classes)` scores or `(rows,)` classes, in the order of the true classes."""
    array = observation.values[0].array if observation.values else None
    if relabel is None or array is None:
        return observation
    if array.ndim == 2 and array.shape[1] >= len(relabel):
        array = np.concatenate([array[:, relabel], array[:, len(relabel) :]], axis=1)
    elif array.ndim == 1 and np.isin(array, np.arange(len(relabel))).all():
        array = np.argsort(relabel)[array.astype(np.int64)]
    value = msgspec.structs.replace(observation.values[0], array=array)
    return msgspec.structs.replace(observation, values=(value,))


def of_trained(probe: Probe) -> tuple[Trained, Array] | None:
    """The trained model whose outputs a probe asks for, and the inputs; None for any other probe."""
    stimulus = probe.stimulus
    if not isinstance(stimulus, Forward) or stimulus.training or stimulus.weights is not None:
        return None
    return (stimulus.model, stimulus.inputs) if isinstance(stimulus.model, Trained) else None


def examples(probe: Probe) -> Array:
    """Random inputs of the form a probe has: what a model answers to them says whether it is what it is said to be."""
    assert isinstance(probe.stimulus, Forward)
    given = probe.stimulus.inputs
    random = np.random.default_rng(probe.seed)
    shape = (EXAMPLES, *given.values.shape[1:])
    values = random.integers(0, 256, shape, "uint8") if given.values.dtype == np.uint8 else random.random(shape)
    return Array(values=values.astype(given.values.dtype), divide_by=given.divide_by)


def deviation(observed: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference between two sets of outputs, infinite where they are not of one shape or finite."""
    if observed.shape != expected.shape:
        return math.inf
    both = np.isfinite(observed) & np.isfinite(expected)
    if not np.array_equal(np.isnan(observed), np.isnan(expected)):
        return math.inf
    return float(np.abs(observed - expected)[both].max(initial=0.0))


def returned(probe: Probe, outputs: np.ndarray) -> Observation:
    """The observation of outputs that the clean room computed."""
    value = Value(type_name="ndarray", dtype=outputs.dtype.name, array=outputs)
    return Observation(probe=probe.id, outcome=Outcome.RETURNED, values=(value,))
