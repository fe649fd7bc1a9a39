"""What may come from a kernel at all: any observation is judged, or refused on arrival; none makes the grader fail."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import wire
from grader.authoring import call
from grader.checks import (
    Accuracy,
    DropoutRate,
    History,
    Layers,
    OutputShape,
    Parameters,
    Property,
    Shape,
    Unchanged,
    Value,
)
from grader.errors import WireError
from grader.judge import judge
from grader.observe import parse
from grader.portrait import network_of, training_of
from grader.records.assignment import Assignment, Check, Question
from grader.records.observation import Observation
from grader.records.probe import Array, Forward, Probe, Trained
from grader.records.run import Environment, Job
from grader.records.submission import Submission
from grader.records.verdict import Verdict

LABELS = np.arange(20) % 10
TABLE = np.linspace(0, 1, 12).reshape(4, 3)
KINDS = (
    Value(probe="call"),
    Shape(probe="call"),
    Property(probe="call", holds="finite"),
    Property(probe="call", holds="rows_sum_to_one"),
    Unchanged(probe="call"),
    OutputShape(probe="model"),
    Layers(probe="model"),
    Parameters(probe="model"),
    DropoutRate(probe="forward", rate=0.2, units=8, scale=4.0),
    History(probe="train"),
    Accuracy(probe="predict", train="train", threshold=0.5),
)
ASSIGNMENT = Assignment(
    slug="all",
    title="All kinds",
    notebook="all.ipynb",
    questions=(
        Question(
            name="all",
            title="All",
            points=len(KINDS),
            functions=("f",),
            checks=tuple(Check(id=f"all.k{n}", title=f"{n}", points=1, kind=kind) for n, kind in enumerate(KINDS)),
        ),
    ),
)
PROBES = ("call", "model", "forward", "train", "predict")
TRAINING = {"returned": "History", "has_history": True, "steps": 10, "weights_moved": True}
MODEL = {"input_shape": [None, 3], "output_shape": [None, 2], "weights": [{"shape": [3, 2]}, {"shape": [2]}]}


def value(array) -> dict:
    return {"type_name": "ndarray", "dtype": array.dtype.name, "array": array}


PICTURES = (
    Probe(
        id="predict",
        stimulus=Forward(model=Trained(probe="train"), inputs=Array(values=np.zeros((len(LABELS), 4), np.uint8))),
        seed=1,
    ),
    Probe(id="train", stimulus=call("f"), seed=7),
)
EXPECTED = {
    "call": {"values": [value(TABLE)]},
    "model": {"model": MODEL},
    "forward": {"values": [value(np.full((2000, 2), 0.5))]},
    "train": {"training": TRAINING},
    "predict": {"values": [value(LABELS)]},
}


def arrive(probe: str, tree: dict) -> Observation:
    """An observation as it comes from a kernel; ended by WireError where it is refused."""
    return parse(probe, wire.encode({"outcome": "returned", **tree}))


def run_of(trees: dict[str, dict]) -> None:
    """Judge what may come, and fail where that would be the grader's fault."""
    expected = {probe: arrive(probe, tree) for probe, tree in EXPECTED.items()}
    observed = {probe: arrive(probe, trees.get(probe, EXPECTED[probe])) for probe in PROBES}
    results = judge(ASSIGNMENT, ("all",), observed, expected)
    assert [result for result in results if result.verdict is Verdict.ERROR] == []
    job = Job(
        assignment=ASSIGNMENT,
        submission=Submission(student="eve"),
        seed=1,
        probes=PICTURES,
        expected=expected,
        questions=("all",),
        environment=Environment(grader="", python="", tensorflow="", keras="", numpy="", platform=""),
    )
    training_of(job, observed, results)
    network_of(job, observed)


def test_what_the_agent_says_is_taken():
    run_of({})


