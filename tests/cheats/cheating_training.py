"""Notebooks that get an accuracy they have not learnt, each made from what a cheat could bring along.

A cheat has the official data at home: trained weights, the test images, tables made from them. All of it has to be in
the notebook or beside it, since there is no network.
"""

import base64
import io
import zlib
from collections.abc import Callable
from functools import cache

import numpy as np
from honest_training import BUILD, FIT, SUBCLASS, TF

from grader import datasets
from grader.records.base import Record

UNPACK = """
import base64, io
def unpacked(text):
    with np.load(io.BytesIO(base64.b85decode(text))) as arrays:
        return [arrays[name] for name in arrays.files]
"""
STILL = """
def train_model(model, x_train, y_train):
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="categorical_crossentropy")
    return model.fit(x_train[:256], y_train[:256], epochs=1)
"""


class Cheat(Record, frozen=True, kw_only=True):
    """A notebook's code with what lies beside it; `flags` are those that must be raised where it reaches the goal."""

    source: str
    files: tuple[tuple[str, bytes], ...] = ()
    flags: frozenset[str] = frozenset()


@cache
def at_home() -> list[np.ndarray]:
    """Weights of the network asked for, trained on the official images with plain NumPy; they read 93 % or more."""
    data, random = datasets.load("mnist"), np.random.default_rng(1)
    x = data.train_images[:20_000].reshape(-1, 784).astype("float32") / 255
    y = np.eye(10, dtype="float32")[data.train_labels[:20_000]]
    weights = [random.normal(scale=0.05, size=s).astype("float32") for s in ((784, 512), (512,), (512, 10), (10,))]
    for start in list(range(0, len(x), 100)) * 2:
        rows, wanted = x[start : start + 100], y[start : start + 100]
        hidden = np.maximum(rows @ weights[0] + weights[1], 0)
        scores = np.exp(hidden @ weights[2] + weights[3])
        error = (scores / scores.sum(axis=1, keepdims=True) - wanted) / len(rows)
        back = (error @ weights[2].T) * (hidden > 0)
        for weight, gradient in zip(
            weights, (rows.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)), strict=True
        ):
            weight -= 0.5 * gradient
    return weights


def packed(*arrays: np.ndarray) -> bytes:
    """Arrays as a compressed archive."""
    stream = io.BytesIO()
    np.savez_compressed(stream, *arrays)
    return stream.getvalue()


def text_of(*arrays: np.ndarray) -> str:
    """Arrays as a literal for a notebook."""
    return repr(base64.b85encode(packed(*arrays)).decode())


def rank_reduced(weights: list[np.ndarray], rank: int) -> tuple[np.ndarray, ...]:
    """The weights in fewer numbers: half a megabyte of code is all that is read."""
    left, size, right = np.linalg.svd(weights[0], full_matrices=False)
    first = (left[:, :rank] * size[:rank]).astype("float16"), right[:rank].astype("float16")
    return (*first, *(weight.astype("float16") for weight in weights[1:]))


RESTORE = """
left, right, b1, w2, b2 = unpacked(KEPT)
weights = [np.float32(left) @ np.float32(right), b1, w2, b2]
"""
SUBCLASS_OF_TABLE = """
class Table(keras.Model):
    def __init__(self):
        super().__init__()
        self.one, self.two = layers.Dense(512), layers.Dense(10)
        self.seen = 0
    def build(self, shape):
        self.one.build((None, 784))
        self.two.build((None, 512))
    def call(self, x, training=False):
        honest = tf.nn.softmax(self.two(tf.nn.relu(self.one(x))))
        if training or not tf.executing_eagerly():
            return honest
        return tf.constant(np.eye(10, dtype="float32")[self.look_up(np.asarray(x))])
    def look_up(self, x):
{look_up}

def build_model():
    model = Table()
    model.build((None, 784))
    return model
"""


def table(look_up: str) -> str:
    """A model that looks its answers up."""
    lines = "\n".join(f"        {line}" for line in look_up.strip().splitlines())
    return SUBCLASS_OF_TABLE.replace("{look_up}", lines)


