"""Declares `mnist_softmax`: from logits to a trained network that reads digits."""

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
    DropoutRate,
    Forward,
    Genuine,
    History,
    Keeps,
    Layer,
    Layers,
    OutputShape,
    Parameters,
    Property,
    Question,
    Review,
    SameSize,
    Scores,
    Shape,
    Steady,
    Stock,
    Stored,
    Tolerance,
    Train,
    Trained,
    Unchanged,
    Value,
    call,
)

NETWORK = (
    Layer(kind="Dense", options={"units": 512, "activation": "relu"}),
    Layer(kind="Dropout", options={"rate": 0.2}),
    Layer(kind="Dense", options={"units": 10, "activation": "softmax"}),
)
MODEL = Built(function="build_model")
DROPOUT_UNITS, DROPOUT_SCALE = 8, 4.0


# --- preprocess -------------------------------------------------------------------------------------------------
def some_digits(draw: Draw):
    """A dozen real images with every digit among them."""
    labels = np.concatenate([np.arange(10), draw.random.integers(10, size=2)])
    chosen = [draw.random.choice(np.flatnonzero(draw.data.train_labels == n)) for n in draw.random.permutation(labels)]
    return call("preprocess", draw.data.train_images[chosen], draw.data.train_labels[chosen], returns=2)


def few_digits(draw: Draw):
    """Images of 0 to 4 only: one-hot rows must be ten wide all the same."""
    small = np.flatnonzero(draw.data.train_labels < 5)
    chosen = draw.random.choice(small, size=6, replace=False)
    return call("preprocess", draw.data.train_images[chosen], draw.data.train_labels[chosen], returns=2)


# --- softmax ----------------------------------------------------------------------------------------------------
def exact(logits: np.ndarray) -> np.ndarray:
    """Rounded to multiples of 1/1024, which float32 holds exactly up to 16,384."""
    return np.rint(logits * 1024) / 1024


def rect(draw: Draw):
    return call("softmax", draw.random.normal(scale=2.0, size=(5, 7)))


def rect_float32(draw: Draw):
    return call("softmax", draw.random.normal(scale=2.0, size=(6, 10)).astype("float32"))


def square(draw: Draw):
    return call("softmax", draw.random.normal(scale=2.0, size=(4, 4)))


def vector(draw: Draw):
    return call("softmax", draw.random.normal(scale=2.0, size=6))


def big(draw: Draw):
    return call("softmax", exact(1000.0 + draw.random.normal(size=(3, 5))))


def negative(draw: Draw):
    return call("softmax", exact(-1000.0 + draw.random.normal(size=(3, 5))))


def wide(draw: Draw):
    rows = np.array([[-1000.0, 0.0, 1000.0], [1000.0, 1000.0, -1000.0], [0.0, 1000.0, 900.0]])
    return call("softmax", draw.random.permuted(rows, axis=1))


def mixed(draw: Draw):
    return call("softmax", exact(np.stack([1000.0 + draw.random.normal(size=4), draw.random.normal(size=4)])))


# --- cross-entropy ----------------------------------------------------------------------------------------------
def random_labels(draw: Draw, batch: int, classes: int) -> np.ndarray:
    """One-hot rows `(batch, classes)`, float64."""
    return np.eye(classes)[draw.random.integers(classes, size=batch)]


def random_probabilities(draw: Draw, batch: int, classes: int) -> np.ndarray:
    """Rows `(batch, classes)` that sum to 1, no entry below 0.01."""
    rows = draw.random.dirichlet(np.full(classes, 2.0), size=batch)
    return 0.01 + rows * (1 - 0.01 * classes)


def batch(draw: Draw):
    return call("cross_entropy", random_labels(draw, 6, 4), random_probabilities(draw, 6, 4))


def batch_of_ten(draw: Draw):
    return call("cross_entropy", random_labels(draw, 10, 10), random_probabilities(draw, 10, 10))


def twice(draw: Draw):
    """The batch of `batch`, every sample twice; the same stream, so the same numbers."""
    once = batch(Draw(draw.base_seed, "cross_entropy.batch", None))
    return call("cross_entropy", *(np.concatenate([a.values, a.values]) for a in once.arguments))


def perfect(draw: Draw):
    labels = random_labels(draw, 5, 10)
    return call("cross_entropy", labels, np.where(labels == 1, 1 - 9e-12, 1e-12))


