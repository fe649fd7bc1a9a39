"""What an observation can hold at all: a kernel's word is taken only within these bounds.

A notebook can answer for the agent. Its answer may be wrong, and is then judged; it may not be of a form that a check
or a report cannot deal with, since what they raise would count as a fault of the grader's, which costs no points.
"""

from collections.abc import Iterable

import numpy as np

from grader.records.observation import Examination, FigureFacts, ModelFacts, Observation, TrainingFacts, Value

MOST_TEXT = 2_000  # characters; the agent cuts its texts at a quarter of that
MOST_PLAIN = 10_000  # characters of a value as JSON
MOST_VALUES = 1_000  # returned values, weights and layers
MOST_DIMENSIONS, LARGEST = 16, 2**40
MOST_POINTS = 100_000  # of a curve


def require_plausible(observation: Observation) -> None:
    """Raise ValueError with what is out of bounds in an observation that came from a kernel."""
    texts = (observation.error_name, observation.error_message, observation.wrong_arity, observation.error_function)
    _require(all(len(text) <= MOST_TEXT for text in texts), "an error is told at too great a length")
    _require_number(observation.error_line or 0, "a line")
    _require_few(observation.values, "values")
    for value in observation.values:
        _require_value(value)
    if observation.model is not None:
        _require_model(observation.model)
    if observation.training is not None:
        _require_training(observation.training)
    if observation.figure is not None:
        _require_figure(observation.figure)
    if observation.examined is not None:
        _require_examined(observation.examined)


def _require_value(value: Value) -> None:
    _require(len(value.plain or "") <= MOST_PLAIN, "a plain value is too long")
    _require(len(value.type_name) <= MOST_TEXT and len(value.dtype) <= MOST_TEXT, "the name of a type is too long")


def _require_model(model: ModelFacts) -> None:
    _require_few(model.weights, "weights")
    _require_few(model.layers, "layers")
    for shape in (model.input_shape, model.output_shape, *(weight.shape for weight in model.weights)):
        _require(len(shape) <= MOST_DIMENSIONS, f"a shape has {len(shape)} dimensions")
        for size in shape:
            _require_number(size or 0, "the size of a dimension")
    for layer in model.layers:
        texts = (layer.kind, layer.activation or "")
        _require(all(len(text) <= MOST_TEXT for text in texts), "the name of a layer is too long")
        _require_number(layer.units or 0, "a number of units")


def _require_figure(figure: FigureFacts) -> None:
    _require_few(figure.axes, "axes")
    for axes in figure.axes:
        _require_few(axes.legend, "entries of a legend")
        _require_few(axes.curves, "curves")
        texts = (axes.title, axes.x_label, axes.y_label, *axes.legend, *(curve.label for curve in axes.curves))
        _require(all(len(text) <= MOST_TEXT for text in texts), "a text of a figure is too long")
        for curve in axes.curves:
            _require(_points(curve.x) == _points(curve.y), "a curve has not as many x as y")
            _require(curve.x.dtype == curve.y.dtype == np.float64, "a curve is not of float64 numbers")


def _require_training(training: TrainingFacts) -> None:
    _require_number(training.steps, "a number of steps")
    _require(len(training.returned) <= MOST_TEXT, "the name of a type is too long")
    curves = (training.curve_steps, training.curve_loss, training.curve_accuracy)
    lengths = {_points(curve) for curve in curves if curve is not None}
    _require(len(lengths) <= 1, "the curves are not of one length")
    watched = (training.watched_steps, training.watched_accuracy)
    _require(len({_points(curve) for curve in watched if curve is not None}) <= 1, "the looks are not of one length")
    for steps in (training.curve_steps, training.watched_steps):
        _require(steps is None or steps.dtype.kind in "iu", "the steps of a curve are no whole numbers")
        for at in steps if steps is not None else ():
            _require_number(int(at), "a step of a curve")
    _require_few(tuple(training.history), "entries of a history")
    for key, curve in training.history.items():
        _require(len(key) <= MOST_TEXT, "a key of the history is too long")
        _points(curve)


def _require_examined(examined: Examination) -> None:
    for name in examined.__struct_fields__:
        fact = getattr(examined, name)
        _require(not isinstance(fact, str) or len(fact) <= MOST_TEXT, f"{name} is told at too great a length")
        _require(not isinstance(fact, (int, float)) or abs(fact) <= LARGEST, f"{name} is out of bounds")
    _require_few(examined.label_map, "labels")


def _points(curve: np.ndarray) -> int:
    _require(curve.ndim == 1 and len(curve) <= MOST_POINTS, f"a curve is an array of shape {curve.shape}")
    return len(curve)


def _require_number(number: int, what: str) -> None:
    _require(0 <= number <= LARGEST, f"{what} is out of bounds")


def _require_few(listed: Iterable[object], what: str) -> None:
    count = sum(1 for _ in listed)
    _require(count <= MOST_VALUES, f"there are {count} {what}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
