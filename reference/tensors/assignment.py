"""Declares `tensors`: shapes, dtypes, arithmetic, eager execution and graphs."""

import numpy as np

from grader.authoring import Assignment, Check, Property, Question, Shape, Unchanged, Value, call


# --- probes -----------------------------------------------------------------------------------------------------
def whole(draw, *shape):
    return draw.random.integers(-9, 10, size=shape)


def reals(draw, *shape):
    return draw.random.normal(scale=2.0, size=shape)


def small(function, *arguments, returns=1):
    """A probe of inputs that are written out: shown to a student who missed something."""
    return lambda draw: call(function, *arguments, returns=returns)


EXAMPLES = {
    "to_tensor.two": small("to_tensor", np.array([1, 2])),
    "to_tensor.number": small("to_tensor", np.array(7)),
    "rank_and_size.pair": small("rank_and_size", np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), returns=2),
    "rank_and_size.number": small("rank_and_size", np.array(5.0), returns=2),
    "rank_and_size.two": small("rank_and_size", np.array([1.0, 2.0]), returns=2),
    "add_and_multiply.two": small("add_and_multiply", np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), returns=2),
    "add_and_multiply.rows": small(
        "add_and_multiply", np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0]), returns=2
    ),
    "dot.two": small("dot", np.array([1.0, 2.0]), np.array([3.0, 4.0])),
    "dot.pairs": small("dot", np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[3.0, 4.0], [5.0, 6.0]])),
    "dot.one_by_two": small("dot", np.array([[1.0, 2.0]]), np.array([3.0, 4.0])),
    "weighted_total.two": small("weighted_total", np.array([1.0, 2.0]), np.array([3.0, 5.0])),
    "leaky.two": small("leaky", np.array([-2.0, 3.0]), np.array(0.1)),
    "leaky.slope_above_one": small("leaky", np.array([-2.0, 3.0]), np.array(2.0)),
    "leaky.slope": small("leaky", np.array([-4.0, -1.0]), np.array(0.5)),
}


def examples(*functions):
    """The examples of these functions, the smallest first."""
    return tuple(name for name in EXAMPLES if name.partition(".")[0] in functions)


PROBES = EXAMPLES | {
    "to_tensor.scalar": lambda draw: call("to_tensor", np.array(draw.random.integers(2, 10))),
    "to_tensor.vector": lambda draw: call("to_tensor", whole(draw, 5)),
    "to_tensor.matrix": lambda draw: call("to_tensor", whole(draw, 3, 4)),
    "rank_and_size.scalar": lambda draw: call("rank_and_size", np.array(draw.random.normal()), returns=2),
    "rank_and_size.vector": lambda draw: call("rank_and_size", reals(draw, 7), returns=2),
    "rank_and_size.matrix": lambda draw: call("rank_and_size", reals(draw, 3, 5), returns=2),
    "rank_and_size.pictures": lambda draw: call("rank_and_size", reals(draw, 4, 2, 5), returns=2),
    "add_and_multiply.same": lambda draw: call("add_and_multiply", reals(draw, 3, 4), reals(draw, 3, 4), returns=2),
    "add_and_multiply.square": lambda draw: call("add_and_multiply", reals(draw, 3, 3), reals(draw, 3, 3), returns=2),
    "add_and_multiply.row": lambda draw: call("add_and_multiply", reals(draw, 4, 3), reals(draw, 3), returns=2),
    "dot.vectors": lambda draw: call("dot", reals(draw, 6), reals(draw, 6)),
    "dot.matrices": lambda draw: call("dot", reals(draw, 3, 4), reals(draw, 4, 2)),
    "dot.square": lambda draw: call("dot", reals(draw, 3, 3), reals(draw, 3, 3)),
    "dot.mixed": lambda draw: call("dot", reals(draw, 3, 4), reals(draw, 4)),
    "weighted_total.some": lambda draw: call("weighted_total", reals(draw, 6), reals(draw, 6)),
    "weighted_total.more": lambda draw: call("weighted_total", reals(draw, 9), reals(draw, 9)),
    "leaky.row": lambda draw: call("leaky", reals(draw, 8), np.array(draw.random.uniform(0.05, 0.4))),
    "leaky.table": lambda draw: call("leaky", reals(draw, 4, 5), np.array(draw.random.uniform(0.05, 0.4))),
    "leaky.below": lambda draw: call(
        "leaky", -np.abs(reals(draw, 3, 4)) - 0.1, np.array(draw.random.uniform(0.05, 0.4))
    ),
    "leaky.above": lambda draw: call(
        "leaky", np.abs(reals(draw, 3, 4)) + 0.1, np.array(draw.random.uniform(0.05, 0.4))
    ),
    "leaky.steep": lambda draw: call("leaky", reals(draw, 4, 5), np.array(draw.random.uniform(1.5, 3.0))),
}