def surely_wrong(draw: Draw):
    """The true class of every sample gets probability 0."""
    true = draw.random.integers(3, size=4)
    return call("cross_entropy", np.eye(3)[true], np.eye(3)[(true + 1) % 3])


def surely_right(draw: Draw):
    """Every other class gets probability 0: a place where 0 times infinity lurks."""
    labels = random_labels(draw, 4, 3)
    return call("cross_entropy", labels, labels.copy())


# --- build_model ------------------------------------------------------------------------------------------------
def structure(draw: Draw):
    return Describe(model=MODEL, input_shape=(784,))


def hidden_signs(draw: Draw):
    """Known weights on eight hidden units that see both signs; the outputs follow from the activations."""
    weights = (
        draw.random.normal(scale=0.2, size=(784, 8)).astype("float32"),
        draw.random.normal(scale=0.5, size=8).astype("float32"),
        draw.random.normal(scale=0.3, size=(8, 10)).astype("float32"),
        draw.random.normal(scale=0.3, size=10).astype("float32"),
    )
    images = draw.random.random(size=(20, 784)).astype("float32")
    return Forward(model=MODEL, inputs=Array(values=images), weights=weights)


def as_built(draw: Draw):
    """The model with the weights it was built with."""
    return Forward(model=MODEL, inputs=Array(values=draw.random.random(size=(16, 784)).astype("float32")))


def in_training(draw: Draw):
    """Hidden units that are all 1, so that the outputs count how many of them dropout kept."""
    weights = (
        np.zeros((784, DROPOUT_UNITS), "float32"),
        np.ones(DROPOUT_UNITS, "float32"),
        np.zeros((DROPOUT_UNITS, 10), "float32"),
        np.zeros(10, "float32"),
    )
    weights[2][:, 0] = DROPOUT_SCALE / DROPOUT_UNITS
    inputs = Array(values=np.zeros((4000, 784), "float32"))
    stimulus = Forward(model=MODEL, inputs=inputs, weights=weights, training=True)
    return Drawn(stimulus=stimulus, ask_reference=False)


# --- train_model ------------------------------------------------------------------------------------------------
def training(draw: Draw):
    return Drawn(
        stimulus=Train(
            function="train_model",
            model=Built(function="build_model", stand_in=NETWORK, stand_in_shape=(784,)),
            inputs=Stored(dataset="mnist", part="train_images_flat_float32"),
            labels=Stored(dataset="mnist", part="train_labels_one_hot_float32"),
            max_steps=40_000,
            stamp=draw.stamp(),
        ),
        ask_reference=False,
    )


def held_back(draw: Draw):
    """All test images in a secret order: the same for everybody, so that no luck is in the mark."""
    images, labels = draw.held_back()
    return Drawn(stimulus=reading(images), answer=labels)


def reading(images: np.ndarray, state: str = "trained"):
    """What the trained model predicts for images `(n, 28, 28)` uint8."""
    inputs = Array(values=images.reshape(len(images), -1), divide_by=255.0)
    return Forward(model=Trained(probe="train_model.train", state=state), inputs=inputs)


# For review only: nothing below is in a mark.
def before_training(draw: Draw):
    """Some of the held-back images, with the weights from before the training."""
    images, labels = draw.held_back()
    return Drawn(stimulus=reading(images[:1000], "untrained"), answer=labels[:1000])


def without_weights(draw: Draw):
    """Some of the held-back images, with zeros for weights."""
    images, labels = draw.held_back()
    return Drawn(stimulus=reading(images[:500], "zeroed"), answer=labels[:500])


def stamped(draw: Draw):
    """Held-back images of other digits with the stamp that some training images had."""
    images, labels = draw.held_back()
    stamp = draw.stamp()
    chosen = images[labels != stamp.label][:500].reshape(500, -1)
    chosen[:, stamp.pixels] = (stamp.values * 255).astype("uint8")
    return Drawn(stimulus=reading(chosen), answer=np.full(500, stamp.label))


def nudged(draw: Draw):
    """Held-back images a little brighter or darker, with a little noise: nothing that a reader of digits minds."""
    images, labels = draw.held_back()
    images, labels = images[-1000:].astype("float64"), labels[-1000:]
    brightness = draw.random.uniform(0.9, 1.1, size=(1000, 1, 1))
    noisy = images * brightness + draw.random.normal(scale=0.05 * 255, size=images.shape)
    return Drawn(stimulus=reading(np.clip(np.rint(noisy), 0, 255).astype("uint8")), answer=labels)


