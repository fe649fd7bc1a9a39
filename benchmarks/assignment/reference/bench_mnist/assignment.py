"""Declares `bench_mnist`: what `asserts.py` asks of the peers' notebooks, in this grader's words."""

import numpy as np

from grader.authoring import (
    Accuracy,
    Array,
    Assignment,
    Built,
    Check,
    Describe,
    Draw,
    Drawn,
    Forward,
    Layer,
    Layers,
    OutputShape,
    Parameters,
    Property,
    Question,
    Shape,
    Stock,
    Stored,
    Train,
    Trained,
    Value,
    call,
)

MODEL = Built(function="build_model")


def batch(draw: Draw):
    return call("softmax", draw.random.normal(scale=2.0, size=(5, 7)))


def big(draw: Draw):
    return call("softmax", 1000.0 + draw.random.normal(size=(3, 5)))


def losses(draw: Draw):
    labels = np.eye(10)[draw.random.integers(10, size=10)]
    return call("cross_entropy", labels, 0.01 + 0.9 * draw.random.dirichlet(np.full(10, 2.0), size=10))


def surely_wrong(draw: Draw):
    return call("cross_entropy", np.eye(3), np.roll(np.eye(3), 1, axis=1))


def structure(draw: Draw):
    return Describe(model=MODEL, input_shape=(784,))


def digits(draw: Draw):
    kernel = draw.random.normal(scale=0.2, size=(784, 10)).astype("float32")
    linear = (Layer(kind="Dense", options={"units": 10, "activation": "softmax"}),)
    stock = Stock(input_shape=(784,), layers=linear, weights=(kernel, -kernel.sum(axis=0) / 2))
    return call("predict_digits", stock, draw.random.random(size=(25, 784)).astype("float32"))


def training(draw: Draw):
    train = Train(
        function="train_model",
        model=MODEL,
        inputs=Stored(dataset="mnist", part="train_images_flat_float32"),
        labels=Stored(dataset="mnist", part="train_labels_one_hot_float32"),
        max_steps=40_000,
    )
    return Drawn(stimulus=train, ask_reference=False)


def held_back(draw: Draw):
    images = Array(values=draw.data.test_images.reshape(-1, 784), divide_by=255.0)
    return Drawn(
        stimulus=Forward(model=Trained(probe="train_model.train"), inputs=images),
        answer=np.array(draw.data.test_labels, dtype="int64"),
    )


PROBES = {
    "softmax.batch": batch,
    "softmax.big": big,
    "cross_entropy.batch": losses,
    "cross_entropy.surely_wrong": surely_wrong,
    "build_model.structure": structure,
    "predict_digits.digits": digits,
    "train_model.train": training,
    "train_model.held_back": held_back,
}


def question(name: str, *checks: Check) -> Question:
    """A question of the function it is named after."""
    return Question(
        name=name, title=name, points=sum(check.points for check in checks), functions=(name,), checks=checks
    )


ASSIGNMENT = Assignment(
    slug="bench_mnist",
    title="A first network",
    notebook="bench_mnist.ipynb",
    dataset="mnist",
    questions=(
        question(
            "softmax",
            Check(id="softmax.shape", title="The shape stays", points=1, kind=Shape(probe="softmax.batch")),
            Check(
                id="softmax.probabilities",
                title="Rows sum to one",
                points=1,
                kind=Property(probe="softmax.batch", holds="rows_sum_to_one"),
            ),
            Check(id="softmax.values", title="Values", points=1, kind=Value(probe="softmax.batch")),
            Check(id="softmax.stable", title="Large logits", points=1, kind=Value(probe="softmax.big")),
        ),
        question(
            "cross_entropy",
            Check(id="cross_entropy.values", title="Values", points=1, kind=Value(probe="cross_entropy.batch")),
            Check(
                id="cross_entropy.finite",
                title="Finite where a probability is 0",
                points=1,
                kind=Property(probe="cross_entropy.surely_wrong", holds="finite"),
            ),
        ),
        question(
            "build_model",
            Check(
                id="build_model.output", title="10 outputs", points=1, kind=OutputShape(probe="build_model.structure")
            ),
            Check(id="build_model.layers", title="Weights", points=1, kind=Layers(probe="build_model.structure")),
            Check(
                id="build_model.parameters",
                title="407,050 parameters",
                points=1,
                kind=Parameters(probe="build_model.structure"),
            ),
        ),
        question(
            "predict_digits",
            Check(id="predict_digits.values", title="Digits", points=1, kind=Value(probe="predict_digits.digits")),
        ),
        question(
            "train_model",
            Check(
                id="train_model.accuracy",
                title="0.94 on unseen images after one epoch",
                points=2,
                kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.94),
            ),
        ),
    ),
)