TO_TENSOR = Question(
    name="to_tensor",
    title="From NumPy",
    points=8,
    functions=("to_tensor",),
    examples=examples("to_tensor"),
    checks=(
        Check(
            id="to_tensor.floats",
            title="A matrix of integers becomes a matrix of floats",
            points=3,
            kind=Shape(probe="to_tensor.matrix", dtype="float32"),
            requires=("to_tensor.reacts",),
            hint="Print the dtype of what you return. What dtype do integers give by themselves?",
        ),
        Check(
            id="to_tensor.reacts",
            title="What comes back is made from the argument",
            points=1,
            kind=Property(probe="to_tensor.matrix", holds="responds", other="to_tensor.vector"),
            hint="Does your function return a tensor made of its argument?",
        ),
        Check(
            id="to_tensor.values",
            title="The numbers stay the same",
            points=2,
            kind=Value(probe="to_tensor.matrix", also=("to_tensor.vector",)),
            requires=("to_tensor.floats",),
            hint="Compare what goes in with what comes out, entry by entry.",
        ),
        Check(
            id="to_tensor.scalar",
            title="A single number stays a single number",
            points=2,
            kind=Value(probe="to_tensor.scalar"),
            requires=("to_tensor.reacts",),
            hint="What is the shape of a scalar? It has no axis at all.",
        ),
    ),
)

RANK_AND_SIZE = Question(
    name="rank_and_size",
    title="Rank and size",
    points=8,
    functions=("rank_and_size",),
    examples=examples("rank_and_size"),
    checks=(
        Check(
            id="rank_and_size.rank",
            title="The rank is the number of axes",
            points=3,
            kind=Value(probe="rank_and_size.matrix", item=0, also=("rank_and_size.vector", "rank_and_size.pictures")),
            hint="How many numbers are in the shape of a matrix, whatever its size?",
        ),
        Check(
            id="rank_and_size.size",
            title="The size is the number of entries",
            points=3,
            kind=Value(probe="rank_and_size.matrix", item=1, also=("rank_and_size.vector", "rank_and_size.pictures")),
            hint="How many numbers does a table of 3 by 5 hold?",
        ),
        Check(
            id="rank_and_size.scalar",
            title="A scalar has no axis",
            points=1,
            kind=Value(probe="rank_and_size.scalar", item=0),
            requires=("rank_and_size.rank",),
            hint="The shape of a scalar is (). How long is that?",
        ),
        Check(
            id="rank_and_size.one",
            title="A scalar has one entry",
            points=1,
            kind=Value(probe="rank_and_size.scalar", item=1),
            requires=("rank_and_size.size",),
            hint="A scalar is one number. The product of no numbers is 1, too.",
        ),
    ),
)

ADD_AND_MULTIPLY = Question(
    name="add_and_multiply",
    title="Entry by entry",
    points=8,
    functions=("add_and_multiply",),
    examples=examples("add_and_multiply"),
    checks=(
        Check(
            id="add_and_multiply.sum",
            title="The sum of two tables",
            points=2,
            kind=Value(probe="add_and_multiply.same", item=0, also=("add_and_multiply.square",)),
            hint="Add two small tables by hand, entry by entry.",
        ),
        Check(
            id="add_and_multiply.product",
            title="The product of two tables, entry by entry",
            points=3,
            kind=Value(probe="add_and_multiply.same", item=1, also=("add_and_multiply.square",)),
            hint="Entry by entry: which operator multiplies matrices, and which one their entries?",
        ),
        Check(
            id="add_and_multiply.row",
            title="A row is used for every row",
            points=2,
            kind=Value(probe="add_and_multiply.row", item=0),
            requires=("add_and_multiply.sum",),
            hint="The row has as many entries as the table has columns. What does broadcasting do with it?",
        ),
        Check(
            id="add_and_multiply.unchanged",
            title="The arguments stay as they were",
            points=1,
            kind=Unchanged(probe="add_and_multiply.same", also=("add_and_multiply.row",)),
            requires=("add_and_multiply.sum",),
            hint="Run your function twice on the same arrays. Are they still the same?",
        ),
    ),
)

