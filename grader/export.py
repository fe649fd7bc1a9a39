"""Takes a trained model out of a student's kernel as plain data: stock layers with primitive arguments, and arrays.

Sent into the kernel as text beside the agent; it imports nothing of ours. What it says is testimony like all else: the
host checks it against its own list (`grader/stock.py`), and a kernel without student code builds and measures it.
"""

from typing import Any

import numpy as np

MAX_LAYERS = 200
MAX_ROWS = 256
TRUSTED = ("keras.", "tensorflow.")
CONTAINERS = ("Sequential", "Functional")

# What of a layer's configuration its outputs at inference depend on; where nothing is named, nothing does.
SETTINGS: dict[str, tuple[str, ...]] = {
    "Dense": ("units", "activation", "use_bias"),
    "Activation": ("activation",),
    "ReLU": ("max_value", "negative_slope", "threshold"),
    "LeakyReLU": ("negative_slope",),
    "ELU": ("alpha",),
    "Softmax": ("axis",),
    "Flatten": ("data_format",),
    "Reshape": ("target_shape",),
    "Permute": ("dims",),
    "Rescaling": ("scale", "offset"),
    "BatchNormalization": ("axis", "epsilon", "center", "scale"),
    "LayerNormalization": ("axis", "epsilon", "center", "scale"),
    "Conv2D": (
        *("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups"),
        *("activation", "use_bias"),
    ),
    "DepthwiseConv2D": (
        *("kernel_size", "strides", "padding", "depth_multiplier", "data_format", "dilation_rate"),
        *("activation", "use_bias"),
    ),
    "MaxPooling2D": ("pool_size", "strides", "padding", "data_format"),
    "AveragePooling2D": ("pool_size", "strides", "padding", "data_format"),
    "GlobalAveragePooling2D": ("data_format", "keepdims"),
    "GlobalMaxPooling2D": ("data_format", "keepdims"),
    **dict.fromkeys(
        (
            *("Dropout", "SpatialDropout1D", "SpatialDropout2D", "AlphaDropout", "GaussianDropout", "GaussianNoise"),
            *("ActivityRegularization", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom"),
            *("RandomContrast", "RandomBrightness", "InputLayer", "Identity"),
        ),
        (),
    ),
}


class StayError(Exception):
    """Why a model cannot leave, in words for staff."""


def export(model: Any, before: list[np.ndarray], inputs: np.ndarray) -> dict[str, Any]:
    """The model as plain data with its weights now and `before` the training, and its own answer to `inputs`.

    `stays` says why it cannot be exported, empty where it can.
    """
    try:
        layers = chain(model)
        shape = [int(n) for n in model.inputs[0].shape[1:]]
        weights = [as_floats(weight) for layer in layers for weight in layer.weights]
        described = [describe(layer) for layer in layers]
        said = as_floats(model(inputs[:MAX_ROWS], training=False))
    except StayError as reason:
        return {"stays": str(reason)}
    except Exception as error:
        return {"stays": f"reading its layers raised {type(error).__name__}"}
    fits = [w.shape for w in before] == [w.shape for w in weights]
    network = {"input_shape": shape, "layers": described, "weights": weights}
    return {"stays": "", **network, "before": before if fits else [], "said": said}


def chain(model: Any) -> list[Any]:
    """The layers a model's input passes through, one after the other, containers opened."""
    if not is_stock(model, CONTAINERS):
        raise StayError(f"it is a {type(model).__name__}, a class of the notebook's own")
    layers = list(model.layers) if type(model).__name__ == "Sequential" else line(model)
    opened = [inner for layer in layers for inner in (chain(layer) if hasattr(layer, "layers") else [layer])]
    if len(opened) > MAX_LAYERS:
        raise StayError(f"it has {len(opened)} layers")
    if len({id(layer) for layer in opened if layer.weights}) < sum(bool(layer.weights) for layer in opened):
        raise StayError("a layer with weights is used twice")
    return opened


def line(model: Any) -> list[Any]:
    """The layers of a functional model, from input to output, where each has one input and one output."""
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise StayError(f"it has {len(model.inputs)} inputs and {len(model.outputs)} outputs")
    backwards: list[Any] = []
    tensor = model.outputs[0]
    while tensor is not model.inputs[0]:
        operation, index, _ = tensor._keras_history
        arguments = operation._inbound_nodes[index].arguments
        asked = {name: value for name, value in arguments.kwargs.items() if value is not None}
        options = {name: value for name, value in asked.items() if (name, value) != ("training", False)}
        if len(arguments.keras_tensors) != 1 or len(arguments.args) != 1 or options:
            raise StayError(f"its layer {type(operation).__name__} takes more than the output of the one before")
        if len(backwards) > MAX_LAYERS:
            raise StayError("it has too many layers")
        backwards.append(operation)
        tensor = arguments.keras_tensors[0]
    return backwards[::-1]


def describe(layer: Any) -> dict[str, Any]:
    """Kind and settings of a stock layer."""
    kind = type(layer).__name__
    if not is_stock(layer, SETTINGS):
        whose = "of Keras, but not one the clean room builds" if of_keras(layer) else "of the notebook's own"
        raise StayError(f"it has a layer {kind} {whose}")
    config = layer.get_config()
    options = {name: plain(config.get(name)) for name in SETTINGS[kind] if name != "activation"}
    if "activation" in SETTINGS[kind]:
        options["activation"] = activation_of(layer)
    return {"kind": kind, "options": options}


def activation_of(layer: Any) -> str | None:
    """The name of a layer's activation, which must be a function of Keras or TensorFlow, whatever others are called."""
    activation = layer.activation
    if activation is None:
        return None
    name = getattr(activation, "__name__", None)
    if not isinstance(name, str) or not str(getattr(activation, "__module__", "")).startswith(TRUSTED):
        raise StayError(f"its layer {type(layer).__name__} has an activation of the notebook's own")
    return name.removesuffix("_v2")  # TensorFlow's softmax is called so


def is_stock(thing: Any, kinds: Any) -> bool:
    """Whether it is exactly a class of Keras of one of these names, no subclass."""
    return type(thing).__name__ in kinds and of_keras(thing)


def of_keras(thing: Any) -> bool:
    """Whether its class is one of Keras' own."""
    return type(thing).__module__.startswith("keras.")


def plain(setting: Any) -> Any:
    """A setting as JSON has it; what is neither number, text nor a list of whole numbers stays."""
    if isinstance(setting, (tuple, list)):
        return [plain(item) for item in setting]
    if isinstance(setting, (np.integer, np.floating)):
        return setting.item()
    if setting is None or type(setting) in (bool, int, float, str):
        return setting
    raise StayError(f"one of its layers has a setting of type {type(setting).__name__}")


def as_floats(value: Any) -> np.ndarray:
    """A base array of float32, from any floating dtype."""
    array = np.array(value.numpy() if hasattr(value, "numpy") else value, subok=False)
    return array.astype("float32")


def floats_of(model: Any) -> list[np.ndarray]:
    """All weights of a model as they are now, hidden ones too; empty while it has none."""
    try:
        return [as_floats(weight) for weight in model.weights]
    except Exception:
        return []


class Kept:
    """A model that was trained, with its weights as they were before; it can be turned to them and back."""

    def __init__(self, model: Any) -> None:
        self.model, self.before = model, floats_of(model)
        self.after: list[np.ndarray] = []
        self.state = "trained"

    def turn(self, state: str) -> None:
        """Give the model the weights of a state: `trained`, `untrained` or `zeroed`."""
        if state == self.state:
            return
        if self.state == "trained":
            self.after = [np.array(weight) for weight in self.model.weights]
        wanted = {"trained": self.after, "untrained": self.before, "zeroed": [np.zeros_like(a) for a in self.after]}
        if len(wanted[state]) != len(self.after):
            raise StayError("its weights before the training are not known")
        for weight, array in zip(self.model.weights, wanted[state], strict=True):
            weight.assign(array)
        self.state = state
