"""Checks that returned values equal the reference's."""

from typing import Any

from grader.checks.reading import observed_value, reference_value, which_value
from grader.comparison import Difference, Tolerance, compare, distance, tolerance_for
from grader.records.assignment import CheckKind
from grader.records.observation import Observations
from grader.records.observation import Value as Returned
from grader.records.verdict import Finding, failed, passed


class Value(CheckKind, frozen=True, kw_only=True, tag="value"):
    """The returned value equals the reference's, for `probe` and for every one of `also`.

    `item` selects among several returned values. Without a tolerance the dtypes decide, those of the inputs
    included: what starts in float32 is not asked for digits it never had. The evidence tells the `distance`, the
    largest error in units of the tolerance.
    """

    probe: str
    tolerance: Tolerance | None = None
    item: int = 0
    also: tuple[str, ...] = ()

    def probes(self) -> tuple[str, ...]:
        """The probe and those that must agree too."""
        return (self.probe, *self.also)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first probe that differs, and tells staff of all."""
        found = {probe: self._difference(probe, observed, expected) for probe in self.probes()}
        apart = [self._distance(probe, observed, expected) for probe in self.probes()]
        farthest = max((number for number in apart if number is not None), default=None)
        wrong = {probe: difference for probe, difference in found.items() if difference is not None}
        if not wrong:
            return passed("The values agree with the expected ones.", probes=list(found), distance=farthest)
        probe, first = next(iter(wrong.items()))
        others: dict[str, Any] = {"differing": {name: d.what for name, d in wrong.items()}, "distance": farthest}
        reason = which_value(observed[probe], self.item) + first.sentence
        return failed(reason, probe=probe, what=first.what, **first.evidence, **others)

    def _difference(self, probe: str, observed: Observations, expected: Observations) -> Difference | None:
        value, wanted, tolerance = self._compared(probe, observed, expected)
        return compare(value, wanted, tolerance)

    def _distance(self, probe: str, observed: Observations, expected: Observations) -> float | None:
        value, wanted, tolerance = self._compared(probe, observed, expected)
        return distance(value, wanted, tolerance)

    def _compared(
        self, probe: str, observed: Observations, expected: Observations
    ) -> tuple[Returned, Returned, Tolerance]:
        value = observed_value(observed[probe], self.item)
        wanted = reference_value(expected, probe, self.item)
        inputs = observed[probe].arguments_before  # as the host sent them
        return value, wanted, self.tolerance or tolerance_for((value.array, wanted.array, *inputs))