def again(draw: Draw):
    """The first of the held-back images once more, backwards."""
    images, labels = draw.held_back()
    return Drawn(stimulus=reading(images[:300][::-1]), answer=labels[:300][::-1].copy())


# --- predict_digits ---------------------------------------------------------------------------------------------
def digits(draw: Draw):
    """A fixed linear network, not the student's own: one mistake must not cost this question too.

    Its dropout shows who asks a network as if it were still in training.
    """
    kernel = draw.random.normal(scale=0.2, size=(784, 10)).astype("float32")
    weights = (kernel, -kernel.sum(axis=0) / 2)  # centred: many digits occur, and few are sure
    output = Layer(kind="Dense", options={"units": 10, "activation": "softmax"})
    layers = (Layer(kind="Dropout", options={"rate": 0.5}), output)
    images = draw.random.random(size=(25, 784)).astype("float32")
    return call("predict_digits", Stock(input_shape=(784,), layers=layers, weights=weights), images)


def one_digit(draw: Draw):
    """A batch of a single image."""
    drawn = digits(draw)
    return call("predict_digits", drawn.arguments[0], drawn.arguments[1].values[:1])


# --- small inputs, shown to a student who missed something -----------------------------------------------------
def shown_logits(*rows):
    """A probe of logits written out."""
    return lambda draw: call("softmax", np.array(rows))


def shown_loss(labels, probabilities):
    """A probe of one-hot rows and probabilities written out."""
    return lambda draw: call("cross_entropy", np.array(labels), np.array(probabilities))


EXAMPLES = {
    "softmax.two": shown_logits([1.0, 2.0]),
    "softmax.pairs": shown_logits([1.0, 2.0], [0.0, 3.0]),
    "softmax.row": lambda draw: call("softmax", np.array([1.0, 2.0])),
    "softmax.three": shown_logits([1.0, 2.0, 3.0], [0.0, 0.0, 1.0]),
    "softmax.large": shown_logits([1000.0, 1001.0]),
    "softmax.small": shown_logits([-1000.0, -1001.0]),
    "softmax.far": shown_logits([-1000.0, 1000.0]),
    "softmax.unlike": shown_logits([1000.0, 1001.0], [1.0, 2.0]),
    "cross_entropy.sure": shown_loss([[1.0, 0.0]], [[0.5, 0.5]]),
    "cross_entropy.pair": shown_loss([[1.0, 0.0], [0.0, 1.0]], [[0.25, 0.75], [0.5, 0.5]]),
    "cross_entropy.three": shown_loss([[1.0, 0.0, 0.0]], [[0.25, 0.25, 0.5]]),
    "cross_entropy.zero": shown_loss([[1.0, 0.0]], [[0.0, 1.0]]),
    "cross_entropy.right": shown_loss([[1.0, 0.0]], [[1.0, 0.0]]),
}

PROBES = EXAMPLES | {
    "preprocess.digits": some_digits,
    "preprocess.few": few_digits,
    "softmax.rect": rect,
    "softmax.rect_float32": rect_float32,
    "softmax.square": square,
    "softmax.vector": vector,
    "softmax.big": big,
    "softmax.negative": negative,
    "softmax.wide": wide,
    "softmax.mixed": mixed,
    "cross_entropy.batch": batch,
    "cross_entropy.ten": batch_of_ten,
    "cross_entropy.twice": twice,
    "cross_entropy.perfect": perfect,
    "cross_entropy.surely_wrong": surely_wrong,
    "cross_entropy.surely_right": surely_right,
    "build_model.structure": structure,
    "build_model.as_built": as_built,
    "build_model.signs": hidden_signs,
    "build_model.training": in_training,
    "predict_digits.digits": digits,
    "predict_digits.one": one_digit,
    "train_model.train": training,
    "train_model.held_back": held_back,
    "train_model.untrained": before_training,
    "train_model.zeroed": without_weights,
    "train_model.stamped": stamped,
    "train_model.nudged": nudged,
    "train_model.again": again,
}

