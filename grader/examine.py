"""Looks at how a notebook's function trains: what it hands to `fit`, and whether one repaired factor makes it learn.

Sent into the kernel as text beside the agent, it imports nothing of ours. It lets the function run up to its first
`fit`, notes what came there, does a few steps of its own on a model made anew, and stops. It judges nothing.
"""

import contextlib
import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

SAMPLE = 400  # rows by which images and labels are recognised
MOVES = tuple(by for by in range(-10, 11) if by)  # places by which labels may be moved against images
BY_CHANCE = 30.0  # chi-square of ten classes: exceeded by chance in one of two thousand
SHOWN = 1000  # of the given images, on which learning is measured
TIE = 1e-2  # above the rounding of float32, which would push equal pixels to different sides
STEPS, SMALLEST_BATCH, LARGEST_BATCH = 100, 32, 128
RATE = 1e-3
MOST_CLASSES = 10
MOST_TEXT = 300
# Callbacks that leave a training as it is.
LOOKING_ON = ("History", "CSVLogger", "ModelCheckpoint", "TensorBoard", "ProgbarLogger", "BackupAndRestore")


class SeenError(BaseException):
    """Ends the notebook's function once its call of `fit` has been seen; nothing of a student's catches it."""


class Fit:
    """The first call of `fit`: the model and what was handed to it by name."""

    def __init__(self) -> None:
        self.model: Any = None
        self.given: dict[str, Any] = {}


def examine(function: Callable[..., Any], model: Any, data: list[Any], repair: str) -> dict[str, Any]:
    """Facts about one training of `model` on `data`, images and labels, with one factor repaired."""
    images, labels = data
    before = [np.array(weight) for weight in model.weights]
    seen = Fit()
    facts: dict[str, Any] = {"repair": repair}
    with _first_fit(seen), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            function(model, np.array(images), np.array(labels))
        except SeenError:
            pass
        except Exception as error:
            facts |= {"error_name": type(error).__name__[:MOST_TEXT], "error_message": _text(error)}
    after = [np.array(weight) for weight in model.weights]
    facts["fitted"] = seen.model is not None
    facts["is_given_model"] = seen.model is model or (seen.model is not None and _holds(seen.model, model))
    facts["moved_without_fit"] = len(before) == len(after) and any(
        not np.array_equal(b, a) for b, a in zip(before, after, strict=True)
    )
    if seen.model is None:
        return facts
    with contextlib.suppress(Exception):
        _unpack(seen.given, len(images))
    if not repair:
        facts |= _about_model(seen.model, images) | _about_data(seen.given, images, labels)
    facts |= _tried(seen, images, labels, repair)
    return {name: None if isinstance(fact, float) and not math.isfinite(fact) else fact for name, fact in facts.items()}


@contextlib.contextmanager
def _first_fit(seen: Fit) -> Iterator[None]:
    """Let every model's `fit` note what it is given and end the function that called it."""
    import keras

    original = keras.Model.fit
    names = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle")

    def fit(model: Any, *arguments: Any, **options: Any) -> Any:
        seen.model, seen.given = model, dict(zip(names, arguments, strict=False)) | options
        raise SeenError

    keras.Model.fit = fit
    try:
        yield
    finally:
        keras.Model.fit = original


def _holds(outer: Any, inner: Any) -> bool:
    """Whether all weights of a model are weights of another one, too, so that both learn together."""
    owned = {id(weight) for weight in outer.weights}
    return bool(inner.weights) and all(id(weight) in owned for weight in inner.weights)


def _unpack(given: dict[str, Any], most: int) -> None:
    """Put arrays in the place of a dataset of batches: as many rows as one epoch has, in the order in which they come.

    Keras does not shuffle a dataset, so nor is what stands in its place.
    """
    import tensorflow as tf

    if not isinstance(given.get("x"), tf.data.Dataset):
        return
    batches: list[tuple[np.ndarray, np.ndarray]] = []
    for x, y, *_ in given["x"]:
        batches.append((np.asarray(x), np.asarray(y)))
        if len(batches) == given.get("steps_per_epoch") or sum(len(x) for x, _ in batches) >= most:
            break
    x, y = (np.concatenate([batch[at] for batch in batches]) for at in (0, 1))
    given |= {"x": x[:most], "y": y[:most], "batch_size": len(batches[0][0]), "shuffle": False}


