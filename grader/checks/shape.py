"""Checks shape and dtype kind of returned values without looking at the numbers."""

import numpy as np

from grader.checks.reading import observed_value, reference_value, which_value
from grader.checks.relations import Subject, responds
from grader.comparison import compare_form, is_numeric, printable
from grader.records.assignment import CheckKind
from grader.records.observation import Observation, Observations
from grader.records.verdict import Finding, failed, passed

WITHOUT_DTYPE = ("list", "tuple", "float", "int")  # Python's own numbers have no precision to choose


class Shape(CheckKind, frozen=True, kw_only=True, tag="shape"):
    """Shape and (unless turned off) dtype kind equal the reference's, for `probe` and all of `also`.

    With `dtype` the exact one is asked for, `float32` say. With `other`, the answer must be made from the input as
    well: not an argument handed back, not one number everywhere, and not the answer to the probe `other` too. Zeros in
    the right shape then earn nothing.
    """

    probe: str
    item: int = 0
    dtype_kind: bool = True
    also: tuple[str, ...] = ()
    other: str | None = None
    dtype: str = ""

    def probes(self) -> tuple[str, ...]:
        """The probe, those that must agree too, and the one that must get another answer."""
        return (self.probe, *self.also, *([self.other] if self.other is not None else []))

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first probe whose value has another form."""
        for probe in (self.probe, *self.also):
            wanted = reference_value(expected, probe, self.item)
            difference = compare_form(observed_value(observed[probe], self.item), wanted, self.dtype_kind)
            if difference is not None:
                reason = which_value(observed[probe], self.item) + difference.sentence
                return failed(reason, probe=probe, what=difference.what, **difference.evidence)
            came = observed_value(observed[probe], self.item)
            if self.dtype and came.dtype != self.dtype and came.type_name not in WITHOUT_DTYPE:
                name = printable(came.dtype, 40)
                reason = f"{which_value(observed[probe], self.item)}{name} came back, not {self.dtype}."
                return failed(reason, probe=probe, what="precision", observed=name)
        if self.other is not None:
            violation = responds(self._subject(observed[self.probe], observed[self.other]))
            if violation is not None:
                return failed(which_value(observed[self.probe], self.item) + violation, probe=self.probe)
        return passed("Shape and dtype are as expected." if self.dtype_kind else "The shape is as expected.")

    def _subject(self, observation: Observation, other: Observation) -> Subject:
        array = observed_value(observation, self.item).array
        assert array is not None  # it has the form of the reference's
        second = observed_value(other, self.item).array
        return Subject(
            array=array,
            arguments=observation.arguments_before,
            other=np.empty(0) if second is None or not is_numeric(second) else second,
        )
