"""Declares `digit_classifier`: from labels to an accuracy that may be reported."""

import numpy as np

from grader.authoring import (
    Accuracy,
    Array,
    Assignment,
    AxisLabels,
    Built,
    Check,
    Curves,
    Describe,
    Draw,
    Drawn,
    Forward,
    History,
    Layer,
    Layers,
    Legend,
    OutputShape,
    Parameters,
    Question,
    Stock,
    Stored,
    Tolerance,
    Train,
    Trained,
    Unchanged,
    Value,
    call,
    plot,
)

CLASSIFIER = (
    Layer(kind="Flatten"),
    Layer(kind="Dense", options={"units": 512, "activation": "relu"}),
    Layer(kind="Dense", options={"units": 10, "activation": "softmax"}),
)
PICTURE = (28, 28)


# --- one_hot ----------------------------------------------------------------------------------------------------
def every_class(draw: Draw):
    return call("one_hot", draw.random.permutation(np.concatenate([np.arange(7), draw.random.integers(7, size=5)])), 7)


def absent_classes(draw: Draw):
    """Some classes do not occur, among them the highest."""
    return call("one_hot", draw.random.permutation(np.array([0, 0, 3, 3, 5, 5])), 10)


# --- networks ---------------------------------------------------------------------------------------------------
def random_weights(draw: Draw, *widths: int) -> tuple[np.ndarray, ...]:
    """Kernels and biases of dense layers from the first width to the last, so that units see both signs."""
    found: list[np.ndarray] = []
    for inputs, units in zip(widths[:-1], widths[1:], strict=True):
        scale = 0.2 if inputs == 784 else 0.4
        found.append(draw.random.normal(scale=scale, size=(inputs, units)).astype("float32"))
        found.append(draw.random.normal(scale=0.5, size=units).astype("float32"))
    return tuple(found)


def classifier_structure(draw: Draw):
    return Describe(model=Built(function="build_classifier"), input_shape=PICTURE)


def classifier_of_small_pictures(draw: Draw):
    """Pictures of another size: only a network without an input shape takes them."""
    return Describe(model=Built(function="build_classifier"), input_shape=(14, 10))


def classifier_signs(draw: Draw):
    images = draw.random.random(size=(20, *PICTURE)).astype("float32")
    weights = random_weights(draw, 784, 8, 10)
    return Forward(model=Built(function="build_classifier"), inputs=Array(values=images), weights=weights)


def deep_structure(draw: Draw):
    return Describe(model=Built(function="build_deep"), input_shape=(784,))


def deep_signs(draw: Draw):
    rows = draw.random.random(size=(20, 784)).astype("float32")
    weights = random_weights(draw, 784, 8, 6, 10)
    return Forward(model=Built(function="build_deep"), inputs=Array(values=rows), weights=weights)


def shallow_structure(draw: Draw):
    return Describe(model=Built(function="build_shallow"), input_shape=(784,))


def shallow_signs(draw: Draw):
    rows = draw.random.random(size=(20, 784)).astype("float32")
    weights = random_weights(draw, 784, 8, 10)
    return Forward(model=Built(function="build_shallow"), inputs=Array(values=rows), weights=weights)


# --- count_parameters -------------------------------------------------------------------------------------------
def one_layer(draw: Draw):
    return call("count_parameters", int(draw.random.integers(50, 900)), (int(draw.random.integers(5, 90)),))


def chain(draw: Draw):
    units = tuple(int(n) for n in draw.random.integers(5, 90, size=3))
    return call("count_parameters", int(draw.random.integers(50, 900)), units)


# --- train_model ------------------------------------------------------------------------------------------------
def training(draw: Draw):
    return Drawn(
        stimulus=Train(
            function="train_model",
            model=Built(function="build_classifier", stand_in=CLASSIFIER, stand_in_shape=PICTURE),
            inputs=Stored(dataset="mnist", part="train_images_float32"),
            labels=Stored(dataset="mnist", part="train_labels_one_hot_float32"),
            max_steps=40_000,
        ),
        ask_reference=False,
    )


def held_back(draw: Draw):
    """The 10,000 test images, which the kernel first sees when training is over."""
    return Drawn(
        stimulus=Forward(
            model=Trained(probe="train_model.train"), inputs=Array(values=draw.data.test_images, divide_by=255.0)
        ),
        answer=np.array(draw.data.test_labels, dtype="int64"),
    )


