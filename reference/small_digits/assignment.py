"""Declares `small_digits`: another data set, and numbers that every student has for oneself."""

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
    History,
    Layer,
    Layers,
    Limits,
    OutputShape,
    Property,
    Question,
    Shape,
    Stored,
    Train,
    Trained,
    Unchanged,
    Value,
    call,
)

BRIGHTEST = 16
NUMBERS = {
    "HIDDEN": (24, 28, 32, 36, 40, 44, 48),
    "HELD": (120, 140, 160, 180, 200),
    "SEED": tuple(range(100)),
}
MODEL = Built(function="build_model")


# --- prepare ----------------------------------------------------------------------------------------------------
def some_images(draw: Draw):
    """A dozen real images, the darkest pixel of the data among them."""
    images = draw.data.train_images
    dark = draw.random.choice(np.flatnonzero((images == BRIGHTEST).any(axis=(1, 2))))
    return call("prepare", images[[dark, *draw.random.choice(len(images), size=11, replace=False)]])


def pale_images(draw: Draw):
    """Images without the darkest grey values, some paler than others: what 1 stands for must not come from them."""
    darkest = draw.random.permutation([5, 7, 9, 11, 13])
    return call("prepare", draw.random.integers(0, darkest[:, None, None], size=(5, 8, 8)).astype("uint8"))


# --- split ------------------------------------------------------------------------------------------------------
def numbered_rows(draw: Draw, rows: int):
    return call("split", draw.random.random(size=(rows, 5)), draw.random.integers(10, size=rows), returns=4)


def many_rows(draw: Draw):
    return numbered_rows(draw, 470)


def few_rows(draw: Draw):
    """Fewer rows are left for training than for validation."""
    return numbered_rows(draw, draw.numbers["HELD"] + 50)


# --- build_model ------------------------------------------------------------------------------------------------
def structure(draw: Draw):
    return Describe(model=MODEL, input_shape=(64,))


def hidden_signs(draw: Draw):
    """Known weights on eight hidden units that see both signs; the outputs follow from the activations."""
    weights = (
        draw.random.normal(scale=0.4, size=(64, 8)).astype("float32"),
        draw.random.normal(scale=0.5, size=8).astype("float32"),
        draw.random.normal(scale=0.3, size=(8, 10)).astype("float32"),
        draw.random.normal(scale=0.3, size=10).astype("float32"),
    )
    rows = draw.random.random(size=(20, 64)).astype("float32")
    return Forward(model=MODEL, inputs=Array(values=rows), weights=weights)


def as_built(draw: Draw):
    """The model with the weights it was built with."""
    return Forward(model=MODEL, inputs=Array(values=draw.random.random(size=(16, 64)).astype("float32")))


# --- train_model ------------------------------------------------------------------------------------------------
def network(hidden: int) -> tuple[Layer, ...]:
    """What is trained where the student's own network cannot be."""
    return (
        Layer(kind="Dense", options={"units": hidden, "activation": "relu"}),
        Layer(kind="Dense", options={"units": 10, "activation": "softmax"}),
    )


def training(draw: Draw):
    return Drawn(
        stimulus=Train(
            function="train_model",
            model=Built(function="build_model", stand_in=network(draw.numbers["HIDDEN"]), stand_in_shape=(64,)),
            inputs=Stored(dataset="digits", part="train_images_flat_float32"),
            labels=Stored(dataset="digits", part="train_labels"),
            max_steps=40_000,
        ),
        ask_reference=False,
    )


def held_back(draw: Draw):
    """All 500 test images in a secret order: the same for everybody, so that no luck is in the mark."""
    images, labels = draw.held_back()
    inputs = Array(values=images.reshape(len(images), -1), divide_by=float(BRIGHTEST))
    return Drawn(stimulus=Forward(model=Trained(probe="train_model.train"), inputs=inputs), answer=labels)


# --- confusion --------------------------------------------------------------------------------------------------
def every_digit(draw: Draw):
    labels = draw.random.permutation(np.repeat(np.arange(10), 6))
    return call("confusion", labels, np.where(draw.random.random(60) < 0.6, labels, draw.random.integers(10, size=60)))


def absent_digits(draw: Draw):
    """Neither among the labels nor among the answers is a digit above 6."""
    return call("confusion", draw.random.integers(7, size=30), draw.random.integers(7, size=30))


PROBES = {
    "prepare.some": some_images,
    "prepare.pale": pale_images,
    "split.many": many_rows,
    "split.few": few_rows,
    "build_model.structure": structure,
    "build_model.as_built": as_built,
    "build_model.signs": hidden_signs,
    "confusion.every": every_digit,
    "confusion.absent": absent_digits,
    "train_model.train": training,
    "train_model.held_back": held_back,
}

PREPARE = Question(
    name="prepare",
    title="Preparing the images",
    points=15,
    functions=("prepare",),
    checks=(
        Check(
            id="prepare.shape",
            title="Images come back as float rows of 64 numbers",
            points=3,
            kind=Shape(probe="prepare.some", other="prepare.pale"),
            hint="One row per image: how many numbers does a picture of 8 by 8 pixels hold, and of which dtype?",
        ),
        Check(
            id="prepare.values",
            title="Grey values are scaled to [0, 1], pixels in order",
            points=7,
            kind=Value(probe="prepare.some"),
            requires=("prepare.shape",),
            hint="Print the smallest and the largest value before and after. Which grey value must become 1?",
        ),
        Check(
            id="prepare.pale",
            title="The scale does not depend on which images come",
            points=4,
            kind=Value(probe="prepare.pale"),
            requires=("prepare.shape",),
            hint="Prepare a single pale image. Does its darkest pixel become 1, and should it?",
        ),
        Check(
            id="prepare.unchanged",
            title="The images stay as they were",
            points=1,
            kind=Unchanged(probe="prepare.some"),
            requires=("prepare.shape",),
            hint="Run your function twice on the same array. Is the array still the same, its shape too?",
        ),
    ),
)


