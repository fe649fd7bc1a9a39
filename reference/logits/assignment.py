"""Declares `logits`: what a network's outputs are, what they cost, and a training that is stuck at ln 10."""

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
    History,
    Layer,
    Layers,
    OutputShape,
    Parameters,
    Property,
    Question,
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
    Layer(kind="Flatten"),
    Layer(kind="Dense", options={"units": 128, "activation": "relu"}),
    Layer(kind="Dropout", options={"rate": 0.2}),
    Layer(kind="Dense", options={"units": 10}),
)
MODEL = Built(function="build_model")
PICTURE = (28, 28)
DROPOUT_UNITS, DROPOUT_SCALE = 8, 4.0
LOSS = Tolerance(rtol=1e-4, atol=1e-5)  # what float32 inside a float64 answer leaves


# --- build_model ------------------------------------------------------------------------------------------------
def structure(draw: Draw):
    return Describe(model=MODEL, input_shape=PICTURE)


def hidden_signs(draw: Draw):
    """Known weights on eight hidden units that see both signs; the outputs follow from the activations."""
    weights = (
        draw.random.normal(scale=0.2, size=(784, 8)).astype("float32"),
        draw.random.normal(scale=0.5, size=8).astype("float32"),
        draw.random.normal(scale=0.3, size=(8, 10)).astype("float32"),
        draw.random.normal(scale=0.3, size=10).astype("float32"),
    )
    images = draw.random.random(size=(20, *PICTURE)).astype("float32")
    return Forward(model=MODEL, inputs=Array(values=images), weights=weights)


def in_training(draw: Draw):
    """Hidden units that are all 1, so that the outputs count how many of them dropout kept."""
    weights = (
        np.zeros((784, DROPOUT_UNITS), "float32"),
        np.ones(DROPOUT_UNITS, "float32"),
        np.zeros((DROPOUT_UNITS, 10), "float32"),
        np.zeros(10, "float32"),
    )
    weights[2][:, 0] = DROPOUT_SCALE / DROPOUT_UNITS
    inputs = Array(values=np.zeros((4000, *PICTURE), "float32"))
    stimulus = Forward(model=MODEL, inputs=inputs, weights=weights, training=True)
    return Drawn(stimulus=stimulus, ask_reference=False)


# --- are_probabilities ------------------------------------------------------------------------------------------
def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities `(batch, classes)` in the dtype of the logits."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def scores(draw: Draw):
    return call("are_probabilities", draw.random.normal(scale=2.0, size=(6, 10)))


def softmaxed(draw: Draw):
    """Many rows in float32: some of their sums are not exactly 1."""
    return call("are_probabilities", softmax(draw.random.normal(scale=2.0, size=(200, 10)).astype("float32")))


def negative_entries(draw: Draw):
    """Rows that sum to 1, with entries below 0."""
    rows = softmax(draw.random.normal(size=(6, 10)))
    rows[:, 0] += 1.0
    rows[:, 1] -= 1.0
    return call("are_probabilities", rows)


def independent_entries(draw: Draw):
    """Entries between 0 and 1, as sigmoids give them, that sum to about five."""
    return call("are_probabilities", draw.random.uniform(0.3, 0.7, size=(6, 10)))


def one_bad_row(draw: Draw):
    """Probabilities but for one row in the middle."""
    rows = softmax(draw.random.normal(size=(7, 10)))
    rows[3] *= 2.0
    return call("are_probabilities", rows)


def sure_rows(draw: Draw):
    """All of it for one class: entries of exactly 0 and 1 are probabilities, too."""
    return call("are_probabilities", np.eye(10)[draw.random.integers(10, size=6)])


def rows_that_balance(draw: Draw):
    """No row sums to 1, but all of them together sum to their number."""
    rows = softmax(draw.random.normal(size=(6, 10)))
    return call("are_probabilities", rows * np.array([0.5, 1.5, 0.7, 1.3, 0.9, 1.1])[:, None])


def one_good_row(draw: Draw):
    """Only the last row sums to 1."""
    rows = softmax(draw.random.normal(size=(5, 10))) * 0.6
    rows[-1] /= rows[-1].sum()
    return call("are_probabilities", rows)