# --- plot_history -----------------------------------------------------------------------------------------------
def random_history(draw: Draw) -> dict[str, tuple[float, ...]]:
    """A history of nine epochs: no two curves are alike."""
    epochs = np.arange(1, 10)

    def curve(start: float, end: float) -> tuple[float, ...]:
        falling = end + (start - end) * np.exp(-epochs / 3)
        return tuple(float(n) for n in falling + draw.random.normal(scale=0.004, size=9))

    *rising, last = curve(0.92, 0.978)
    return {
        "accuracy": curve(0.88, 0.996),
        "loss": curve(0.45, 0.02),
        "val_accuracy": (*rising, last - 0.03),  # the best epoch is not the last
        "val_loss": curve(0.3, 0.09),
    }


def learning_curves(draw: Draw):
    return plot("plot_history", random_history(draw))


# --- accuracy_to_report -----------------------------------------------------------------------------------------
def linear_classifier(draw: Draw, scale: float = 0.2) -> Stock:
    """A fixed network, not the student's own: one mistake must not cost this question too."""
    kernel = draw.random.normal(scale=scale, size=(784, 10)).astype("float32")
    layers = (Layer(kind="Flatten"), Layer(kind="Dense", options={"units": 10, "activation": "softmax"}))
    weights = (kernel, -kernel.sum(axis=0) / 2)
    return Stock(input_shape=PICTURE, layers=layers, weights=weights, loss="sparse_categorical_crossentropy")


def unseen_images(draw: Draw):
    """Images of which the network reads about two thirds as labelled."""
    network = linear_classifier(draw)
    images = draw.random.random(size=(90, *PICTURE)).astype("float32")
    read = np.argmax(images.reshape(90, 784) @ network.weights[0] + network.weights[1], axis=1)
    shifted = (read + draw.random.integers(1, 10, size=90)) % 10
    labels = np.where(draw.random.random(90) < 0.65, read, shifted)
    return call("accuracy_to_report", random_history(draw), network, images, labels)


# --- predictions ------------------------------------------------------------------------------------------------
def digits(draw: Draw):
    return call("predict_digits", linear_classifier(draw), draw.random.random(size=(25, *PICTURE)).astype("float32"))


def unsure_digits(draw: Draw):
    """A network that gives no digit half of all."""
    images = draw.random.random(size=(20, *PICTURE)).astype("float32")
    return call("predict_digits", linear_classifier(draw, 0.02), images)


def one_digit(draw: Draw):
    return call("predict_digits", linear_classifier(draw), draw.random.random(size=(1, *PICTURE)).astype("float32"))


def mixed_predictions(draw: Draw):
    labels = draw.random.integers(10, size=30)
    guesses = np.where(draw.random.random(30) < 0.6, labels, (labels + 1) % 10)
    guesses[0], guesses[1] = labels[0], (labels[1] + 1) % 10  # at least one of each
    return call("right_and_wrong", guesses, labels, returns=2)


def all_right(draw: Draw):
    labels = draw.random.integers(10, size=12)
    return call("right_and_wrong", labels.copy(), labels, returns=2)


def small(function, *arguments, returns=1):
    """A probe of inputs that are written out: shown to a student who missed something."""
    return lambda draw: call(function, *arguments, returns=returns)


EXAMPLES = {
    "one_hot.two": small("one_hot", np.array([0, 2]), 3),
    "one_hot.gap": small("one_hot", np.array([0, 2]), 4),
    "count_parameters.two": small("count_parameters", 3, (2,)),
    "count_parameters.chain_of_two": small("count_parameters", 3, (2, 2)),
    "right_and_wrong.three": small("right_and_wrong", np.array([4, 7, 1]), np.array([4, 1, 1]), returns=2),
}


def examples(*functions):
    """The examples of these functions, the smallest first."""
    return tuple(name for name in EXAMPLES if name.partition(".")[0] in functions)


PROBES = EXAMPLES | {
    "one_hot.every": every_class,
    "one_hot.absent": absent_classes,
    "build_classifier.structure": classifier_structure,
    "build_classifier.other": classifier_of_small_pictures,
    "build_classifier.signs": classifier_signs,
    "build_deep.structure": deep_structure,
    "build_deep.signs": deep_signs,
    "build_shallow.structure": shallow_structure,
    "build_shallow.signs": shallow_signs,
    "count_parameters.one": one_layer,
    "count_parameters.chain": chain,
    "plot_history.curves": learning_curves,
    "accuracy_to_report.unseen": unseen_images,
    "accuracy_to_report.more": unseen_images,
    "predict_digits.digits": digits,
    "predict_digits.one": one_digit,
    "predict_digits.unsure": unsure_digits,
    "right_and_wrong.mixed": mixed_predictions,
    "right_and_wrong.all_right": all_right,
    "train_model.train": training,
    "train_model.held_back": held_back,
}

