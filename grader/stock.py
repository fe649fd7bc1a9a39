"""Which models the clean room builds: layers, arguments and their types, checked on this side of the wall.

A student's process says what its model is made of. Nothing of that is believed: a layer that is not in `KINDS`, an
argument that is not of its type or out of its range, and the model is measured beside the student's code instead.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import msgspec
import numpy as np

from grader.records.base import Record
from grader.records.probe import Layer, Stock

Option: TypeAlias = str | int | float | bool | tuple[int, ...] | None

MOST_LAYERS = 200
MOST_UNITS = 100_000
MOST_PARAMETERS = 20_000_000
MOST_TEXT = 300
ACTIVATIONS = frozenset(
    (
        *("linear", "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish"),
        *("softplus", "softsign", "softmax", "log_softmax", "sigmoid", "hard_sigmoid", "log_sigmoid", "tanh"),
        *("hard_tanh", "exponential", "hard_silu", "hard_swish"),
    )
)
IDENTITIES = frozenset(  # at inference
    (
        *("InputLayer", "Identity", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "AlphaDropout"),
        *("GaussianDropout", "GaussianNoise", "ActivityRegularization", "RandomFlip", "RandomRotation"),
        *("RandomTranslation", "RandomZoom", "RandomContrast", "RandomBrightness"),
    )
)


class Exported(Record, frozen=True, kw_only=True):
    """A trained model that left the student's kernel: as trained and as it was before, or why it stays there.

    `said` are the model's own outputs for the inputs it was asked about, `(rows, …)` float32.
    """

    trained: Stock | None = None
    untrained: Stock | None = None
    said: np.ndarray | None = None
    stays: str = ""

    def in_state(self, state: str) -> Stock | None:
        """The model with the weights of a state (see `Trained`); None where they are not known."""
        if state == "zeroed" and self.trained is not None:
            return msgspec.structs.replace(self.trained, weights=tuple(map(np.zeros_like, self.trained.weights)))
        return self.untrained if state == "untrained" else self.trained

    @property
    def parameters(self) -> int:
        """Number of parameters, trainable or not, counted from the arrays that came; 0 where none did."""
        return sum(weight.size for weight in self.trained.weights) if self.trained else 0


def read_export(tree: Any) -> Exported:
    """The model in an agent's answer; one that is not exactly as it must be stays, never raises."""
    try:
        return _read(tree)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return Exported(stays=f"what it is said to be made of is not acceptable: {str(error)[:MOST_TEXT]}")


def _read(tree: Any) -> Exported:
    stays = tree["stays"]
    _require(isinstance(stays, str), "the reason to stay is no text")
    if stays:
        return Exported(stays=stays[:MOST_TEXT])
    shape = _sizes(tree["input_shape"])
    _require(isinstance(tree["layers"], list) and len(tree["layers"]) <= MOST_LAYERS, "there are too many layers")
    layers = tuple(layer for layer in map(_layer, tree["layers"]) if layer.kind not in IDENTITIES)
    weights, before = _weights(tree["weights"]), _weights(tree["before"])
    _require(not before or [w.shape for w in before] == [w.shape for w in weights], "the weights changed their shapes")
    said = tree["said"]
    _require(isinstance(said, np.ndarray) and said.dtype == np.float32, "its own outputs are no float32 numbers")
    return Exported(
        trained=Stock(input_shape=shape, layers=layers, weights=weights),
        untrained=Stock(input_shape=shape, layers=layers, weights=before) if before else None,
        said=said,
    )


def _layer(tree: Any) -> Layer:
    kind, options = tree["kind"], tree["options"]
    _require(isinstance(kind, str) and (kind in KINDS or kind in IDENTITIES), f"there is no layer {kind!r:.60}")
    if kind in IDENTITIES:
        return Layer(kind=kind)
    known = KINDS[kind]
    _require(isinstance(options, dict) and set(options) <= set(known), f"{kind} has arguments it may not have")
    return Layer(kind=kind, options={name: known[name](value) for name, value in options.items()})