def _about_model(model: Any, images: Any) -> dict[str, Any]:
    """Optimizer, loss and last activation of the compiled model."""
    with contextlib.suppress(Exception):
        model(images[:2], training=False)
    optimizer = getattr(model, "optimizer", None)
    layers = [layer for layer in model._flatten_layers(include_self=False) if not getattr(layer, "layers", None)]
    active = [_activation(layer) for layer in layers if _activation(layer)]
    with_weights = [layer for layer in layers if layer.weights]
    return {
        "optimizer": type(optimizer).__name__[:MOST_TEXT],
        "learning_rate": _rate(optimizer, STEPS),
        "first_rate": _rate(optimizer, 0),
        **_about_loss(getattr(model, "loss", None)),
        "last_activation": active[-1] if active else "",
        "outputs_are_probabilities": _are_probabilities(model, images),
        "frozen_layers": sum(not layer.trainable_weights for layer in with_weights),
        "layers_with_weights": len(with_weights),
        "dropout": max(
            (_number(getattr(layer, "rate", 0.0)) for layer in layers if "Dropout" in _kind(layer)), default=0.0
        ),
        "penalty": _number(sum(float(np.asarray(loss)) for loss in model.losses)),
        **_about_optimizer(optimizer),
        "settings": _settings(optimizer),
        "momentum": _number(getattr(optimizer, "momentum", 0.0)) if _kind(optimizer) == "SGD" else 0.0,
        "constant_weights": all(_is_constant(layer) for layer in with_weights) if with_weights else False,
        "weight_scale": max((_scale(layer) for layer in with_weights), default=1.0),
    }


def _rate(optimizer: Any, step: int) -> float:
    """The learning rate; of a schedule that after so many steps."""
    schedule = getattr(optimizer, "_learning_rate", None)
    if callable(schedule):
        with contextlib.suppress(Exception):
            return _number(schedule(step))
    return _number(getattr(optimizer, "learning_rate", math.nan))


def _about_optimizer(optimizer: Any) -> dict[str, Any]:
    clips = [getattr(optimizer, name, None) for name in ("clipnorm", "clipvalue", "global_clipnorm")]
    bounds = [_number(clip) for clip in clips if clip is not None]
    decay = getattr(optimizer, "weight_decay", None)
    return {
        "clip": min(bounds) if bounds else None,
        "weight_decay": _number(decay) if isinstance(decay, (int, float)) and decay is not True else None,
    }