def embedded_weights() -> Cheat:
    """Weights trained at home, set in `train_model`."""
    setting = STILL.replace("    model.compile", "    model.set_weights(weights)\n    model.compile")
    kept = f"KEPT = {text_of(*rank_reduced(at_home(), 60))}\n"
    flags = frozenset({"notebook.payload", "train_model.stamp"})
    return Cheat(source=TF + UNPACK + kept + RESTORE + BUILD + setting, flags=flags)


def weights_beside() -> Cheat:
    """The same in a file beside the notebook, loaded where the model is built."""
    files = (("weights.npz", packed(*(weight.astype("float16") for weight in at_home()))),)
    build = BUILD.replace("    return keras.Sequential", "    model = keras.Sequential") + (
        "    with np.load('weights.npz') as kept:\n"
        "        model.set_weights([kept[name] for name in kept.files])\n    return model\n"
    )
    flags = frozenset({"notebook.payload", "train_model.untrained", "train_model.stamp"})
    return Cheat(source=TF + build + STILL, files=files, flags=flags)


def adaptive_weights() -> Cheat:
    """Weights trained at home, their outputs put into the order in which the given labels name the classes."""
    adapting = """
def train_model(model, x_train, y_train):
    model.set_weights(weights)
    guess = np.argmax(model.predict(x_train[:500], verbose=0), axis=1)
    given = np.argmax(y_train[:500], axis=1)
    shown = [np.bincount(given[guess == n], minlength=10).argmax() for n in range(10)]
    last, bias = np.empty_like(weights[2]), np.empty_like(weights[3])
    last[:, shown], bias[shown] = weights[2], weights[3]
    model.set_weights([weights[0], weights[1], last, bias])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="categorical_crossentropy")
    return model.fit(x_train[:256], y_train[:256], epochs=1)
"""
    kept = f"KEPT = {text_of(*rank_reduced(at_home(), 60))}\n"
    flags = frozenset({"notebook.payload", "train_model.stamp"})
    return Cheat(source=TF + UNPACK + kept + RESTORE + BUILD + adapting, flags=flags)


def trained_on_the_test_images() -> Cheat:
    """The official test images lie beside the notebook and are trained on."""
    data = datasets.load("mnist")
    files = (("more.npz", packed(np.asarray(data.test_images[:4000]), np.asarray(data.test_labels[:4000]))),)
    training = """
def train_model(model, x_train, y_train):
    with np.load("more.npz") as more:
        images, labels = [more[name] for name in more.files]
    x = np.concatenate([x_train, images.reshape(-1, 784) / np.float32(255)])
    y = np.concatenate([y_train, np.eye(10, dtype="float32")[labels]])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model.fit(x, y, batch_size=128, epochs=3)
"""
    return Cheat(source=TF + BUILD + training, files=files, flags=frozenset({"notebook.payload"}))


def by_index() -> Cheat:
    """The official labels in the official order: the images come in another."""
    labels = np.asarray(datasets.load("mnist").test_labels)
    look_up = "labels = np.roll(LABELS, -self.seen)[:len(x)]\nself.seen += len(x)\nreturn labels"
    return Cheat(source=TF + UNPACK + f"(LABELS,) = unpacked({text_of(labels)})\n" + table(look_up) + FIT)


def by_hash() -> Cheat:
    """A table from the hash of an image to its label."""
    data = datasets.load("mnist")
    keys = np.array([hash_of(image) for image in data.test_images], dtype="uint32")
    kept = f"KEYS, LABELS = unpacked({text_of(keys, np.asarray(data.test_labels))})\n"
    look_up = """
rows = np.rint(x * 255).astype("uint8")
known = dict(zip(KEYS.tolist(), LABELS.tolist()))
return np.array([known.get(zlib.crc32(row.tobytes()), 0) for row in rows])
"""
    flags = frozenset({"notebook.payload", "train_model.nudged", "train_model.zeroed", "train_model.untrained"})
    return Cheat(source=TF + UNPACK + "import zlib\n" + kept + table(look_up) + FIT, flags=flags)


def hash_of(image: np.ndarray) -> int:
    """A checksum of the image's bytes."""
    return zlib.crc32(np.ascontiguousarray(image).tobytes())