DOT = Question(
    name="dot",
    title="The dot product",
    points=10,
    functions=("dot",),
    examples=examples("dot"),
    checks=(
        Check(
            id="dot.vectors",
            title="Two vectors give one number",
            points=4,
            kind=Value(probe="dot.vectors"),
            hint="Multiply entry by entry, and then? What is left of the axis?",
        ),
        Check(
            id="dot.matrices",
            title="Two matrices give a matrix",
            points=4,
            kind=Value(probe="dot.matrices", also=("dot.square",)),
            hint="The last axis of the first meets the first axis of the second. Which axes are left?",
        ),
        Check(
            id="dot.mixed",
            title="A matrix and a vector give a vector",
            points=2,
            kind=Value(probe="dot.mixed"),
            hint="One axis of the matrix is summed over. How many are left?",
        ),
    ),
)

WEIGHTED_TOTAL = Question(
    name="weighted_total",
    title="Eager execution",
    points=6,
    functions=("weighted_total",),
    examples=examples("weighted_total"),
    checks=(
        Check(
            id="weighted_total.reacts",
            title="Other numbers give another total",
            points=1,
            kind=Property(probe="weighted_total.some", holds="responds", other="weighted_total.more"),
            hint="Call your function yourself, with two short lists. Does it run at all?",
        ),
        Check(
            id="weighted_total.number",
            title="One plain number comes back",
            points=1,
            kind=Shape(probe="weighted_total.some"),
            requires=("weighted_total.reacts",),
            hint="A total is one number. Over which entries do you sum?",
        ),
        Check(
            id="weighted_total.value",
            title="Every number counts with its weight",
            points=4,
            kind=Value(probe="weighted_total.some", also=("weighted_total.more",)),
            requires=("weighted_total.number",),
            hint="Compute 0.5 * 2 + 0.25 * 4 by hand and with your function.",
        ),
    ),
)

LEAKY = Question(
    name="leaky",
    title="A graph",
    points=10,
    functions=("leaky",),
    examples=examples("leaky"),
    checks=(
        Check(
            id="leaky.reacts",
            title="What comes back is made from the argument",
            points=1,
            kind=Property(probe="leaky.table", holds="responds", other="leaky.row"),
            hint="Is what you return another tensor than the one you got?",
        ),
        Check(
            id="leaky.shape",
            title="Shape in, shape out",
            points=2,
            kind=Shape(probe="leaky.table", also=("leaky.row",)),
            requires=("leaky.reacts",),
            hint="Every entry is decided by itself. Does your function decide for all of them at once?",
        ),
        Check(
            id="leaky.values",
            title="Positive entries stay, negative ones are scaled",
            points=4,
            kind=Value(probe="leaky.table", also=("leaky.row", "leaky.below", "leaky.above")),
            requires=("leaky.shape",),
            hint="What must become of -2 when the slope is 0.1, and of 3?",
        ),
        Check(
            id="leaky.steep",
            title="Slopes above 1 work too",
            points=2,
            kind=Value(probe="leaky.steep"),
            requires=("leaky.shape",),
            hint="Which of x and slope * x is the larger one when the slope is 2?",
        ),
        Check(
            id="leaky.unchanged",
            title="The argument stays as it was",
            points=1,
            kind=Unchanged(probe="leaky.table"),
            requires=("leaky.reacts",),
            hint="Run your function twice on the same array. Is the array still the same?",
        ),
    ),
)

ASSIGNMENT = Assignment(
    slug="tensors",
    title="Tensors: numbers with a shape",
    notebook="tensors.ipynb",
    questions=(TO_TENSOR, RANK_AND_SIZE, ADD_AND_MULTIPLY, DOT, WEIGHTED_TOTAL, LEAKY),
)