def four_classes(draw: Draw):
    """Probabilities of four classes: the mean of a row is no tenth."""
    return call("are_probabilities", softmax(draw.random.normal(size=(5, 4))))


def some_zeros(draw: Draw):
    """Some entries are 0, and none is 1."""
    rows = softmax(draw.random.normal(size=(6, 10)))
    rows[:, 3] = 0.0
    return call("are_probabilities", rows / rows.sum(axis=1, keepdims=True))


def sizes_that_sum(draw: Draw):
    """Rows with negative entries whose sizes sum to 1."""
    rows = softmax(draw.random.normal(size=(6, 10)))
    rows[:, 2] *= -1.0
    return call("are_probabilities", rows)


def last_row_bad(draw: Draw):
    """Only the last row is none."""
    rows = softmax(draw.random.normal(size=(5, 10)))
    rows[-1] *= 0.6
    return call("are_probabilities", rows)


def columns_that_sum(draw: Draw):
    """Softmax over the wrong axis: every column sums to 1."""
    return call("are_probabilities", softmax(draw.random.normal(size=(10, 4))).T.copy())


# --- predict_probabilities --------------------------------------------------------------------------------------
def linear_network(draw: Draw, scale: float) -> Stock:
    """A fixed network with logits as outputs, not the student's own: one mistake must not cost this question too."""
    kernel = draw.random.normal(scale=scale, size=(784, 10)).astype("float32")
    dropout = Layer(kind="Dropout", options={"rate": 0.5})  # shows who asks a network as if it were in training
    layers = (Layer(kind="Flatten"), dropout, Layer(kind="Dense", options={"units": 10}))
    return Stock(input_shape=PICTURE, layers=layers, weights=(kernel, -kernel.sum(axis=0) / 2))


def pictures(draw: Draw, count: int) -> np.ndarray:
    return draw.random.random(size=(count, *PICTURE)).astype("float32")


def batch_of_images(draw: Draw):
    return call("predict_probabilities", linear_network(draw, 0.2), pictures(draw, 25))


def one_image(draw: Draw):
    return call("predict_probabilities", linear_network(draw, 0.2), pictures(draw, 1))


def sure_network(draw: Draw):
    """Logits of some hundreds, where exp overflows in float32."""
    return call("predict_probabilities", linear_network(draw, 60.0), pictures(draw, 12))


# --- losses -----------------------------------------------------------------------------------------------------
def random_probabilities(draw: Draw, batch: int, classes: int) -> np.ndarray:
    """Rows `(batch, classes)` that sum to 1, no entry below 0.01."""
    rows = draw.random.dirichlet(np.full(classes, 2.0), size=batch)
    return 0.01 + rows * (1 - 0.01 * classes)


def classes_of(draw: Draw, batch: int, classes: int) -> np.ndarray:
    """Class numbers `(batch,)`, int64."""
    return draw.random.integers(classes, size=batch)


def chances(draw: Draw):
    return call("loss_of_probabilities", classes_of(draw, 12, 10), random_probabilities(draw, 12, 10))


def chances_of_four(draw: Draw):
    return call("loss_of_probabilities", classes_of(draw, 7, 4), random_probabilities(draw, 7, 4))


def chances_twice(draw: Draw):
    """The batch of `chances`, every sample twice; the same stream, so the same numbers."""
    once = chances(Draw(draw.base_seed, "loss_of_probabilities.batch", None))
    return call("loss_of_probabilities", *(np.concatenate([a.values, a.values]) for a in once.arguments))


def surely_wrong(draw: Draw):
    """The true class of every sample gets probability 0."""
    true = draw.random.integers(3, size=4)
    return call("loss_of_probabilities", true, np.eye(3)[(true + 1) % 3])


def raw_scores(draw: Draw):
    return call("loss_of_logits", classes_of(draw, 12, 10), draw.random.normal(scale=2.0, size=(12, 10)))


def raw_scores_of_four(draw: Draw):
    return call("loss_of_logits", classes_of(draw, 7, 4), draw.random.normal(scale=2.0, size=(7, 4)))


