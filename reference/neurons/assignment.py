"""Declares `neurons`: a neuron, activations and their slopes, losses, descent, and back-propagation in NumPy."""

import numpy as np

from grader.authoring import Assignment, Check, Draw, Property, Question, Shape, Tolerance, Unchanged, Value, call


# --- inputs -----------------------------------------------------------------------------------------------------
def reals(draw, *shape):
    return draw.random.normal(scale=1.5, size=shape)


def clear(draw, *shape):
    """Numbers of both signs, none near 0."""
    return draw.random.choice([-1.0, 1.0], size=shape) * draw.random.uniform(0.2, 3.0, size=shape)


def both_signs(draw, *shape):
    """As `clear`, with both signs for sure."""
    numbers = clear(draw, *shape)
    numbers.flat[0], numbers.flat[1] = -abs(numbers.flat[0]), abs(numbers.flat[1])
    return numbers


def large(draw):
    return draw.random.permutation(np.array([-1000.0, -750.0, 0.0, 750.0, 1000.0]))


def one_hot(draw, batch, classes):
    return np.eye(classes)[draw.random.permutation(np.arange(batch) % classes)]


def probabilities(draw, batch, classes):
    """Rows that sum to 1, no entry below 0.02."""
    return 0.02 + draw.random.dirichlet(np.full(classes, 2.0), size=batch) * (1 - 0.02 * classes)


def hinge_batch(draw, batch=8):
    """Samples on the right side of the margin, within it, and on the wrong side."""
    labels = draw.random.permutation(np.resize([-1.0, 1.0], batch))
    return labels, labels * draw.random.permutation(np.resize([2.5, 0.4, -1.3, 1.7], batch)) * 1.1


def sure_batch(draw):
    """Samples so far on the right side that they would pay for the others."""
    labels = draw.random.permutation(np.resize([-1.0, 1.0], 6))
    return labels, labels * draw.random.permutation(np.array([4.5, 0.4, 3.7, 5.2, 2.9, 0.6])) * 1.1


def network(draw, batch=7, inputs=4, hidden=5, classes=3):
    """x and y, then w1, b1, w2, b2, all of different sizes."""
    return (
        reals(draw, batch, inputs),
        one_hot(draw, batch, classes),
        reals(draw, inputs, hidden),
        reals(draw, hidden),
        reals(draw, hidden, classes),
        reals(draw, classes),
    )


def squares(draw):
    """A network whose matrices are square, so that a transposed one shows in its values only."""
    return network(draw, batch=6, inputs=4, hidden=4, classes=4)


def forward(draw, made):
    x, _, *weights = made(draw)
    return call("forward", x, *weights, returns=2)


def huge(draw):
    """Scores of every row far above, and far below, what an exponential can hold."""
    x, _, w1, b1, w2, b2 = network(draw)
    return call("forward", x, w1, b1, 1000.0 * w2, 1000.0 * b2, returns=2)


def backward(draw, made):
    return call("backward", *made(draw), returns=4)


def train_step(draw, made, rate):
    return call("train_step", *made(draw), np.array(rate), returns=4)


def twice(draw):
    """The batch of `mean_squared_error.batch`, every sample twice; the same stream, so the same numbers."""
    once = Draw(draw.base_seed, "mean_squared_error.batch", None)
    first, second = reals(once, 5, 3), reals(once, 5, 3)
    return call("mean_squared_error", np.concatenate([first, first]), np.concatenate([second, second]))


def each(function, made):
    """A probe that calls the function with one array."""
    return lambda draw: call(function, made(draw))


def slopes(function):
    """The two probes of a function that gives slopes."""
    return {
        f"{function}.row": each(function, lambda draw: both_signs(draw, 9)),
        f"{function}.table": each(function, lambda draw: both_signs(draw, 3, 4)),
    }


def small(function, *arguments, returns=1):
    """A probe of inputs that are written out: shown to a student who missed something."""
    return lambda draw: call(function, *arguments, returns=returns)


