"""What an `assignment.py` imports: the words in which an instructor declares questions, probes and checks."""

import numpy as np

from grader.checks import (
    Accuracy,
    Assertions,
    AxisLabels,
    Claim,
    Curves,
    DropoutRate,
    History,
    Layers,
    Legend,
    OutputShape,
    Parameters,
    Property,
    Shape,
    Unchanged,
    Value,
)
from grader.comparison import Tolerance
from grader.draw import Draw, Drawn
from grader.records.assignment import Assignment, Check, Limits, Question, Review
from grader.records.probe import (
    Argument,
    Array,
    Built,
    Call,
    Describe,
    Evaluate,
    Forward,
    Layer,
    Plain,
    Plot,
    Stock,
    Stored,
    Train,
    Trained,
)
from grader.review import Genuine, Keeps, SameSize, Scores, Steady

__all__ = [
    "Accuracy",
    "Array",
    "Assertions",
    "Assignment",
    "AxisLabels",
    "Built",
    "Call",
    "Check",
    "Claim",
    "Curves",
    "Describe",
    "Draw",
    "Drawn",
    "DropoutRate",
    "Evaluate",
    "Forward",
    "Genuine",
    "History",
    "Keeps",
    "Layer",
    "Layers",
    "Legend",
    "Limits",
    "OutputShape",
    "Parameters",
    "Plain",
    "Plot",
    "Property",
    "Question",
    "Review",
    "SameSize",
    "Scores",
    "Shape",
    "Steady",
    "Stock",
    "Stored",
    "Tolerance",
    "Train",
    "Trained",
    "Unchanged",
    "Value",
    "call",
    "plot",
]


def call(function: str, *arguments: object, returns: int = 1) -> Call:
    """A `Call` whose NumPy arrays and plain Python numbers, texts, tuples and dictionaries are sent as they are."""
    return Call(function=function, arguments=tuple(wrapped(a) for a in arguments), returns=returns)


def plot(function: str, *arguments: object) -> Plot:
    """A `Plot` with arguments as `call` takes them."""
    return Plot(function=function, arguments=tuple(wrapped(a) for a in arguments))


def wrapped(argument: object) -> Argument:
    """An argument as a probe carries it."""
    if isinstance(argument, (Array, Plain, Stored, Stock)):
        return argument
    is_array = isinstance(argument, (np.ndarray, np.generic))
    return Array(values=np.asarray(argument)) if is_array else Plain(value=argument)  # type: ignore[arg-type]
