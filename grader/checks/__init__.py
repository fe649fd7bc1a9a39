"""The kinds of check, one file per kind; KINDS is the one list of them."""

from collections.abc import Mapping

from grader.checks.assertions import Assertions, Claim
from grader.checks.dropout import DropoutRate
from grader.checks.figure import AxisLabels, Curves, Legend
from grader.checks.layers import Layers, OutputShape
from grader.checks.mutation import Unchanged
from grader.checks.parameters import Parameters
from grader.checks.property import Property
from grader.checks.shape import Shape
from grader.checks.training import Accuracy, History
from grader.checks.value import Value
from grader.records.assignment import CheckKind

KINDS: Mapping[str, type[CheckKind]] = {
    "value": Value,
    "shape": Shape,
    "property": Property,
    "unchanged": Unchanged,
    "layers": Layers,
    "output_shape": OutputShape,
    "parameters": Parameters,
    "dropout_rate": DropoutRate,
    "accuracy": Accuracy,
    "history": History,
    "assertions": Assertions,
    "curves": Curves,
    "axis_labels": AxisLabels,
    "legend": Legend,
}

__all__ = [
    "KINDS",
    "Accuracy",
    "Assertions",
    "AxisLabels",
    "Claim",
    "Curves",
    "DropoutRate",
    "History",
    "Layers",
    "Legend",
    "OutputShape",
    "Parameters",
    "Property",
    "Shape",
    "Unchanged",
    "Value",
]
