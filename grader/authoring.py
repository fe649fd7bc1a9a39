"""What an `assignment.py` imports: the words in which an instructor declares questions, probes and checks."""

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
from grader.comparison import Tolerance
from grader.draw import Draw, Drawn
from grader.records.assignment import Assignment, Check, Limits, Question, Review
from grader.records.probe import Array, Built, Call, Describe, Forward, Layer, Stock, Stored, Train, Trained
from grader.review import Genuine, Keeps, SameSize, Scores, Steady

__all__ = [
    "Accuracy",
    "Array",
    "Assignment",
    "Built",
    "Call",
    "Check",
    "Describe",
    "Draw",
    "Drawn",
    "DropoutRate",
    "Forward",
    "Genuine",
    "History",
    "Keeps",
    "Layer",
    "Layers",
    "Limits",
    "OutputShape",
    "Parameters",
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
]


def call(function: str, *arguments: object, returns: int = 1) -> Call:
    """A `Call` whose plain NumPy arguments are sent as they are."""
    wrapped = (a if isinstance(a, (Array, Stored, Stock)) else Array(values=a) for a in arguments)  # type: ignore[arg-type]
    return Call(function=function, arguments=tuple(wrapped), returns=returns)
