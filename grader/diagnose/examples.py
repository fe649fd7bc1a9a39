"""Shows a miss on the smallest example: the call as a student would write it, and what came back."""

from collections.abc import Sequence

import numpy as np

from grader.checks import Unchanged
from grader.comparison import printable
from grader.diagnose.behaviour import changed_arguments, same_answer, same_arguments
from grader.diagnose.evidence import Evidence
from grader.diagnose.explanation import Example
from grader.records.assignment import Question
from grader.records.observation import Observation
from grader.records.probe import Argument, Array, Call, Plain, Probe

MOST_TEXT = 160


def smallest_example(probes: Sequence[Probe], evidence: Evidence, question: Question) -> Example | None:
    """The first of these probes, which are sorted by size, where the student's answer shows what was missed.

    At the edges a number may differ and still be right (how far from 0 is a logarithm kept?), so that an example there
    is shown only where a missed check looks there, too.
    """
    in_place = all(isinstance(check.kind, Unchanged) for check in evidence.missed)
    at_edges = any(probe in question.edges for check in evidence.missed for probe in check.kind.probes())
    for probe in probes:
        mine, wanted = evidence.observed.get(probe.id), evidence.known.solution.get(probe.id)
        if mine is None or wanted is None or not isinstance(probe.stimulus, Call):
            continue
        is_open = probe.id in question.edges and not at_edges
        if same_arguments(mine, wanted) if in_place else is_open or _same_answers(mine, wanted):
            continue
        seen, expected = (arguments_left(mine), "unchanged") if in_place else (answered(mine), answered(wanted))
        return Example(call=written_call(probe.stimulus), observed=seen, expected=expected)
    return None


def _same_answers(mine: Observation, wanted: Observation) -> bool:
    return all(same_answer(mine, wanted, item) for item in range(max(1, len(wanted.values))))


def written_call(call: Call) -> str:
    """The call in Python: `softmax([[1.0, 2.0]])`."""
    return f"{call.function}({', '.join(map(_written, call.arguments))})"


def _written(argument: Argument) -> str:
    if isinstance(argument, Array):
        return shown(argument.values)
    if isinstance(argument, Plain):
        is_list = isinstance(argument.value, tuple)
        return repr(list(argument.value) if is_list else argument.value)  # type: ignore[arg-type]
    return "model"


def answered(observation: Observation) -> str:
    """What came back, in a few words or numbers."""
    if not observation.has_returned:
        return printable(observation.error_name, 60) or str(observation.outcome).replace("_", " ")
    values = [shown(v.array) if v.array is not None else printable(v.type_name, 60) for v in observation.values]
    return ", ".join(values).replace("NoneType", "None")


def arguments_left(observation: Observation) -> str:
    """What became of the arguments."""
    after = changed_arguments(observation)
    return f"{answered(observation)} and leaves {' and '.join(map(shown, after.values()))} in its argument"


def shown(array: np.ndarray) -> str:
    """An array as nested lists of at most four significant digits."""
    text = _nested(array)
    return text if len(text) <= MOST_TEXT else f"an array of shape {array.shape}"


def _nested(array: np.ndarray) -> str:
    if array.ndim == 0:
        return _number(array.item())
    if array.size > MOST_TEXT:
        return " " * (MOST_TEXT + 1)
    return "[" + ", ".join(_nested(np.asarray(part)) for part in array) + "]"


def _number(number: bool | int | float) -> str:
    if isinstance(number, float):
        text = f"{number:.4g}"
        return text if any(c in text for c in ".enai") else f"{text}.0"
    return str(number)
