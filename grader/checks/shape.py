"""Checks shape and dtype kind of returned values without looking at the numbers."""

from grader.checks.reading import observed_value, reference_value, which_value
from grader.comparison import compare_form
from grader.records.assignment import CheckKind
from grader.records.observation import Observations
from grader.records.verdict import Finding, failed, passed


class Shape(CheckKind, frozen=True, kw_only=True, tag="shape"):
    """Shape and (unless turned off) dtype kind equal the reference's, for `probe` and all of `also`."""

    probe: str
    item: int = 0
    dtype_kind: bool = True
    also: tuple[str, ...] = ()

    def probes(self) -> tuple[str, ...]:
        """The probe and those that must agree too."""
        return (self.probe, *self.also)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first probe whose value has another form."""
        for probe in self.probes():
            wanted = reference_value(expected, probe, self.item)
            difference = compare_form(observed_value(observed[probe], self.item), wanted, self.dtype_kind)
            if difference is not None:
                reason = which_value(observed[probe], self.item) + difference.sentence
                return failed(reason, probe=probe, what=difference.what, **difference.evidence)
        return passed("Shape and dtype are as expected." if self.dtype_kind else "The shape is as expected.")