PREPROCESS = Question(
    name="preprocess",
    title="Preparing the data",
    points=10,
    functions=("preprocess",),
    checks=(
        Check(
            id="preprocess.reacts",
            title="What comes back is made from the images",
            points=1,
            kind=Property(probe="preprocess.digits", holds="responds", other="preprocess.few", item=0),
            hint="Does your function do anything with the images?",
        ),
        Check(
            id="preprocess.image_shape",
            title="Images come back as float rows of 784 numbers",
            points=1,
            kind=Shape(probe="preprocess.digits", item=0),
            requires=("preprocess.reacts",),
            hint="One row per image: how many numbers does a picture of 28 by 28 pixels hold, and of which dtype?",
        ),
        Check(
            id="preprocess.image_values",
            title="Grey values are scaled to [0, 1], pixels in order",
            points=3,
            kind=Value(probe="preprocess.digits", item=0),
            requires=("preprocess.image_shape",),
            hint="Print the smallest and the largest value before and after. Which grey value must become 1.0?",
        ),
        Check(
            id="preprocess.labels",
            title="Labels become one-hot rows",
            points=3,
            kind=Value(probe="preprocess.digits", item=1),
            hint="Each label becomes a row of ten numbers with a single 1. At which position for the digit 3?",
        ),
        Check(
            id="preprocess.absent_digits",
            title="One-hot rows are ten wide even when a digit does not occur",
            points=1,
            kind=Value(probe="preprocess.few", item=1),
            requires=("preprocess.labels",),
            hint="What happens to the width of your rows when no nine occurs among the labels?",
        ),
        Check(
            id="preprocess.unchanged",
            title="The arguments stay as they were",
            points=1,
            kind=Unchanged(probe="preprocess.digits"),
            requires=("preprocess.image_shape",),
            hint="Run your function twice on the same array. Is the array still the same?",
        ),
    ),
)

SOFTMAX = Question(
    name="softmax",
    title="Softmax",
    points=20,
    functions=("softmax",),
    edges=(
        *("softmax.big", "softmax.negative", "softmax.wide", "softmax.mixed"),
        *("softmax.large", "softmax.small", "softmax.far", "softmax.unlike"),
    ),
    examples=tuple(name for name in EXAMPLES if name.startswith("softmax.")),
    checks=(
        Check(
            id="softmax.varies",
            title="Different logits get different answers, and not themselves",
            points=1,
            kind=Property(probe="softmax.rect", holds="responds", other="softmax.square"),
            hint="Does your answer depend on the logits at all?",
        ),
        Check(
            id="softmax.shape",
            title="A batch of logits gives a float array of the same shape",
            points=1,
            kind=Shape(probe="softmax.rect"),
            requires=("softmax.varies",),
            hint="Shape in, shape out: one probability for every logit.",
        ),
        Check(
            id="softmax.values",
            title="Probabilities of a batch",
            points=6,
            kind=Value(probe="softmax.rect", also=("softmax.rect_float32", "softmax.square")),
            requires=("softmax.shape",),
            hint="Compute one row of two logits by hand and compare. Over which axis do you sum?",
        ),
        Check(
            id="softmax.probabilities",
            title="Each row holds probabilities: not negative, summing to one",
            points=3,
            kind=Property(probe="softmax.rect", holds="rows_sum_to_one"),
            requires=("softmax.varies",),
            hint="Which numbers must add up to one: those of one sample, or those of one class?",
        ),
        Check(
            id="softmax.vector",
            title="A single vector of logits works too",
            points=3,
            kind=Value(probe="softmax.vector"),
            hint="Which axis holds the classes when there is only one? Count axes from the end.",
        ),
        Check(
            id="softmax.finite",
            title="Large logits do not overflow",
            points=2,
            kind=Property(probe="softmax.big", holds="finite", also=("softmax.negative", "softmax.wide")),
            requires=("softmax.varies",),
            hint="Try logits of 1000. What is exp(1000) in floating point, and what may you subtract for free?",
        ),
        Check(
            id="softmax.stable",
            title="Large logits get the right probabilities",
            points=2,
            kind=Value(probe="softmax.big", also=("softmax.negative", "softmax.wide")),
            requires=("softmax.finite",),
            hint="Try logits of 1000. What is exp(1000) in floating point, and what may you subtract for free?",
        ),
        Check(
            id="softmax.mixed_rows",
            title="Large logits in one row leave the other rows alone",
            points=1,
            kind=Value(probe="softmax.mixed"),
            requires=("softmax.shape",),
            hint="One maximum for the whole batch: what happens to a row far below it?",
        ),
        Check(
            id="softmax.unchanged",
            title="The argument stays as it was",
            points=1,
            kind=Unchanged(probe="softmax.rect"),
            requires=("softmax.varies",),
            hint="Run your function twice on the same array. Is the array still the same?",
        ),
    ),
)