EXAMPLES = {
    "linear.small": small("linear", np.array([[1.0, 2.0]]), np.array([3.0, 4.0]), np.array(0.5)),
    "linear.pair": small("linear", np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([3.0, 4.0]), np.array(0.5)),
    "sigmoid.two": small("sigmoid", np.array([-2.0, 2.0])),
    "sigmoid.far": small("sigmoid", np.array([-1000.0, 1000.0])),
    "relu.two": small("relu", np.array([-2.0, 3.0])),
    "tanh.two": small("tanh", np.array([-2.0, 2.0])),
    "tanh.far": small("tanh", np.array([-1000.0, 1000.0])),
    "sigmoid_slope.two": small("sigmoid_slope", np.array([-1.0, 2.0])),
    "tanh_slope.two": small("tanh_slope", np.array([-1.0, 2.0])),
    "relu_slope.two": small("relu_slope", np.array([-1.0, 2.0])),
    "mean_squared_error.one": small("mean_squared_error", np.array([[0.0, 0.0]]), np.array([[1.0, 3.0]])),
    "mean_squared_error.pair": small("mean_squared_error", np.zeros((2, 2)), np.array([[1.0, 3.0], [2.0, 0.0]])),
    "cross_entropy.one": small("cross_entropy", np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])),
    "cross_entropy.pair": small("cross_entropy", np.eye(2), np.array([[0.25, 0.75], [0.5, 0.5]])),
    "cross_entropy.three": small("cross_entropy", np.array([[1.0, 0.0, 0.0]]), np.array([[0.25, 0.25, 0.5]])),
    "hinge.two": small("hinge", np.array([1.0, -1.0]), np.array([0.5, 2.0])),
    "hinge.free": small("hinge", np.array([1.0, 1.0]), np.array([3.0, 0.5])),
    "hinge.sure_two": small("hinge", np.array([1.0, -1.0]), np.array([3.0, -5.0])),
    "descend.two": small("descend", np.array([1.0, 2.0]), np.array([4.0, -2.0]), np.array(0.1)),
    "mini_batch.small": small("mini_batch", np.array([3, 0, 2, 1, 4]), np.array(2), np.array(1)),
    "mini_batch.short": small("mini_batch", np.array([3, 0, 2, 1, 4]), np.array(2), np.array(2)),
    "steps_per_epoch.six": small("steps_per_epoch", np.array(6), np.array(2)),
    "steps_per_epoch.seven": small("steps_per_epoch", np.array(7), np.array(2)),
}


def examples(*functions):
    """The examples of these functions, the smallest first."""
    return tuple(name for name in EXAMPLES if name.partition(".")[0] in functions)


PROBES = EXAMPLES | {
    "linear.batch": lambda draw: call("linear", reals(draw, 6, 4), reals(draw, 4), np.array(draw.random.normal())),
    "linear.other": lambda draw: call("linear", reals(draw, 3, 3), reals(draw, 3), np.array(draw.random.normal())),
    "sigmoid.row": each("sigmoid", lambda draw: both_signs(draw, 9)),
    "sigmoid.table": each("sigmoid", lambda draw: both_signs(draw, 3, 4)),
    "sigmoid.large": each("sigmoid", large),
    "relu.row": each("relu", lambda draw: both_signs(draw, 9)),
    "relu.table": each("relu", lambda draw: both_signs(draw, 3, 4)),
    "tanh.row": each("tanh", lambda draw: both_signs(draw, 9)),
    "tanh.table": each("tanh", lambda draw: both_signs(draw, 3, 4)),
    "tanh.large": each("tanh", large),
    **slopes("sigmoid_slope"),
    **slopes("tanh_slope"),
    **slopes("relu_slope"),
    "mean_squared_error.batch": lambda draw: call("mean_squared_error", reals(draw, 5, 3), reals(draw, 5, 3)),
    "mean_squared_error.other": lambda draw: call("mean_squared_error", reals(draw, 4, 4), reals(draw, 4, 4)),
    "mean_squared_error.twice": twice,
    "cross_entropy.batch": lambda draw: call("cross_entropy", one_hot(draw, 6, 4), probabilities(draw, 6, 4)),
    "cross_entropy.square": lambda draw: call("cross_entropy", one_hot(draw, 5, 5), probabilities(draw, 5, 5)),
    "hinge.batch": lambda draw: call("hinge", *hinge_batch(draw)),
    "hinge.sure": lambda draw: call("hinge", *sure_batch(draw)),
    "hinge.other": lambda draw: call("hinge", *hinge_batch(draw, batch=12)),
    "descend.matrix": lambda draw: call("descend", reals(draw, 3, 4), reals(draw, 3, 4), np.array(0.3)),
    "descend.vector": lambda draw: call("descend", reals(draw, 5), reals(draw, 5), np.array(0.05)),
    "mini_batch.first": lambda draw: call("mini_batch", draw.random.permutation(17), np.array(5), np.array(0)),
    "mini_batch.middle": lambda draw: call("mini_batch", draw.random.permutation(17), np.array(5), np.array(2)),
    "mini_batch.last": lambda draw: call("mini_batch", draw.random.permutation(17), np.array(5), np.array(3)),
    "steps_per_epoch.even": lambda draw: call("steps_per_epoch", np.array(60), np.array(12)),
    "steps_per_epoch.short": lambda draw: call("steps_per_epoch", np.array(1000), np.array(32)),
    "steps_per_epoch.long": lambda draw: call("steps_per_epoch", np.array(60_000), np.array(128)),
    "forward.network": lambda draw: forward(draw, network),
    "forward.square": lambda draw: forward(draw, squares),
    "forward.huge": huge,
    "backward.network": lambda draw: backward(draw, network),
    "backward.square": lambda draw: backward(draw, squares),
    "train_step.small": lambda draw: train_step(draw, network, 0.05),
    "train_step.large": lambda draw: train_step(draw, squares, 0.8),
}