def raw_scores_twice(draw: Draw):
    """The batch of `raw_scores`, every sample twice."""
    once = raw_scores(Draw(draw.base_seed, "loss_of_logits.batch", None))
    return call("loss_of_logits", *(np.concatenate([a.values, a.values]) for a in once.arguments))


def far_apart(draw: Draw):
    """Logits near 1000 and -1000; the true class is sometimes the lowest."""
    logits = np.rint(draw.random.normal(size=(5, 4)) * 64) / 64 + draw.random.choice([-1000.0, 0.0, 1000.0], (5, 4))
    logits[0] = [1000.0, 0.0, -1000.0, 3.0]
    logits[1] = [-1000.0, -1001.0, -999.0, -1002.0]  # far below the largest of the batch
    labels = classes_of(draw, 5, 4)
    labels[0] = 1
    return call("loss_of_logits", labels, logits)


def far_and_right(draw: Draw):
    """Logits near 1000 and -1000; the true class is always the highest."""
    logits = np.rint(draw.random.normal(size=(5, 4)) * 64) / 64 - 1000.0
    labels = classes_of(draw, 5, 4)
    logits[np.arange(5), labels] += 2000.0
    return call("loss_of_logits", labels, logits)


def many_classes(draw: Draw):
    return call("initial_loss", int(draw.random.integers(11, 40)))


def more_classes(draw: Draw):
    return call("initial_loss", int(draw.random.integers(40, 200)))


def few_classes(draw: Draw):
    return call("initial_loss", int(draw.random.integers(3, 10)))