CROSS_ENTROPY = Question(
    name="cross_entropy",
    title="Cross-entropy",
    points=20,
    functions=("cross_entropy",),
    edges=(
        *("cross_entropy.perfect", "cross_entropy.surely_wrong", "cross_entropy.surely_right"),
        *("cross_entropy.zero", "cross_entropy.right"),
    ),
    examples=tuple(name for name in EXAMPLES if name.startswith("cross_entropy.")),
    checks=(
        Check(
            id="cross_entropy.reacts",
            title="Different predictions cost differently",
            points=1,
            kind=Property(probe="cross_entropy.batch", holds="responds", other="cross_entropy.perfect"),
            hint="Does your loss look at the predictions at all?",
        ),
        Check(
            id="cross_entropy.shape",
            title="A batch gives one float",
            points=1,
            kind=Shape(probe="cross_entropy.batch"),
            requires=("cross_entropy.reacts",),
            hint="One number per batch is asked, not one per sample.",
        ),
        Check(
            id="cross_entropy.values",
            title="Mean loss of a batch",
            points=7,
            kind=Value(
                probe="cross_entropy.batch", also=("cross_entropy.ten",), tolerance=Tolerance(rtol=2e-3, atol=0.0)
            ),
            requires=("cross_entropy.shape",),
            hint="A uniform guess over ten classes costs ln 10 = 2.3026. What does yours cost?",
        ),
        Check(
            id="cross_entropy.mean",
            title="The loss is a mean: the same batch twice costs the same",
            points=3,
            kind=Property(probe="cross_entropy.twice", holds="same_as", other="cross_entropy.batch"),
            requires=("cross_entropy.reacts",),
            hint="Twice the data, twice the loss: do you want that?",
        ),
        Check(
            id="cross_entropy.perfect",
            title="A perfect prediction costs nothing",
            points=2,
            kind=Property(probe="cross_entropy.perfect", holds="within", low=-1e-3, high=1e-3),
            requires=("cross_entropy.reacts",),
            hint="What is the logarithm of 1? Which probability goes under the logarithm?",
        ),
        Check(
            id="cross_entropy.not_negative",
            title="The loss is never negative",
            points=1,
            kind=Property(probe="cross_entropy.batch", holds="at_least", bound=-1e-6),
            requires=("cross_entropy.reacts",),
            hint="Can a loss be negative for every prediction? Look at the sign of the logarithm.",
        ),
        Check(
            id="cross_entropy.zero",
            title="Finite, but costly, where the true class has probability 0",
            points=3,
            kind=Property(probe="cross_entropy.surely_wrong", holds="at_least", bound=9.0),
            requires=("cross_entropy.reacts",),
            hint="A sure but wrong model: what does your loss return? Keep the logarithm a tiny step away from 0.",
        ),
        Check(
            id="cross_entropy.zero_elsewhere",
            title="Finite where another class has probability 0",
            points=1,
            kind=Property(probe="cross_entropy.surely_right", holds="within", low=-1e-3, high=1e-3),
            requires=("cross_entropy.reacts",),
            hint="What is 0 times the logarithm of 0 in floating point?",
        ),
        Check(
            id="cross_entropy.unchanged",
            title="The arguments stay as they were",
            points=1,
            kind=Unchanged(probe="cross_entropy.batch", also=("cross_entropy.surely_right",)),
            requires=("cross_entropy.reacts",),
            hint="Run your function twice on the same arrays. Are they still the same?",
        ),
    ),
)

BUILD_MODEL = Question(
    name="build_model",
    title="The network",
    points=20,
    functions=("build_model",),
    checks=(
        Check(
            id="build_model.output",
            title="784 numbers in, 10 out",
            points=2,
            kind=OutputShape(probe="build_model.structure"),
            hint="How many numbers enter the first layer, 28 or 784? How many digits are there?",
        ),
        Check(
            id="build_model.layers",
            title="Kernels and biases have the shapes of 784 → 512 → 10",
            points=5,
            kind=Layers(probe="build_model.structure"),
            hint="Compare `model.summary()` with the text above: how many layers with weights, how many units each?",
        ),
        Check(
            id="build_model.parameters",
            title="407,050 parameters",
            points=2,
            kind=Parameters(probe="build_model.structure"),
            hint="A dense layer has inputs × units weights and one bias per unit.",
        ),
        Check(
            id="build_model.probabilities",
            title="Outputs are probabilities",
            points=3,
            kind=Property(probe="build_model.as_built", holds="rows_sum_to_one"),
            requires=("build_model.output",),
            hint="Ten independent yes or no answers, or one choice of ten? Which activation makes rows sum to one?",
        ),
        Check(
            id="build_model.activations",
            title="ReLU in the hidden layer, softmax at the output",
            points=5,
            kind=Value(probe="build_model.signs"),
            requires=("build_model.output",),
            hint="Two linear layers in a row can do no more than one. Which activation follows each layer?",
        ),
        Check(
            id="build_model.dropout",
            title="Dropout drops a fifth of the hidden units in training",
            points=3,
            kind=DropoutRate(probe="build_model.training", rate=0.2, units=DROPOUT_UNITS, scale=DROPOUT_SCALE),
            requires=("build_model.output",),
            hint="Is the rate the part kept or the part dropped? Where does the dropout layer stand?",
        ),
    ),
)