def _weights(listed: Any) -> tuple[np.ndarray, ...]:
    _require(isinstance(listed, list), "the weights are no list")
    for array in listed:
        _require(isinstance(array, np.ndarray) and array.dtype == np.float32, "a weight is no array of float32")
    _require(sum(array.size for array in listed) <= MOST_PARAMETERS, "there are too many parameters")
    return tuple(listed)


def _sizes(value: Any) -> tuple[int, ...]:
    listed = isinstance(value, (list, tuple)) and 1 <= len(value) <= 4
    _require(listed and all(type(n) is int and 1 <= n <= MOST_UNITS for n in value), "a shape is no list of sizes")
    return tuple(value)


def _count(value: Any) -> Option:
    _require(type(value) is int and 1 <= value <= MOST_UNITS, "a number of units is out of range")
    return int(value)


def _flag(value: Any) -> Option:
    _require(type(value) is bool, "a switch is neither true nor false")
    return bool(value)


def _number(value: Any) -> Option:
    _require(type(value) in (int, float) and math.isfinite(value), "a number is none")
    return float(value)


def _maybe_number(value: Any) -> Option:
    return None if value is None else _number(value)


def _axis(value: Any) -> Option:
    """One axis, given as itself or as the only one of a list."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    _require(type(value) is int and -4 <= value <= 4, "an axis is out of range")
    return int(value)


def _pair(value: Any) -> Option:
    pair = (value, value) if type(value) is int else value
    _require(isinstance(pair, (list, tuple)) and len(pair) in (1, 2), "a pair of sizes is none")
    _require(all(type(n) is int and 1 <= n <= MOST_UNITS for n in pair), "a size is out of range")
    return tuple(pair)


def _target(value: Any) -> Option:
    _require(isinstance(value, (list, tuple)) and 1 <= len(value) <= 4, "a shape is no list of sizes")
    _require(all(type(n) is int and (n == -1 or 1 <= n <= MOST_UNITS) for n in value), "a size is out of range")
    return tuple(value)


def _word(*words: str) -> Callable[[Any], Option]:
    def check(value: Any) -> Option:
        _require(isinstance(value, str) and value in words, f"{value!r:.60} is none of {', '.join(words)}")
        return str(value)

    return check


def _activation(value: Any) -> Option:
    known = value is None or (isinstance(value, str) and value in ACTIVATIONS)
    _require(known, f"there is no activation {value!r:.60}")
    return None if value is None else str(value)


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


_FORMAT, _PADDING = _word("channels_last", "channels_first"), _word("valid", "same")
_NORM = {"axis": _axis, "epsilon": _number, "center": _flag, "scale": _flag}
_POOL = {"pool_size": _pair, "strides": _pair, "padding": _PADDING, "data_format": _FORMAT}
_WINDOW = {"kernel_size": _pair, "strides": _pair, "padding": _PADDING, "data_format": _FORMAT, "dilation_rate": _pair}
_GLOBAL = {"data_format": _FORMAT, "keepdims": _flag}

KINDS: Mapping[str, Mapping[str, Callable[[Any], Option]]] = {
    "Dense": {"units": _count, "activation": _activation, "use_bias": _flag},
    "Activation": {"activation": _activation},
    "ReLU": {"max_value": _maybe_number, "negative_slope": _number, "threshold": _number},
    "LeakyReLU": {"negative_slope": _number},
    "ELU": {"alpha": _number},
    "Softmax": {"axis": _axis},
    "Flatten": {"data_format": _FORMAT},
    "Reshape": {"target_shape": _target},
    "Permute": {"dims": _sizes},
    "Rescaling": {"scale": _number, "offset": _number},
    "BatchNormalization": _NORM,
    "LayerNormalization": _NORM,
    "Conv2D": {**_WINDOW, "filters": _count, "groups": _count, "activation": _activation, "use_bias": _flag},
    "DepthwiseConv2D": {**_WINDOW, "depth_multiplier": _count, "activation": _activation, "use_bias": _flag},
    "MaxPooling2D": _POOL,
    "AveragePooling2D": _POOL,
    "GlobalAveragePooling2D": _GLOBAL,
    "GlobalMaxPooling2D": _GLOBAL,
}