def _part(name: str, item: int, points: float, title: str, hint: str) -> Check:
    """One of the four arrays of a split."""
    return Check(
        id=f"split.{name}",
        title=title,
        points=points,
        kind=Value(probe="split.many", also=("split.few",), item=item),
        requires=("split.sizes",),
        hint=hint,
    )


ORDER = "Which generator shuffles, and with which seed? Which end of the order is held back?"
PAIRS = "Does each label still stand at the place of its row?"
SPLIT = Question(
    name="split",
    title="A split that can be repeated",
    points=20,
    functions=("split",),
    checks=(
        Check(
            id="split.sizes",
            title="HELD rows are for validation, the others for training",
            points=2,
            kind=Shape(probe="split.many", other="split.few", item=0),
            hint="How many rows are there, and how many of them are held back?",
        ),
        _part("training_rows", 0, 5, "Training rows: those before the last HELD of the shuffled order", ORDER),
        _part("training_labels", 1, 5, "Training labels belong to the training rows", PAIRS),
        _part("validation_rows", 2, 4, "Validation rows: the last HELD of the shuffled order", ORDER),
        _part("validation_labels", 3, 3, "Validation labels belong to the validation rows", PAIRS),
        Check(
            id="split.unchanged",
            title="Rows and labels stay as they were",
            points=1,
            kind=Unchanged(probe="split.many"),
            requires=("split.sizes",),
            hint="Call your function twice. Does it get the same rows the second time?",
        ),
    ),
)

BUILD_MODEL = Question(
    name="build_model",
    title="The network",
    points=25,
    functions=("build_model",),
    checks=(
        Check(
            id="build_model.output",
            title="64 numbers in, 10 out",
            points=2,
            kind=OutputShape(probe="build_model.structure"),
            hint="How many numbers enter the first layer? How many digits are there?",
        ),
        Check(
            id="build_model.layers",
            title="Kernels and biases have the shapes of 64 → HIDDEN → 10",
            points=9,
            kind=Layers(probe="build_model.structure"),
            hint="Compare `model.summary()` with the text above: is the width of the hidden layer yours?",
        ),
        Check(
            id="build_model.probabilities",
            title="Outputs are probabilities",
            points=4,
            kind=Property(probe="build_model.as_built", holds="rows_sum_to_one"),
            requires=("build_model.output",),
            hint="Ten independent yes or no answers, or one choice of ten? Which activation makes rows sum to one?",
        ),
        Check(
            id="build_model.activations",
            title="ReLU in the hidden layer, softmax at the output",
            points=10,
            kind=Value(probe="build_model.signs"),
            requires=("build_model.output",),
            hint="Two linear layers in a row can do no more than one. Which activation follows each layer?",
        ),
    ),
)

TRAIN_MODEL = Question(
    name="train_model",
    title="Training",
    points=25,
    functions=("train_model", "build_model"),
    checks=(
        Check(
            id="train_model.history",
            title="Training ends and hands back its history",
            points=3,
            kind=History(probe="train_model.train"),
            hint="`fit` returns an object; hand it on.",
        ),
        Check(
            id="train_model.learns",
            title="The given network has learnt: 0.60 on unseen images",
            points=9,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.60),
            hint="Is the network you fit the one that was handed in? Does the loss fall? Does it fit the labels?",
        ),
        Check(
            id="train_model.accuracy",
            title="The goal: 0.86 on unseen images",
            points=13,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.86),
            hint="How many steps does one epoch of a thousand images take? Look at the curve: does it still fall?",
        ),
    ),
)

CONFUSION = Question(
    name="confusion",
    title="What is taken for what",
    points=15,
    functions=("confusion",),
    checks=(
        Check(
            id="confusion.counts",
            title="Rows are true digits, columns what they were taken for",
            points=10,
            kind=Value(probe="confusion.every"),
            hint="Take one image of a 3 that was taken for an 8. Which entry of your table counts it?",
        ),
        Check(
            id="confusion.absent",
            title="The table has ten rows and columns, whichever digits occur",
            points=4,
            kind=Value(probe="confusion.absent"),
            requires=("confusion.counts",),
            hint="What becomes of your table when no nine occurs?",
        ),
        Check(
            id="confusion.unchanged",
            title="Labels and digits stay as they were",
            points=1,
            kind=Unchanged(probe="confusion.every"),
            requires=("confusion.counts",),
            hint="Call your function twice with the same arrays. Are they still the same?",
        ),
    ),
)

ASSIGNMENT = Assignment(
    slug="small_digits",
    title="Small digits, and numbers of your own",
    notebook="small_digits.ipynb",
    dataset="digits",
    numbers=NUMBERS,
    limits=Limits(training_cpu_seconds=120.0),
    questions=(PREPARE, SPLIT, BUILD_MODEL, TRAIN_MODEL, CONFUSION),
)