# --- checks -----------------------------------------------------------------------------------------------------
def reacts(name, probe, other, item=0):
    """The gate of a function's other checks: no points for an answer without work."""
    return Check(
        id=name,
        title=f"Different inputs, different answers: {probe.partition('.')[0]}",
        points=1,
        kind=Property(probe=probe, holds="responds", other=other, item=item),
        hint="Does your answer depend on the argument at all?",
    )


def unchanged(name, probe, gate, points=1, also=()):
    return Check(
        id=name,
        title="The arguments stay as they were",
        points=points,
        kind=Unchanged(probe=probe, also=also),
        requires=(gate,),
        hint="Run your function twice on the same array. Is the array still the same?",
    )


def gradient(item, what, points, hint):
    return Check(
        id=f"backward.{what}",
        title=f"The gradient for {what}",
        points=points,
        kind=Value(probe="backward.network", item=item, also=("backward.square",)),
        hint=hint,
    )


def slope(what, hint):
    function = f"{what}_slope"
    return Check(
        id=f"slopes.{what}",
        title=f"The slope of {what}",
        points=4,
        kind=Value(probe=f"{function}.row", also=(f"{function}.table",)),
        hint=hint,
    )


LINEAR = Question(
    name="linear",
    title="A linear neuron",
    points=6,
    functions=("linear",),
    examples=examples("linear"),
    checks=(
        reacts("linear.reacts", "linear.batch", "linear.other"),
        Check(
            id="linear.shape",
            title="One sum per sample",
            points=1,
            kind=Shape(probe="linear.batch"),
            requires=("linear.reacts",),
            hint="Over which axis is summed: the samples or the inputs?",
        ),
        Check(
            id="linear.values",
            title="The weighted sum and the bias",
            points=4,
            kind=Value(probe="linear.batch", also=("linear.other",)),
            requires=("linear.shape",),
            hint="Compute one sample with two inputs by hand. Is the bias there, once?",
        ),
    ),
)

SIGMOID = Question(
    name="sigmoid",
    title="Sigmoid",
    points=10,
    functions=("sigmoid",),
    examples=examples("sigmoid"),
    edges=("sigmoid.large", "sigmoid.far"),
    checks=(
        reacts("sigmoid.reacts", "sigmoid.table", "sigmoid.row"),
        Check(
            id="sigmoid.values",
            title="The right values",
            points=5,
            kind=Value(probe="sigmoid.row", also=("sigmoid.table",)),
            hint="What is the value at 0? Should a larger input give a larger output?",
        ),
        Check(
            id="sigmoid.large",
            title="Large inputs of either sign stay finite and right",
            points=3,
            kind=Value(probe="sigmoid.large"),
            requires=("sigmoid.reacts",),
            hint="Which exponential explodes for inputs of 1000, which for -1000? Use one that decays.",
        ),
        unchanged("sigmoid.unchanged", "sigmoid.row", "sigmoid.reacts", also=("sigmoid.large",)),
    ),
)