REFUSED = {
    "steps beyond all numbers": ("train", {"training": {**TRAINING, "steps": 10**4000}}),
    "negative steps": ("train", {"training": {**TRAINING, "steps": -1}}),
    "a curve with two dimensions": ("train", {"training": {**TRAINING, "curve_loss": np.zeros((2, 2))}}),
    "a curve without dimensions": ("train", {"training": {**TRAINING, "curve_accuracy": np.array(1.0)}}),
    "looks of different lengths": (
        "train",
        {"training": {**TRAINING, "watched_steps": np.arange(3), "watched_accuracy": np.zeros(2)}},
    ),
    "an end nobody knows": ("train", {"training": {**TRAINING, "stopped": "luck"}}),
    "half steps": ("train", {"training": {**TRAINING, "curve_steps": np.array([1.5])}}),
    "a step beyond all steps": ("train", {"training": {**TRAINING, "curve_steps": np.array([2**63], "u8")}}),
    "curves of different lengths": (
        "train",
        {"training": {**TRAINING, "curve_steps": np.arange(3), "curve_loss": np.zeros(2)}},
    ),
    "an endless curve": ("train", {"training": {**TRAINING, "curve_loss": np.zeros(10**6)}}),
    "a history of tables": ("train", {"training": {**TRAINING, "history": {"loss": np.zeros((2, 2))}}}),
    "a history of a thousand keys": (
        "train",
        {"training": {**TRAINING, "history": {str(n): TABLE[0] for n in range(2000)}}},
    ),
    "a negative shape": ("model", {"model": {**MODEL, "weights": [{"shape": [-1]}]}}),
    "a shape of a thousand dimensions": ("model", {"model": {**MODEL, "weights": [{"shape": [2**30] * 1000}]}}),
    "a size beyond all memory": ("model", {"model": {**MODEL, "output_shape": [2**62]}}),
    "more weights than any model": ("model", {"model": {**MODEL, "weights": [{"shape": [1]}] * 2000}}),
    "a layer with a book as name": ("model", {"model": {**MODEL, "layers": [{"kind": "x" * 10_000}]}}),
    "more values than any function": ("call", {"values": [{"type_name": "x"}] * 2000}),
    "a type with a book as name": ("call", {"values": [{"type_name": "x" * 10_000}]}),
    "an error with a book as message": ("call", {"error_message": "x" * 10_000}),
    "a negative line": ("call", {"error_line": -5}),
}


@pytest.mark.parametrize(("probe", "tree"), REFUSED.values(), ids=list(REFUSED))
def test_what_no_check_could_deal_with_is_refused_on_arrival(probe, tree):
    with pytest.raises(WireError, match="malformed"):
        arrive(probe, tree)


# --- anything at all --------------------------------------------------------------------------------------------

SIZES = st.integers(0, 5) | st.sampled_from([-1, 2**31, 2**40, 2**63, 10**30])
SHAPES = st.lists(st.none() | SIZES, max_size=4)
DTYPES = st.sampled_from(["f2", "f4", "f8", "i1", "i8", "u8", "b1"])
NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(2**62), 2**62)
TEXTS = st.text(max_size=20) | st.just("x" * 5000)


@st.composite
def arrays(draw) -> np.ndarray:
    shape = draw(st.sampled_from([(), (0,), (20,), (4, 3), (20, 10), (2000, 2), (0, 10), (20, 12), (1, 1, 1)]))
    number = draw(NUMBERS)
    with np.errstate(all="ignore"):
        made = np.full(shape, number, dtype="f8" if isinstance(number, float) else "i8").astype(draw(DTYPES))
    if made.size > 1 and draw(st.booleans()):
        made.reshape(-1)[0] = 1
    return made


VALUES = st.fixed_dictionaries({"type_name": TEXTS}, optional={"dtype": TEXTS, "array": st.none() | arrays()})
MODELS = st.fixed_dictionaries(
    {
        "input_shape": SHAPES,
        "output_shape": SHAPES,
        "weights": st.lists(
            st.fixed_dictionaries({"shape": st.lists(SIZES, max_size=4)}, optional={"trainable": st.booleans()}),
            max_size=5,
        ),
    },
    optional={"layers": st.lists(st.fixed_dictionaries({"kind": TEXTS}, optional={"units": SIZES}), max_size=3)},
)
TRAININGS = st.fixed_dictionaries(
    {"returned": TEXTS, "has_history": st.booleans(), "steps": SIZES, "weights_moved": st.booleans()},
    optional={
        "curve_steps": arrays(),
        "curve_loss": arrays(),
        "curve_accuracy": arrays(),
        "watched_steps": arrays(),
        "watched_accuracy": arrays(),
        "stopped": st.sampled_from(["", "goal", "nowhere", "budget", "time", "luck"]),
        "history": st.dictionaries(TEXTS, arrays(), max_size=3),
    },
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "values": st.lists(VALUES, max_size=3),
        "arguments_after": st.lists(st.none() | arrays(), max_size=2),
        "model": st.none() | MODELS,
        "training": st.none() | TRAININGS,
        "error_name": TEXTS,
        "error_message": TEXTS,
        "error_line": st.none() | SIZES,
        "seconds": st.floats(0, 1e9),
    },
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(PROBES), ANSWERS, min_size=1))
def test_no_answer_however_forged_is_the_graders_fault(trees):
    try:
        run_of(trees)
    except (WireError, wire.FrameError):
        return  # refused on arrival, or not to be sent at all


def test_the_numbers_of_a_curve_that_comes_are_plain():
    facts = {**TRAINING, "curve_steps": np.arange(3), "curve_loss": np.array([1.0, math.inf, 0.5])}
    observation = arrive("train", {"training": facts})
    assert observation.training is not None
    assert observation.training.curve_loss is not None