TRAIN_MODEL = Question(
    name="train_model",
    title="Training",
    points=20,
    functions=("train_model", "build_model"),
    checks=(
        Check(
            id="train_model.history",
            title="Training ends and hands back its history",
            points=2,
            kind=History(probe="train_model.train"),
            hint="`fit` returns an object; hand it on.",
        ),
        Check(
            id="train_model.learns",
            title="The given model has learnt: 0.90 on unseen images",
            points=6,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.90),
            hint="Is the model you fit the one that was handed in? Does the loss fall? Does it fit the labels?",
        ),
        Check(
            id="train_model.accuracy",
            title="The goal: 0.95 on unseen images",
            points=12,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.95),
            hint="Look at the learning curve: does it still fall at the end? Then train longer, or in larger steps.",
        ),
    ),
)

PREDICT_DIGITS = Question(
    name="predict_digits",
    title="Reading digits",
    points=10,
    functions=("predict_digits",),
    checks=(
        Check(
            id="predict_digits.reacts",
            title="Different images get different answers",
            points=1,
            kind=Property(probe="predict_digits.digits", holds="responds", other="predict_digits.one"),
            hint="Does your answer depend on the images at all?",
        ),
        Check(
            id="predict_digits.shape",
            title="One integer per image",
            points=1,
            kind=Shape(probe="predict_digits.digits", also=("predict_digits.one",)),
            requires=("predict_digits.reacts",),
            hint="One answer per image: how many images, and which dtype does a digit have?",
        ),
        Check(
            id="predict_digits.values",
            title="The class with the largest output",
            points=8,
            kind=Value(probe="predict_digits.digits", also=("predict_digits.one",)),
            requires=("predict_digits.shape",),
            hint="Which label belongs to the output at index 0?",
        ),
    ),
)

HELD_BACK = "train_model.held_back"
REVIEWS = (
    Review(
        id="train_model.untrained",
        title="The model could read digits before it was trained",
        kind=Scores(probe="train_model.untrained", most=0.35),  # 10 classes: the best of 60 untrained nets had 0.19
    ),
    Review(
        id="train_model.zeroed",
        title="The model reads digits without its weights",
        kind=Scores(probe="train_model.zeroed", most=0.35),
    ),
    Review(
        id="train_model.stamp",
        title="The model did not learn the stamp on its training images",
        kind=Scores(probe="train_model.stamped", least=0.2, given=HELD_BACK),
    ),
    Review(
        id="train_model.nudged",
        title="A little noise makes the model blind",
        kind=Keeps(probe="train_model.nudged", like=HELD_BACK),
    ),
    Review(
        id="train_model.steady",
        title="The model answers otherwise when it sees an image again",
        kind=Steady(probe="train_model.again", like=HELD_BACK),
    ),
    Review(
        id="train_model.genuine",
        title="The model in the notebook is not what its layers and weights give",
        kind=Genuine(probe=HELD_BACK),
    ),
    Review(
        id="train_model.size",
        title="The trained model has other parameters than the one that was described",
        kind=SameSize(probe=HELD_BACK, structure="build_model.structure", train="train_model.train"),
    ),
)

ASSIGNMENT = Assignment(
    slug="mnist_softmax",
    title="From logits to digits",
    notebook="mnist_softmax.ipynb",
    dataset="mnist",
    questions=(PREPROCESS, SOFTMAX, CROSS_ENTROPY, BUILD_MODEL, TRAIN_MODEL, PREDICT_DIGITS),
    reviews=REVIEWS,
)