RECTIFIERS = Question(
    name="activations",
    title="ReLU and tanh",
    points=8,
    functions=("relu", "tanh"),
    examples=examples("relu", "tanh"),
    edges=("tanh.large", "tanh.far"),
    checks=(
        Check(
            id="activations.relu",
            title="ReLU keeps what is positive",
            points=3,
            kind=Value(probe="relu.row", also=("relu.table",)),
            hint="What must -2 become, and what 3?",
        ),
        unchanged("activations.relu_unchanged", "relu.row", "activations.relu"),
        Check(
            id="activations.tanh",
            title="The hyperbolic tangent",
            points=3,
            kind=Value(probe="tanh.row", also=("tanh.table",)),
            hint="What is the value at 0, and which values can never be reached?",
        ),
        Check(
            id="activations.tanh_large",
            title="tanh stays finite for large inputs",
            points=1,
            kind=Value(probe="tanh.large"),
            requires=("activations.tanh",),
            hint="Use a form in which only decaying exponentials occur.",
        ),
    ),
)

SLOPES = Question(
    name="slopes",
    title="Slopes",
    points=12,
    functions=("sigmoid_slope", "tanh_slope", "relu_slope", "sigmoid", "tanh"),
    examples=examples("sigmoid_slope", "tanh_slope", "relu_slope"),
    checks=(
        slope("sigmoid", "Is your argument the input or the output of the sigmoid? What is the slope at 0?"),
        slope("tanh", "A derivative as a function of which quantity? Is it symmetric around 0?"),
        slope("relu", "The slope, not the value: how steep is the line on either side?"),
    ),
)

LOSSES = Question(
    name="losses",
    title="Losses",
    points=18,
    functions=("mean_squared_error", "cross_entropy", "hinge"),
    examples=examples("mean_squared_error", "cross_entropy", "hinge"),
    checks=(
        Check(
            id="losses.mean_squared_error",
            title="The mean of the squared errors",
            points=4,
            kind=Value(probe="mean_squared_error.batch", also=("mean_squared_error.other",)),
            hint="Compare with a single error of 2: it costs 4.",
        ),
        reacts("losses.squares_react", "mean_squared_error.batch", "mean_squared_error.other"),
        Check(
            id="losses.mean",
            title="The same batch twice costs the same",
            points=1,
            kind=Property(probe="mean_squared_error.twice", holds="same_as", other="mean_squared_error.batch"),
            requires=("losses.squares_react",),
            hint="Twice the data, twice the loss: do you want that?",
        ),
        Check(
            id="losses.cross_entropy",
            title="The mean cross-entropy",
            points=6,
            kind=Value(probe="cross_entropy.batch", also=("cross_entropy.square",)),
            hint="A uniform guess over four classes costs ln 4 = 1.3863. What does yours cost?",
        ),
        Check(
            id="losses.hinge",
            title="The mean hinge loss",
            points=6,
            kind=Value(probe="hinge.batch", also=("hinge.other", "hinge.sure")),
            hint="Which side of the margin is free? What does a score of 0.5 cost when the label is 1?",
        ),
    ),
)

DESCENT = Question(
    name="descent",
    title="A step downhill, and its batches",
    points=10,
    functions=("descend", "mini_batch", "steps_per_epoch"),
    examples=examples("descend", "mini_batch", "steps_per_epoch"),
    checks=(
        Check(
            id="descent.step",
            title="Against the gradient, by the learning rate",
            points=3,
            kind=Value(probe="descend.matrix", also=("descend.vector",)),
            hint="Downhill or uphill? Halve the learning rate: does the step halve?",
        ),
        unchanged("descent.unchanged", "descend.matrix", "descent.step"),
        Check(
            id="descent.batches",
            title="The samples of a mini-batch, in their shuffled order",
            points=2,
            kind=Value(probe="mini_batch.first", also=("mini_batch.middle",)),
            hint="Batches are counted from 0. Where does the second one begin?",
        ),
        Check(
            id="descent.last_batch",
            title="The last mini-batch may be short",
            points=1,
            kind=Value(probe="mini_batch.last"),
            requires=("descent.batches",),
            hint="17 samples in batches of 5: how many are in the last one?",
        ),
        Check(
            id="descent.even",
            title="Steps per epoch where all batches are full",
            points=1,
            kind=Value(probe="steps_per_epoch.even"),
            hint="60 samples in batches of 12: how many batches?",
        ),
        Check(
            id="descent.short",
            title="A short last batch is a step too",
            points=2,
            kind=Value(probe="steps_per_epoch.short", also=("steps_per_epoch.long",)),
            hint="1000 samples in batches of 32: how many samples are left after 31 batches?",
        ),
    ),
)