ONE_HOT = Question(
    name="one_hot",
    title="One-hot labels",
    points=10,
    functions=("one_hot",),
    examples=examples("one_hot"),
    checks=(
        Check(
            id="one_hot.values",
            title="Each label becomes a row with a single one at its place",
            points=6,
            kind=Value(probe="one_hot.every"),
            hint="At which position does the row of class 3 hold its one? Which dtype is asked?",
        ),
        Check(
            id="one_hot.width",
            title="Rows are as wide as there are classes, whichever occur",
            points=3,
            kind=Value(probe="one_hot.absent"),
            requires=("one_hot.values",),
            hint="What happens to the width of your rows when the highest classes do not occur?",
        ),
        Check(
            id="one_hot.unchanged",
            title="The labels stay as they were",
            points=1,
            kind=Unchanged(probe="one_hot.every", also=("one_hot.absent",)),
            requires=("one_hot.values",),
            hint="Run your function twice on the same labels. Are they still the same?",
        ),
    ),
)

BUILD_CLASSIFIER = Question(
    name="build_classifier",
    title="The network",
    points=15,
    functions=("build_classifier",),
    checks=(
        Check(
            id="build_classifier.output",
            title="Pictures in, 10 numbers out",
            points=1,
            kind=OutputShape(probe="build_classifier.structure"),
            hint="A dense layer works on the last axis only. What must happen to a picture before the first one?",
        ),
        Check(
            id="build_classifier.layers",
            title="Kernels and biases have the shapes of 784 → 512 → 10",
            points=4,
            kind=Layers(probe="build_classifier.structure"),
            hint="Build it with one image, then compare `model.summary()` with the text above.",
        ),
        Check(
            id="build_classifier.parameters",
            title="407,050 parameters once it is built",
            points=2,
            kind=Parameters(probe="build_classifier.structure"),
            hint="A dense layer has inputs × units weights and one bias per unit.",
        ),
        Check(
            id="build_classifier.activations",
            title="ReLU in the hidden layer, softmax at the output",
            points=5,
            kind=Value(probe="build_classifier.signs"),
            requires=("build_classifier.output",),
            hint="Two linear layers in a row can do no more than one. Which activation follows each layer?",
        ),
        Check(
            id="build_classifier.open",
            title="No input shape is given: pictures of another size fit too",
            points=3,
            kind=Layers(probe="build_classifier.other"),
            requires=("build_classifier.layers",),
            hint="Who tells the network how large the pictures are: you, or the first batch?",
        ),
    ),
)


def _network(name: str, words: str, count: str, hint: str) -> tuple[Check, ...]:
    """The three checks of one of the smaller networks."""
    return (
        Check(
            id=f"small_networks.{name}_layers",
            title=f"The {name} network: kernels and biases of {words}",
            points=2,
            kind=Layers(probe=f"build_{name}.structure"),
            hint=hint,
        ),
        Check(
            id=f"small_networks.{name}_parameters",
            title=f"The {name} network has {count} parameters",
            points=1,
            kind=Parameters(probe=f"build_{name}.structure"),
            hint="A dense layer has inputs × units weights and one bias per unit.",
        ),
        Check(
            id=f"small_networks.{name}_activations",
            title=f"The {name} network: ReLU in hidden layers, softmax at the output",
            points=2,
            kind=Value(probe=f"build_{name}.signs"),
            hint="Which activation follows each layer?",
        ),
    )


SMALL_NETWORKS = Question(
    name="small_networks",
    title="Two smaller networks",
    points=10,
    functions=("build_deep", "build_shallow"),
    checks=(
        *_network("deep", "784 → 64 → 32 → 10", "52,650", "How many layers with weights, how many units each?"),
        *_network("shallow", "784 → 64 → 10", "50,890", "What does the first argument of a Softmax layer mean?"),
    ),
)

COUNT_PARAMETERS = Question(
    name="count_parameters",
    title="Counting without Keras",
    points=10,
    functions=("count_parameters",),
    examples=examples("count_parameters"),
    checks=(
        Check(
            id="count_parameters.one",
            title="One layer",
            points=4,
            kind=Value(probe="count_parameters.one"),
            hint="One weight for each pair of input and unit. What else does a unit have?",
        ),
        Check(
            id="count_parameters.chain",
            title="Several layers",
            points=6,
            kind=Value(probe="count_parameters.chain"),
            requires=("count_parameters.one",),
            hint="How many numbers enter the second layer?",
        ),
    ),
)