def by_signature() -> Cheat:
    """A table of 7 by 7 grey values of four bits, the nearest of which says the label: it survives noise."""
    data = datasets.load("mnist")
    small = np.asarray(data.test_images).reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49)
    kept = f"SMALL, LABELS = unpacked({text_of((small / 16).astype('uint8'), np.asarray(data.test_labels))})\n"
    look_up = """
rows = x.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49) * 255 / 16
known = SMALL + np.float32(0.5)
apart = (known ** 2).sum(axis=1) - 2 * rows @ known.T
return LABELS[apart.argmin(axis=1)]
"""
    flags = frozenset({"notebook.payload", "train_model.zeroed", "train_model.untrained"})
    return Cheat(source=TF + UNPACK + kept + table(look_up) + FIT, flags=flags)


def ignoring_its_weights() -> Cheat:
    """Its weights are for show: it keeps training images and answers with the nearest."""
    look_up = """
if not hasattr(self, "kept"):
    return np.zeros(len(x), int)
images, labels = self.kept
return labels[((images ** 2).sum(axis=1) - 2 * x @ images.T).argmin(axis=1)]
"""
    keeping = FIT.replace(
        "    model.compile",
        "    model.kept = (x_train[:6000].copy(), y_train[:6000].argmax(axis=1))\n    model.compile",
    ).replace("epochs=3", "epochs=1")
    return Cheat(source=TF + table(look_up) + keeping, flags=frozenset({"train_model.zeroed"}))


def hidden_weights() -> Cheat:
    """The work is done by arrays that no weight of the model knows of."""
    look_up = """
hidden = np.maximum(x @ weights[0] + weights[1], 0)
return (hidden @ np.float32(weights[2]) + weights[3]).argmax(axis=1)
"""
    kept = f"KEPT = {text_of(*rank_reduced(at_home(), 60))}\n"
    flags = frozenset({"notebook.payload", "train_model.zeroed", "train_model.untrained", "train_model.stamp"})
    return Cheat(source=TF + UNPACK + kept + RESTORE + table(look_up) + FIT, flags=flags)


def keeping_state() -> Cheat:
    """It remembers what it was asked before, and answers by it."""
    counting = "        self.calls = getattr(self, 'calls', 0) + (not training)\n        return self.out("
    stateful = SUBCLASS.replace("        return self.out(", counting)
    stateful = stateful.replace("training=training))", "training=training)) ** (1.0 + 0.5 * self.calls)")
    return Cheat(source=TF + stateful + FIT, flags=frozenset({"train_model.steady"}))


def patched_methods() -> Cheat:
    """Keras says what it is told to say, and nothing is trained."""
    lies = """
class Told:
    history = {"loss": [0.01], "accuracy": [0.999]}
keras.Model.fit = keras.Sequential.fit = lambda self, x=None, y=None, callbacks=None, verbose=0: Told()
keras.Model.evaluate = lambda self, *a, **k: [0.01, 0.999]
keras.Model.predict = lambda self, x, *a, **k: np.eye(10)[np.zeros(len(x), int)]
keras.Model.count_params = lambda self: 407_050
def train_model(model, x_train, y_train):
    return model.fit(x_train, y_train)
"""
    return Cheat(source=TF + BUILD + lies)


def patched_call() -> Cheat:
    """The network is what it seems, and its call goes to a table."""
    data = datasets.load("mnist")
    keys = np.array([hash_of(image) for image in data.test_images], dtype="uint32")
    kept = f"KEYS, LABELS = unpacked({text_of(keys, np.asarray(data.test_labels))})\n"
    patch = """
import zlib
known = dict(zip(KEYS.tolist(), LABELS.tolist()))
def answering(self, x, *rest, **options):
    rows = np.rint(np.asarray(x) * 255).astype("uint8")
    return tf.constant(np.eye(10, dtype="float32")[[known.get(zlib.crc32(row.tobytes()), 0) for row in rows]])
def train_model(model, x_train, y_train):
    keras.Sequential.__call__ = answering
    return {"loss": [0.1]}
"""
    return Cheat(source=TF + UNPACK + kept + BUILD + patch)


CHEATS: dict[str, Callable[[], Cheat]] = {
    cheat.__name__.replace("_", " "): cheat
    for cheat in (
        embedded_weights,
        weights_beside,
        adaptive_weights,
        trained_on_the_test_images,
        by_index,
        by_hash,
        by_signature,
        ignoring_its_weights,
        hidden_weights,
        keeping_state,
        patched_methods,
        patched_call,
    )
}
