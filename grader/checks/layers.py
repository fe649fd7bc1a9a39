"""Checks the structure of a model: the shapes of its weights, and the shape of its output.

Layers are counted by their weights, never by name or class: a model of any Keras style is the same network
when it has the same weights in the same order.
"""

from collections.abc import Sequence

from grader.checks.model_kind import ModelKind
from grader.checks.reading import ordinal
from grader.records.base import Record
from grader.records.observation import ModelFacts, WeightShape
from grader.records.verdict import Finding, failed, passed

MAX_LISTED = 12  # weights of a model that a sentence lists


class Layers(ModelKind, frozen=True, kw_only=True, tag="layers"):
    """The model's weights have the shapes of the reference's, in order, and are as trainable."""

    def compare(self, model: ModelFacts, wanted: ModelFacts) -> Finding:
        """Fails with the layer that differs where all layers are dense, else with both lists of weights."""
        if model.weights == wanted.weights:
            return passed(f"The layers have the expected weights: {_list_shapes(wanted.weights)}.")
        reason = _explain(model, wanted)
        return failed(reason, observed=_list_shapes(model.weights), expected=_list_shapes(wanted.weights))


class OutputShape(ModelKind, frozen=True, kw_only=True, tag="output_shape"):
    """The model's output has the shape of the reference's."""

    def compare(self, model: ModelFacts, wanted: ModelFacts) -> Finding:
        """Fails with both shapes."""
        came, asked = _batch_shape(model.output_shape), _batch_shape(wanted.output_shape)
        if model.output_shape == wanted.output_shape:
            return passed(f"The output has the shape {asked}.")
        return failed(f"The model's output has the shape {came}, {asked} was asked for.")


class _Dense(Record, frozen=True, kw_only=True):
    """A dense layer as its weights tell: kernel `(inputs, units)`, then perhaps a bias `(units,)`."""

    inputs: int
    units: int
    has_bias: bool


def _explain(model: ModelFacts, wanted: ModelFacts) -> str:
    """The first difference that a sentence can name, the most telling kind first."""
    if not model.weights:
        return f"The model has no weights; {_list_shapes(wanted.weights)} were asked for."
    if [w.shape for w in model.weights] == [w.shape for w in wanted.weights]:
        return _explain_trainable(model.weights, wanted.weights)
    layers, asked = _dense_layers(model.weights), _dense_layers(wanted.weights)
    sentence = _explain_dense(layers, asked) if layers and asked else ""
    return sentence or _extra_weights(model, wanted) + _listing(model.weights, wanted.weights)


def _explain_dense(layers: list[_Dense], asked: list[_Dense]) -> str:
    if len(layers) != len(asked):
        count = "1 layer" if len(layers) == 1 else f"{len(layers)} layers"
        was = "was" if len(asked) == 1 else "were"
        wanted = f"{len(asked)} {was} asked for ({_chain(asked)})"
        return f"The model has {count} with weights ({_chain(layers)}), {wanted}."
    if layers[0].inputs != asked[0].inputs:
        return _explain_width(layers[0].inputs, asked[0].inputs)
    found = [_explain_layer(i, layers, asked) for i in range(len(asked))]
    return " ".join(sentence for sentence in found if sentence)


def _explain_width(inputs: int, asked: int) -> str:
    is_part = 0 < inputs < asked and asked % inputs == 0
    flatten = " Is each image flattened before that layer?" if is_part else ""
    return f"The first layer with weights receives {inputs} numbers per image, {asked} were asked for.{flatten}"


def _explain_layer(position: int, layers: list[_Dense], asked: list[_Dense]) -> str:
    name = "output layer" if position == len(asked) - 1 else f"{ordinal(position)} hidden layer"
    layer, wanted = layers[position], asked[position]
    if layer.units != wanted.units:
        unit = "unit" if layer.units == 1 else "units"
        return f"The {name} has {layer.units} {unit}, {wanted.units} were asked for."
    if layer.has_bias != wanted.has_bias:
        came, wished = ("a", "none") if layer.has_bias else ("no", "one")
        return f"The {name} has {came} bias, {wished} was asked for."
    return ""


def _explain_trainable(weights: Sequence[WeightShape], wanted: Sequence[WeightShape]) -> str:
    frozen = [w.shape for w, asked in zip(weights, wanted, strict=True) if asked.trainable and not w.trainable]
    if frozen:
        shapes = ", ".join(str(shape) for shape in frozen[:MAX_LISTED])
        return f"Weights of shape {shapes} are not trainable; they were to be. Is a layer frozen?"
    return "The model has trainable weights where fixed ones were asked for."


def _extra_weights(model: ModelFacts, wanted: ModelFacts) -> str:
    """A lead-in for weights that no training changes, such as the averages of a batch normalisation."""
    fixed = sum(not w.trainable for w in model.weights)
    asked = sum(not w.trainable for w in wanted.weights)
    if fixed == asked:
        return ""
    word = "weight" if fixed == 1 else "weights"
    was = "was" if asked == 1 else "were"
    return f"The model has {fixed} non-trainable {word}, {asked or 'none'} {was} asked for. "


def _listing(weights: Sequence[WeightShape], wanted: Sequence[WeightShape]) -> str:
    return f"The model's weights have the shapes {_list_shapes(weights)}; {_list_shapes(wanted)} were asked for."


def _dense_layers(weights: Sequence[WeightShape]) -> list[_Dense] | None:
    """The weights read as dense layers; None when they are anything else."""
    layers: list[_Dense] = []
    for weight in weights:
        shape = weight.shape
        if len(shape) == 2:
            layers.append(_Dense(inputs=shape[0], units=shape[1], has_bias=False))
        elif layers and not layers[-1].has_bias and shape == (layers[-1].units,):
            layers[-1] = _Dense(inputs=layers[-1].inputs, units=shape[0], has_bias=True)
        else:
            return None
    return layers


def _chain(layers: Sequence[_Dense]) -> str:
    """`784 → 512 → 10`."""
    widths = [layers[0].inputs, *(layer.units for layer in layers)]
    if len(widths) <= MAX_LISTED:
        return " → ".join(str(width) for width in widths)
    return " → ".join([*(str(width) for width in widths[:MAX_LISTED]), "…"])


def _list_shapes(weights: Sequence[WeightShape]) -> str:
    shown = [str(w.shape) for w in weights[:MAX_LISTED]]
    more = len(weights) - len(shown)
    return ", ".join([*shown, f"and {more} more"] if more > 0 else shown) or "none"


def _batch_shape(shape: tuple[int | None, ...]) -> str:
    """A shape whose open dimension is the batch: `(batch, 10)`."""
    return f"({', '.join('batch' if n is None else str(n) for n in shape)}{',' if len(shape) == 1 else ''})"