# --- train_model ------------------------------------------------------------------------------------------------
def training(draw: Draw):
    return Drawn(
        stimulus=Train(
            function="train_model",
            model=Built(function="build_model", stand_in=NETWORK, stand_in_shape=PICTURE),
            inputs=Stored(dataset="mnist", part="train_images_float32"),
            labels=Stored(dataset="mnist", part="train_labels"),
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


def small(function, *arguments, returns=1):
    """A probe of inputs that are written out: shown to a student who missed something."""
    return lambda draw: call(function, *arguments, returns=returns)


EXAMPLES = {
    "are_probabilities.even": small("are_probabilities", np.array([[0.5, 0.5]])),
    "are_probabilities.signs": small("are_probabilities", np.array([[1.5, -0.5]])),
    "are_probabilities.halves": small("are_probabilities", np.array([[0.5, 0.4]])),
    "are_probabilities.second": small("are_probabilities", np.array([[0.5, 0.5], [0.5, 0.4]])),
    "are_probabilities.first": small("are_probabilities", np.array([[0.5, 0.4], [0.5, 0.5]])),
    "loss_of_probabilities.small": small("loss_of_probabilities", np.array([0]), np.array([[0.5, 0.5]])),
    "loss_of_probabilities.pair": small(
        "loss_of_probabilities", np.array([0, 1]), np.array([[0.25, 0.75], [0.5, 0.5]])
    ),
    "loss_of_probabilities.sure": small("loss_of_probabilities", np.array([0]), np.array([[0.0, 1.0]])),
    "loss_of_logits.small": small("loss_of_logits", np.array([0]), np.array([[1.0, 2.0]])),
    "loss_of_logits.pair": small("loss_of_logits", np.array([0, 1]), np.array([[1.0, 2.0], [0.0, 3.0]])),
    "loss_of_logits.far": small("loss_of_logits", np.array([0]), np.array([[0.0, 1000.0]])),
    "initial_loss.two": small("initial_loss", 2),
}


def examples(*functions):
    """The examples of these functions, the smallest first."""
    return tuple(name for name in EXAMPLES if name.partition(".")[0] in functions)


PROBES = EXAMPLES | {
    "build_model.structure": structure,
    "build_model.signs": hidden_signs,
    "build_model.training": in_training,
    "are_probabilities.logits": scores,
    "are_probabilities.softmax": softmaxed,
    "are_probabilities.negative": negative_entries,
    "are_probabilities.sigmoid": independent_entries,
    "are_probabilities.row": one_bad_row,
    "are_probabilities.sure": sure_rows,
    "are_probabilities.balance": rows_that_balance,
    "are_probabilities.good": one_good_row,
    "are_probabilities.columns": columns_that_sum,
    "are_probabilities.four": four_classes,
    "are_probabilities.zeros": some_zeros,
    "are_probabilities.sizes": sizes_that_sum,
    "are_probabilities.last": last_row_bad,
    "predict_probabilities.batch": batch_of_images,
    "predict_probabilities.one": one_image,
    "predict_probabilities.sure": sure_network,
    "loss_of_probabilities.batch": chances,
    "loss_of_probabilities.four": chances_of_four,
    "loss_of_probabilities.twice": chances_twice,
    "loss_of_probabilities.wrong": surely_wrong,
    "loss_of_logits.batch": raw_scores,
    "loss_of_logits.four": raw_scores_of_four,
    "loss_of_logits.twice": raw_scores_twice,
    "loss_of_logits.large": far_apart,
    "loss_of_logits.right": far_and_right,
    "initial_loss.many": many_classes,
    "initial_loss.more": more_classes,
    "initial_loss.few": few_classes,
    "train_model.train": training,
    "train_model.held_back": held_back,
}

BUILD_MODEL = Question(
    name="build_model",
    title="A network that gives logits",
    points=20,
    functions=("build_model",),
    checks=(
        Check(
            id="build_model.output",
            title="Pictures of 28 by 28 in, 10 numbers out",
            points=2,
            kind=OutputShape(probe="build_model.structure"),
            hint="A dense layer works on the last axis only. What must happen to a picture before the first one?",
        ),
        Check(
            id="build_model.layers",
            title="Kernels and biases have the shapes of 784 → 128 → 10",
            points=4,
            kind=Layers(probe="build_model.structure"),
            hint="Compare `model.summary()` with the text above: how many layers with weights, how many units each?",
        ),
        Check(
            id="build_model.parameters",
            title="101,770 parameters",
            points=2,
            kind=Parameters(probe="build_model.structure"),
            hint="A dense layer has inputs × units weights and one bias per unit.",
        ),
        Check(
            id="build_model.activations",
            title="ReLU in the hidden layer, none at the output",
            points=8,
            kind=Value(probe="build_model.signs"),
            requires=("build_model.output",),
            hint="Which activation follows each layer? Logits are what comes before any softmax.",
        ),
        Check(
            id="build_model.dropout",
            title="Dropout drops a fifth of the hidden units in training",
            points=4,
            kind=DropoutRate(
                probe="build_model.training", rate=0.2, units=DROPOUT_UNITS, scale=DROPOUT_SCALE, of_logits=True
            ),
            requires=("build_model.output",),
            hint="Is the rate the part kept or the part dropped? Where does the dropout layer stand?",
        ),
    ),
)

ARE_PROBABILITIES = Question(
    name="are_probabilities",
    title="Which of the two is it?",
    points=10,
    functions=("are_probabilities",),
    examples=examples("are_probabilities"),
    checks=(
        Check(
            id="are_probabilities.told",
            title="True for probabilities, rounded as computers do, False for logits",
            points=5,
            kind=Value(
                probe="are_probabilities.softmax",
                also=(
                    "are_probabilities.logits",
                    "are_probabilities.sure",
                    "are_probabilities.four",
                    "are_probabilities.zeros",
                ),
            ),
            hint="One answer, True or False, for the whole batch. Is a sum of 0.99999994 a one for you?",
        ),
        Check(
            id="are_probabilities.negative",
            title="Rows that sum to one but have negative entries are no probabilities",
            points=2,
            kind=Value(probe="are_probabilities.negative", also=("are_probabilities.sizes",)),
            requires=("are_probabilities.told",),
            hint="Can something be minus 20 % likely?",
        ),
        Check(
            id="are_probabilities.sums",
            title="Entries between 0 and 1 that do not sum to one are no probabilities",
            points=2,
            kind=Value(probe="are_probabilities.sigmoid", also=("are_probabilities.columns",)),
            requires=("are_probabilities.told",),
            hint="Ten independent yes or no answers each lie between 0 and 1. What sets one choice of ten apart?",
        ),
        Check(
            id="are_probabilities.every_row",
            title="Every row counts",
            points=1,
            kind=Value(
                probe="are_probabilities.row",
                also=("are_probabilities.balance", "are_probabilities.good", "are_probabilities.last"),
            ),
            requires=("are_probabilities.told",),
            hint="Which axis holds the classes of one sample, and do you look at all samples?",
        ),
    ),
)

PREDICT_PROBABILITIES = Question(
    name="predict_probabilities",
    title="From logits to probabilities",
    points=15,
    functions=("predict_probabilities",),
    edges=("predict_probabilities.sure",),
    checks=(
        Check(
            id="predict_probabilities.values",
            title="The softmax of the network's outputs",
            points=10,
            kind=Value(probe="predict_probabilities.batch", tolerance=Tolerance(rtol=1e-4, atol=1e-5)),
            hint="The network gives logits. How often must softmax be applied, and over which axis?",
        ),
        Check(
            id="predict_probabilities.one",
            title="A single image too",
            points=2,
            kind=Value(probe="predict_probabilities.one", tolerance=Tolerance(rtol=1e-4, atol=1e-5)),
            requires=("predict_probabilities.values",),
            hint="What shape has the answer for a batch of one image?",
        ),
        Check(
            id="predict_probabilities.large",
            title="Large logits do not overflow",
            points=3,
            kind=Value(probe="predict_probabilities.sure", tolerance=Tolerance(rtol=1e-3, atol=1e-3)),
            requires=("predict_probabilities.values",),
            hint="What is exp(500) in floating point, and what may you subtract from all logits for free?",
        ),
    ),
)

LOSS_OF_PROBABILITIES = Question(
    name="loss_of_probabilities",
    title="The loss of probabilities",
    points=15,
    functions=("loss_of_probabilities",),
    examples=examples("loss_of_probabilities"),
    edges=("loss_of_probabilities.wrong", "loss_of_probabilities.sure"),
    checks=(
        Check(
            id="loss_of_probabilities.reacts",
            title="Different batches cost differently",
            points=1,
            kind=Property(probe="loss_of_probabilities.batch", holds="responds", other="loss_of_probabilities.four"),
            hint="Does your loss look at its arguments at all?",
        ),
        Check(
            id="loss_of_probabilities.values",
            title="Mean loss of a batch",
            points=7,
            kind=Value(
                probe="loss_of_probabilities.batch",
                also=("loss_of_probabilities.four",),
                tolerance=Tolerance(rtol=2e-3, atol=0.0),
            ),
            hint="Which probability counts for a sample whose label is 5? A uniform guess over ten costs 2.3026.",
        ),
        Check(
            id="loss_of_probabilities.mean",
            title="The loss is a mean: the same batch twice costs the same",
            points=2,
            kind=Property(
                probe="loss_of_probabilities.twice",
                holds="same_as",
                other="loss_of_probabilities.batch",
                tolerance=LOSS,
            ),
            requires=("loss_of_probabilities.reacts",),
            hint="Twice the data, twice the loss: do you want that?",
        ),
        Check(
            id="loss_of_probabilities.zero",
            title="Finite, but costly, where the true class has probability 0",
            points=4,
            kind=Property(probe="loss_of_probabilities.wrong", holds="at_least", bound=9.0),
            requires=("loss_of_probabilities.reacts",),
            hint="A sure but wrong network: what does your loss return? Keep the logarithm a tiny step away from 0.",
        ),
        Check(
            id="loss_of_probabilities.unchanged",
            title="The arguments stay as they were",
            points=1,
            kind=Unchanged(probe="loss_of_probabilities.batch", also=("loss_of_probabilities.wrong",)),
            requires=("loss_of_probabilities.reacts",),
            hint="Run your function twice on the same arrays. Are they still the same?",
        ),
    ),
)

LOSS_OF_LOGITS = Question(
    name="loss_of_logits",
    title="The loss of logits",
    points=20,
    functions=("loss_of_logits",),
    examples=examples("loss_of_logits"),
    edges=("loss_of_logits.large", "loss_of_logits.right", "loss_of_logits.far"),
    checks=(
        Check(
            id="loss_of_logits.reacts",
            title="Different batches cost differently",
            points=1,
            kind=Property(
                probe="loss_of_logits.batch",
                holds="responds",
                other="loss_of_logits.four",
            ),
            hint="Does your loss look at its arguments at all?",
        ),
        Check(
            id="loss_of_logits.values",
            title="Mean loss of a batch",
            points=9,
            kind=Value(probe="loss_of_logits.batch", also=("loss_of_logits.four",), tolerance=LOSS),
            hint="These are logits: what turns them into probabilities, and what does the formula make of it?",
        ),
        Check(
            id="loss_of_logits.mean",
            title="The loss is a mean: the same batch twice costs the same",
            points=2,
            kind=Property(probe="loss_of_logits.twice", holds="same_as", other="loss_of_logits.batch", tolerance=LOSS),
            requires=("loss_of_logits.reacts",),
            hint="Twice the data, twice the loss: do you want that?",
        ),
        Check(
            id="loss_of_logits.finite",
            title="Large logits do not overflow",
            points=3,
            kind=Property(probe="loss_of_logits.large", holds="finite"),
            requires=("loss_of_logits.reacts",),
            hint="What is exp(1000) in floating point, and what may you subtract from all logits for free?",
        ),
        Check(
            id="loss_of_logits.large",
            title="Large logits cost what they should",
            points=4,
            kind=Value(probe="loss_of_logits.large", also=("loss_of_logits.right",), tolerance=LOSS),
            requires=("loss_of_logits.finite",),
            hint="The true class lies 1000 below another. Does that sample cost 1000, or is something cut off before?",
        ),
        Check(
            id="loss_of_logits.unchanged",
            title="The arguments stay as they were",
            points=1,
            kind=Unchanged(probe="loss_of_logits.batch", also=("loss_of_logits.large",)),
            requires=("loss_of_logits.reacts",),
            hint="Run your function twice on the same arrays. Are they still the same?",
        ),
    ),
)

INITIAL_LOSS = Question(
    name="initial_loss",
    title="What a network costs that knows nothing",
    points=5,
    functions=("initial_loss",),
    examples=examples("initial_loss"),
    checks=(
        Check(
            id="initial_loss.many",
            title="More than ten classes",
            points=3,
            kind=Value(probe="initial_loss.many", tolerance=Tolerance(rtol=5e-5, atol=0.0)),
            hint="Every class gets the same probability. Which one, and what is its negative logarithm?",
        ),
        Check(
            id="initial_loss.any",
            title="Any number of classes, few or very many",
            points=2,
            kind=Value(probe="initial_loss.few", also=("initial_loss.more",), tolerance=Tolerance(rtol=5e-5, atol=0.0)),
            requires=("initial_loss.many",),
            hint="What does a fair coin cost?",
        ),
    ),
)

TRAIN_MODEL = Question(
    name="train_model",
    title="Repair a training that is stuck",
    points=15,
    functions=("train_model", "build_model"),
    checks=(
        Check(
            id="train_model.history",
            title="Training ends and hands back its history",
            points=1,
            kind=History(probe="train_model.train"),
            hint="`fit` returns an object; hand it on.",
        ),
        Check(
            id="train_model.moves",
            title="The given network is stuck no more: 0.90 on unseen images",
            points=8,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.90),
            hint="Your loss sits at ln 10, a die with ten sides. What does the loss assume about its input?",
        ),
        Check(
            id="train_model.accuracy",
            title="The goal: 0.93 on unseen images",
            points=6,
            kind=Accuracy(probe="train_model.held_back", train="train_model.train", threshold=0.93),
            hint="Look at the learning curve: does it still fall at the end? Then train longer, or in larger steps.",
        ),
    ),
)

ASSIGNMENT = Assignment(
    slug="logits",
    title="Logits, probabilities, and a training that is stuck",
    notebook="logits.ipynb",
    dataset="mnist",
    questions=(
        BUILD_MODEL,
        ARE_PROBABILITIES,
        PREDICT_PROBABILITIES,
        LOSS_OF_PROBABILITIES,
        LOSS_OF_LOGITS,
        INITIAL_LOSS,
        TRAIN_MODEL,
    ),
)