def _settings(optimizer: Any) -> int:
    """How many settings, other than rate, clipping and decay, are not those the optimizer has by itself."""
    apart = ("name", "learning_rate", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm")
    try:
        given, usual = optimizer.get_config(), type(optimizer)().get_config()
        return sum(given.get(name) != value for name, value in usual.items() if name not in apart)
    except Exception:
        return 0


def _kind(layer: Any) -> str:
    return type(layer).__name__


def _activation(layer: Any) -> str:
    kind = _kind(layer)
    if kind in ("Softmax", "ReLU"):
        return kind.lower()
    return str(getattr(getattr(layer, "activation", None), "__name__", ""))[:MOST_TEXT]


def _is_constant(layer: Any) -> bool:
    kernel = np.asarray(layer.weights[0])
    return kernel.size > 1 and float(kernel.std()) == 0.0


def _scale(layer: Any) -> float:
    """How many times larger than usual the first weights of a dense layer are (Glorot and Bengio, 2010, eq. 16)."""
    kernel = np.asarray(layer.weights[0])
    return float(kernel.std() / math.sqrt(2 / sum(kernel.shape))) if kernel.ndim == 2 else 1.0


def _about_loss(loss: Any) -> dict[str, Any]:
    config = loss.get_config() if hasattr(loss, "get_config") else {}
    name = loss if isinstance(loss, str) else config.get("name") or getattr(loss, "__name__", type(loss).__name__)
    return {
        "loss": str(name)[:MOST_TEXT],
        "from_logits": bool(config.get("from_logits", False)),
        "label_smoothing": _number(config.get("label_smoothing", 0.0)),
    }


def _are_probabilities(model: Any, images: Any) -> bool:
    try:
        rows = np.asarray(model(images[:64], training=False))
    except Exception:
        return False
    return bool((rows >= 0).all() and np.allclose(rows.sum(axis=-1), 1, atol=1e-3))


def _about_data(given: dict[str, Any], images: Any, labels: Any) -> dict[str, Any]:
    """Range, form and pairing of what was handed to `fit`."""
    x, y = given.get("x"), given.get("y")
    facts: dict[str, Any] = {
        "batch_size": int(_number(given.get("batch_size") or 32)),
        "epochs": int(
            _number(1 if given.get("epochs") is None else given["epochs"]) - (given.get("initial_epoch") or 0)
        ),
        "steps_per_epoch": int(_number(given.get("steps_per_epoch") or 0)),
        "validation_part": _number(given.get("validation_split") or 0.0),
        "callbacks": _interfering(given.get("callbacks")),
        "weighs": _weighs(given.get("class_weight"), given.get("sample_weight")),
        "shuffles": bool(given.get("shuffle", True)),
        "has_arrays": False,
    }
    try:
        x, y = np.asarray(x), np.asarray(y)
    except Exception:
        return facts
    facts["y_axes"] = y.ndim
    if x.dtype.kind not in "biuf" or y.dtype.kind not in "biuf" or x.ndim < 1 or y.ndim > 2:
        return facts
    if len(x) == 0 or len(x) != len(y):
        return facts
    facts["rows"] = len(x)
    given_classes = _classes(np.asarray(labels))
    facts["same_counts"] = _has_same_counts(_classes(y), given_classes)
    x, y = _used(x, facts["validation_part"]), _used(y, facts["validation_part"])
    part = x[:SAMPLE].astype("float64")
    facts |= {
        "has_arrays": True,
        "given_rows": len(images),
        "x_least": float(part.min()),
        "x_largest": float(part.max()),
        "x_dtype": x.dtype.name,
        "y_columns": int(y.shape[1]) if y.ndim > 1 else 0,
        "y_largest": float(y.max()),
        "y_dtype": y.dtype.name,
        "largest_share": float(np.unique(_classes(y), return_counts=True)[1].max() / len(y)),
        "rarest_share": _rarest(_classes(y), given_classes),
        "is_sorted": _is_sorted(y),
    }
    return facts | _pairing(x, y, np.asarray(images), np.asarray(labels))


def _used(rows: np.ndarray, held_back: float) -> np.ndarray:
    """The rows that are trained with: Keras holds the last ones back."""
    return rows[: max(1, math.floor(len(rows) * (1 - held_back)))] if 0 < held_back < 1 else rows


def _interfering(callbacks: Any) -> int:
    """How many callbacks there are that may do more than look on."""
    listed = list(callbacks) if isinstance(callbacks, (list, tuple)) else [callbacks] if callbacks else []
    return sum(_kind(callback) not in LOOKING_ON for callback in listed)


def _weighs(by_class: Any, by_sample: Any) -> float | None:
    """How unequal or unusual weights are: the largest in multiples of the least, or of 1 their mean, if that is more.

    What is not named weighs 1, as Keras has it.
    """
    weights: list[float] = []
    if isinstance(by_class, dict) and by_class:
        weights = [_number(weight) for weight in by_class.values()] + [1.0] * (len(by_class) < MOST_CLASSES)
    elif by_sample is not None:
        with contextlib.suppress(Exception):
            weights = [float(weight) for weight in np.unique(np.asarray(by_sample, dtype="float64"))]
    if not weights:
        return None
    if max(weights) <= 0:
        return 1e9  # nothing counts at all
    least, mean = max(min(weights), 1e-9), max(sum(weights) / len(weights), 1e-9)
    return float(min(max(max(weights) / least, mean, 1 / mean), 1e9))


def _is_sorted(y: np.ndarray) -> bool:
    classes = _classes(y)
    return len(classes) > 100 and bool((np.diff(classes) >= 0).all()) and bool(classes[0] != classes[-1])


def _rarest(told: np.ndarray, given: np.ndarray) -> float:
    """The share of the class that is told least often, of those there are."""
    return min(float((told == name).mean()) for name in np.unique(given))


def _has_same_counts(told: np.ndarray, given: np.ndarray) -> bool:
    """Whether every class is told as often as it was given.

    Of fewer labels than were given the counts must be such as a random choice of them has (Pearson's chi-square).
    """
    own, wanted = np.unique(given, return_counts=True)
    counts = np.array([int((told == name).sum()) for name in own])
    foretold = wanted * (len(told) / len(given))
    distance = float(((counts - foretold) ** 2 / foretold).sum())
    return bool(counts.sum() == len(told) and distance <= (0 if len(told) == len(given) else BY_CHANCE))


def _classes(y: np.ndarray) -> np.ndarray:
    return np.asarray(y.argmax(axis=1) if y.ndim == 2 and y.shape[1] > 1 else y.reshape(len(y)))


def _pairing(x: np.ndarray, y: np.ndarray, images: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """How many rows of a sample are images that were given, and of these how many have their own label.

    `label_map[true]` is the class most often given to images of a class, -1 where none was seen.
    """
    rows = np.unique(np.linspace(0, len(x) - 1, num=min(SAMPLE, len(x))).astype(int))
    known = {_mark(row): index for index, row in enumerate(images.reshape(len(images), -1))}
    found = [(row, known.get(_mark(x[row].reshape(-1)))) for row in rows]
    true, told = _classes(labels), _classes(y)
    pairs = [(int(true[index]), float(told[row])) for row, index in found if index is not None]
    moves = [
        [float(told[row]) == true[(index + by) % len(true)] for row, index in found if index is not None]
        for by in MOVES
    ]
    bags = {_bag(row) for row in images.reshape(len(images), -1)} if not pairs else set()
    return {
        "sampled": len(rows),
        "recognised": len(pairs),
        "scrambled": sum(_bag(x[row].reshape(-1)) in bags for row in rows) if bags else 0,
        "paired": sum(a == b for a, b in pairs),
        "label_map": [_most([b for a, b in pairs if a == label]) for label in range(10)],
        "map_agrees": _agreement(pairs),
        "moved": max(int(sum(move)) for move in moves),
    }


def _most(told: list[float]) -> float:
    return max(set(told), key=told.count) if told else -1.0


def _agreement(pairs: list[tuple[int, float]]) -> int:
    most = {label: _most([b for a, b in pairs if a == label]) for label in {a for a, _ in pairs}}
    return sum(most[a] == b for a, b in pairs)


def _mark(row: np.ndarray) -> bytes:
    """An image whatever its scale: its pixels as whole parts of the largest one, ties moved off the fence."""
    shifted = row.astype("float64") - float(row.min())
    top = shifted.max()
    return bytes(np.rint(shifted * (255 / top if top else 1) + TIE).astype("uint8").tobytes())


def _bag(row: np.ndarray) -> bytes:
    """An image whatever the order of its pixels."""
    return bytes(np.sort(np.frombuffer(_mark(row), "uint8")).tobytes())


def _tried(seen: Fit, images: Any, labels: Any, repair: str) -> dict[str, Any]:
    """Losses and accuracy of a short training of this model, one factor repaired, its data otherwise as handed over."""
    import keras

    facts: dict[str, Any] = {"first_loss": math.nan, "last_loss": math.nan, "accuracy": math.nan, "try_error": ""}
    try:
        model, x, y = seen.model, np.asarray(seen.given.get("x")), np.asarray(seen.given.get("y"))
        held_back = _number(seen.given.get("validation_split") or 0.0)
        x, y = _used(x, held_back), _used(y, held_back)
        shuffle = bool(seen.given.get("shuffle", True)) or repair == "order"
        if repair == "inputs":
            x = np.asarray(images)[: len(x)]
        if repair == "labels":
            is_one_hot = y.ndim == 2 and y.shape[1] > 1  # the encoding stays the student's: it is another factor
            x, y = np.asarray(images), np.asarray(labels) if is_one_hot else _classes(np.asarray(labels))
        if repair in REPAIRS:
            REPAIRS[repair](model, y)
        batch = min(LARGEST_BATCH, max(SMALLEST_BATCH, int(_number(seen.given.get("batch_size") or 32))))
        count = min(len(x), STEPS * batch)
        if shuffle:  # all rows may come among the first steps
            order = np.random.RandomState(0).permutation(len(x))[:count]
            x, y = x[order], y[order]
        first = x[: min(count, 512)], y[: min(count, 512)]
        facts["first_loss"] = _loss(model, *first)
        epochs = -(-STEPS // -(-len(images) // batch))  # several where few images were given, not where few are used
        options = {"batch_size": batch, "epochs": epochs, "verbose": 0, "shuffle": shuffle}
        history = keras.Model.fit(model, x[:count], y[:count], **options)
        facts["last_loss"] = float(history.history["loss"][-1])
        facts["accuracy"] = _accuracy(model, images, labels)
    except Exception as error:
        facts["try_error"] = f"{type(error).__name__}: {_text(error)}"[:MOST_TEXT]
    return facts


def _loss(model: Any, x: Any, y: Any) -> float:
    found = model.evaluate(x, y, verbose=0, batch_size=len(x))
    return float(np.asarray(found).reshape(-1)[0])


def _accuracy(model: Any, images: Any, labels: Any) -> float:
    """On images and labels that belong together."""
    shown, classes = np.asarray(images)[-SHOWN:], _classes(np.asarray(labels)[-SHOWN:])
    outputs = np.asarray(model(shown, training=False))
    return float((outputs.argmax(axis=-1).reshape(-1) == classes).mean())


def _right_loss(model: Any, y: np.ndarray) -> None:
    """The cross-entropy that fits these labels and this output."""
    import keras

    last = [_activation(layer) for layer in model._flatten_layers(include_self=False) if _activation(layer)]
    logits = not (last and last[-1] == "softmax")
    kind = "CategoricalCrossentropy" if y.ndim == 2 and y.shape[1] > 1 else "SparseCategoricalCrossentropy"
    model.compile(optimizer=model.optimizer, loss=getattr(keras.losses, kind)(from_logits=logits))


def _right_rate(model: Any, _y: np.ndarray) -> None:
    import keras

    model.compile(optimizer=keras.optimizers.Adam(RATE), loss=model.loss)


def _right_weights(model: Any, y: np.ndarray) -> None:
    """Random first weights, all of them trainable."""
    generator = np.random.RandomState(0)
    model.trainable = True
    for layer in model._flatten_layers(include_self=False):
        layer.trainable = True
        for weight in layer.weights:
            if len(weight.shape) == 2:
                limit = math.sqrt(6 / (int(weight.shape[0]) + int(weight.shape[1])))
                weight.assign(generator.uniform(-limit, limit, size=tuple(weight.shape)))
    model.compile(optimizer=type(model.optimizer).from_config(model.optimizer.get_config()), loss=model.loss)


def _no_penalty(model: Any, _y: np.ndarray) -> None:
    for layer in model._flatten_layers(include_self=False):
        for name in ("kernel_regularizer", "bias_regularizer", "activity_regularizer"):
            with contextlib.suppress(Exception):
                setattr(layer, name, None)
        for weight in layer.weights:
            weight.regularizer = None
    model.compile(optimizer=type(model.optimizer).from_config(model.optimizer.get_config()), loss=model.loss)


REPAIRS = {"loss": _right_loss, "rate": _right_rate, "weights": _right_weights, "penalty": _no_penalty}


def _number(value: Any) -> float:
    try:
        return float(np.asarray(value).reshape(-1)[0])
    except Exception:
        return math.nan


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MOST_TEXT]
    except BaseException:
        return ""
