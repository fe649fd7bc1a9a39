"""Checks a named relation on a student's own answers, without the reference's numbers."""

import numpy as np

from grader.checks.reading import observed_value, which_value
from grader.checks.relations import NEEDS, PROPERTIES, Subject, finite
from grader.comparison import Tolerance, is_numeric, printable
from grader.errors import AssignmentError
from grader.records.assignment import CheckKind
from grader.records.observation import Observation, Observations
from grader.records.verdict import Finding, failed, passed

TAKES_ALL = frozenset({"responds"})  # what is not finite was computed from the input all the same


class Property(CheckKind, frozen=True, kw_only=True, tag="property"):
    """The relation `holds` of the table PROPERTIES is true of the answer to `probe` and of those to `also`.

    `other` names a second probe of the student's for relations between two answers. An answer that is not
    numeric, is empty or (but for `responds`) is not finite violates every relation. Raises AssignmentError for an
    unknown name or a missing setting.
    """

    probe: str
    holds: str
    bound: float | None = None
    low: float | None = None
    high: float | None = None
    other: str | None = None
    item: int = 0
    tolerance: Tolerance | None = None
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a declaration that could never be judged."""
        if self.holds not in PROPERTIES:
            names = ", ".join(PROPERTIES)
            raise AssignmentError(f"Property: {self.holds!r} is no known relation; expected one of {names}")
        missing = [name for name in NEEDS.get(self.holds, ()) if getattr(self, name) is None]
        if missing:
            raise AssignmentError(f"Property: the relation {self.holds!r} needs {', '.join(missing)} to be given")

    def probes(self) -> tuple[str, ...]:
        """The probes the relation must hold for, then the one they are related to."""
        return (self.probe, *self.also, *([self.other] if self.other is not None else []))

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first violation."""
        other = observed[self.other] if self.other is not None else None
        for probe in (self.probe, *self.also):
            violation = self._violation(observed[probe], other)
            if violation is not None:
                reason = which_value(observed[probe], self.item) + violation
                return failed(reason, probe=probe, property=self.holds)
        return passed("The property holds.", property=self.holds)

    def _violation(self, observation: Observation, other: Observation | None) -> str | None:
        takes_all = self.holds in TAKES_ALL
        found = [_usable(o, self.item, takes_all) for o in (observation, other) if o is not None]
        for array in found:
            if isinstance(array, str):
                return array
        arrays = [array for array in found if isinstance(array, np.ndarray)]
        subject = Subject(
            array=arrays[0],
            inputs=_first_argument(observation),
            arguments=observation.arguments_before,
            other=arrays[1] if other is not None else None,
            other_inputs=_first_argument(other) if other is not None else None,
            bound=self.bound,
            low=self.low,
            high=self.high,
            tolerance=self.tolerance,
        )
        return PROPERTIES[self.holds](subject)


def _usable(observation: Observation, item: int, takes_all: bool) -> np.ndarray | str:
    """The array of one value, or the sentence that says why no relation can hold of it."""
    value = observed_value(observation, item)
    if value.array is None or not is_numeric(value.array):
        if value.type_name == "NoneType":
            return "None came back where numbers were expected (is a `return` missing?)."
        came = printable(value.type_name, 60)
        return f"A value of type `{came}` came back where numbers were expected." if came else "Nothing came back."
    if value.array.size == 0:
        return f"An empty array of shape {value.array.shape} came back where numbers were expected."
    return (None if takes_all else finite(Subject(array=value.array))) or value.array


def _first_argument(observation: Observation) -> np.ndarray | None:
    return observation.arguments_before[0] if observation.arguments_before else None