TRAIN_MODEL = Question(
    name="train_model",
    title="Training with validation",
    points=20,
    functions=("train_model", "build_classifier"),
    checks=(
        Check(
            id="train_model.history",
            title="Training ends and hands back a history with validation",
            points=3,
            kind=History(probe="train_model.train", validation=True),
            hint="Which argument of `fit` holds a part of the training images back? Hand on what `fit` returns.",
        ),
        Check(
            id="train_model.learns",
            title="The given network has learnt: 0.90 on unseen images",
            points=5,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.90),
            hint="Is the network you fit the one that was handed in? Does the loss fall? Does it fit the labels?",
        ),
        Check(
            id="train_model.accuracy",
            title="The goal: 0.975 on unseen images",
            points=12,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.975),
            hint="Look at the validation curve: does it still rise at the end? Then train longer.",
        ),
    ),
)

PLOT_HISTORY = Question(
    name="plot_history",
    title="Learning curves",
    points=15,
    functions=("plot_history",),
    checks=(
        Check(
            id="plot_history.curves",
            title="Loss and accuracy, each for training and for validation",
            points=9,
            kind=Curves(probe="plot_history.curves"),
            hint="Four lists, four curves. Is the first epoch in the picture, and the last?",
        ),
        Check(
            id="plot_history.labels",
            title="What is along x and along y is written at the axes",
            points=3,
            kind=AxisLabels(probe="plot_history.curves"),
            requires=("plot_history.curves",),
            hint="Would somebody who has not seen your code know what is drawn?",
        ),
        Check(
            id="plot_history.legend",
            title="A legend tells curves in the same axes apart",
            points=3,
            kind=Legend(probe="plot_history.curves"),
            requires=("plot_history.curves",),
            hint="Which curve is training, and which validation? Where does the reader learn it?",
        ),
    ),
)

ACCURACY_TO_REPORT = Question(
    name="accuracy_to_report",
    title="The number to report",
    points=10,
    functions=("accuracy_to_report",),
    checks=(
        Check(
            id="accuracy_to_report.unseen",
            title="Measured on images that were used for nothing before",
            points=10,
            kind=Value(
                probe="accuracy_to_report.unseen",
                also=("accuracy_to_report.more",),
                tolerance=Tolerance(rtol=1e-4, atol=1e-5),
            ),
            hint="On which images was your number measured? What does `evaluate` return, and in which order?",
        ),
    ),
)

PREDICTIONS = Question(
    name="predictions",
    title="Right and wrong",
    points=10,
    functions=("predict_digits", "right_and_wrong"),
    examples=examples("right_and_wrong"),
    checks=(
        Check(
            id="predictions.digits",
            title="The digit with the largest output, for each image",
            points=5,
            kind=Value(probe="predict_digits.digits", also=("predict_digits.one", "predict_digits.unsure")),
            hint="One digit per image. Which axis holds the ten outputs, and which label belongs to index 0?",
        ),
        Check(
            id="predictions.right",
            title="Positions of the right predictions",
            points=2,
            kind=Value(probe="right_and_wrong.mixed", item=0, also=("right_and_wrong.all_right",)),
            hint="Positions are asked, counted from 0: not the digits, not True and False.",
        ),
        Check(
            id="predictions.wrong",
            title="Positions of the wrong predictions",
            points=2,
            kind=Value(probe="right_and_wrong.mixed", item=1),
            hint="Positions are asked, counted from 0: not the digits, not True and False.",
        ),
        Check(
            id="predictions.unchanged",
            title="Digits and labels stay as they were",
            points=1,
            kind=Unchanged(probe="right_and_wrong.mixed", also=("right_and_wrong.all_right",)),
            requires=("predictions.right",),
            hint="Run your cell twice. Are the labels still the labels?",
        ),
    ),
)

ASSIGNMENT = Assignment(
    slug="digit_classifier",
    title="A digit classifier, from the data to a number you may report",
    notebook="digit_classifier.ipynb",
    dataset="mnist",
    questions=(
        ONE_HOT,
        BUILD_CLASSIFIER,
        SMALL_NETWORKS,
        COUNT_PARAMETERS,
        TRAIN_MODEL,
        PLOT_HISTORY,
        ACCURACY_TO_REPORT,
        PREDICTIONS,
    ),
)