FORWARD = Question(
    name="forward",
    title="Forward",
    points=12,
    functions=("forward", "sigmoid"),
    edges=("forward.huge",),
    checks=(
        Check(
            id="forward.hidden",
            title="The hidden activations",
            points=4,
            kind=Value(probe="forward.network", item=0, also=("forward.square",)),
            hint="First the weighted sums with their biases, then the activation. In which order do matrices multiply?",
        ),
        reacts("forward.reacts", "forward.network", "forward.square", item=1),
        Check(
            id="forward.rows",
            title="Outputs are probabilities",
            points=2,
            kind=Property(probe="forward.network", holds="rows_sum_to_one", item=1),
            requires=("forward.reacts",),
            hint="Which numbers must add up to one: those of one sample, or those of one class?",
        ),
        Check(
            id="forward.output",
            title="The output probabilities",
            points=4,
            kind=Value(probe="forward.network", item=1, also=("forward.square",)),
            hint="What enters the output layer: the sums of the hidden layer, or its activations?",
        ),
        Check(
            id="forward.stable",
            title="Large scores do not overflow",
            points=1,
            kind=Value(probe="forward.huge", item=1, tolerance=Tolerance(rtol=1e-2, atol=1e-3)),
            requires=("forward.output",),
            hint="What is exp(1000) in floating point, and what may you subtract for free?",
        ),
    ),
)

BACKWARD = Question(
    name="backward",
    title="Backward",
    points=14,
    functions=("backward", "forward", "sigmoid"),
    checks=(
        gradient(2, "w2", 4, "What did the output layer receive as input? Does your gradient double with the batch?"),
        gradient(3, "b2", 3, "The bias is shared by all samples: what becomes of their errors?"),
        gradient(0, "w1", 4, "The error passed weights and a non-linearity on its way back. Is the slope there?"),
        gradient(1, "b1", 3, "The bias is shared by all samples: what becomes of their errors?"),
    ),
)

TRAINING = Question(
    name="train_step",
    title="One step of training",
    points=10,
    functions=("train_step", "backward", "forward", "sigmoid", "descend"),
    checks=(
        Check(
            id="train_step.output",
            title="The output layer moves against its gradient",
            points=3,
            kind=Value(probe="train_step.small", item=2, also=("train_step.large",)),
            hint="Downhill, by the learning rate. Which gradient belongs to which weights?",
        ),
        Check(
            id="train_step.hidden",
            title="The hidden layer moves against its gradient",
            points=3,
            kind=Value(probe="train_step.large", item=0, also=("train_step.small",)),
            hint="Which w2 produced the prediction: the one before the step, or the one after it?",
        ),
        Check(
            id="train_step.hidden_bias",
            title="The hidden layer's bias moves too",
            points=2,
            kind=Value(probe="train_step.large", item=1, also=("train_step.small",)),
            hint="All four parts learn, the biases too, and from gradients of the same weights.",
        ),
        Check(
            id="train_step.output_bias",
            title="The output layer's bias moves too",
            points=1,
            kind=Value(probe="train_step.large", item=3, also=("train_step.small",)),
            hint="All four parts learn, the biases too.",
        ),
        unchanged("train_step.unchanged", "train_step.small", "train_step.output"),
    ),
)

ASSIGNMENT = Assignment(
    slug="neurons",
    title="Neurons: from a weighted sum to back-propagation",
    notebook="neurons.ipynb",
    questions=(LINEAR, SIGMOID, RECTIFIERS, SLOPES, LOSSES, DESCENT, FORWARD, BACKWARD, TRAINING),
)
