"""Finds hidden expected values in what a student may read: an assignment that would give them away is refused.

Values that are drawn anew for every seed cannot stand in a text. Those that come out the same for two seeds can: they
are what is looked for, as they would be written with at least four significant digits.
"""

import ast
import json
import re
from collections.abc import Iterable, Mapping

import numpy as np

from grader.records.assignment import Assignment
from grader.records.mistake import Mistake
from grader.records.observation import Observation, Observations

NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])", re.IGNORECASE)
LEAST_DIGITS = 4
MOST_VALUES = 10_000  # of one array: what is larger is data, not an answer


def leaks(texts: Mapping[str, str], one: Observations, other: Observations) -> list[str]:
    """A sentence for every number of a text that is an expected value under both seeds.

    `texts` maps where a text stands to the text; `one` and `other` are the reference's answers to the same hidden
    probes, drawn from two seeds.
    """
    fixed = {probe: fixed_values(one[probe], other[probe]) for probe in one if probe in other}
    return [
        f"{where} holds {written}, which is what the hidden probe {probe} expects: say it in words, or draw the probe's"
        " inputs at random."
        for where, text in texts.items()
        for written in dict.fromkeys(NUMBER.findall(text))
        for probe, values in fixed.items()
        if digits_of(written) >= LEAST_DIGITS and _is_among(written, values)
    ]


def fixed_values(one: Observation, other: Observation) -> np.ndarray:
    """The numbers, flat, that two answers to a probe share place by place."""
    found = [np.zeros(0)]
    for mine, yours in zip(one.values, other.values, strict=False):
        a, b = mine.array, yours.array
        if a is None or b is None or a.shape != b.shape or a.size > MOST_VALUES:
            continue
        flat, again = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
        found.append(flat[(flat == again) & np.isfinite(flat)])
    return np.concatenate(found)


def digits_of(written: str) -> int:
    """How many significant digits a number has as written: 3 for `0.00210`."""
    mantissa = written.lower().partition("e")[0].lstrip("-").replace(".", "").lstrip("0")
    return len(mantissa)


def _is_among(written: str, values: np.ndarray) -> bool:
    """Whether a value, rounded as the number is written, is that number."""
    number, places = float(written), len(written.lower().partition("e")[0].partition(".")[2])
    unit = 10.0**-places * (10.0 ** int(written.lower().partition("e")[2] or 0))
    return bool((np.abs(values - number) <= unit / 2).any())


def student_texts(assignment: Assignment, mistakes: Iterable[Mistake], notebook: bytes) -> dict[str, str]:
    """What a student may read, by where it stands: titles, hints, and the notebook's prose and docstrings."""
    found = {f"question {q.name}": q.title for q in assignment.questions}
    found |= {f"check {check.id}": f"{check.title}\n{check.hint}" for check in assignment.checks()}
    found |= {f"mistake {mistake.id}": mistake.hint for mistake in mistakes}
    for number, cell in enumerate(json.loads(notebook)["cells"], start=1):
        text = "".join(cell["source"])
        found[f"cell {number} of the notebook"] = text if cell["cell_type"] == "markdown" else _docstrings(text)
    return found


def _docstrings(source: str) -> str:
    """What stubs keep of a solution's code."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    documented = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return "\n".join(ast.get_docstring(node) or "" for node in documented)
