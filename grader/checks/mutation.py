"""Checks that a function leaves its arguments alone."""

import numpy as np

from grader.checks.reading import ordinal
from grader.records.assignment import CheckKind
from grader.records.observation import Observation, Observations
from grader.records.verdict import Finding, failed, passed


class Unchanged(CheckKind, frozen=True, kw_only=True, tag="unchanged"):
    """Every array argument is afterwards, bit for bit, what it was; what did not travel is left out."""

    probe: str
    also: tuple[str, ...] = ()

    def probes(self) -> tuple[str, ...]:
        """The probe and those whose arguments must be unchanged too."""
        return (self.probe, *self.also)

    def judge(self, observed: Observations, expected: Observations) -> Finding:
        """Fails with the first changed argument, or when no argument could be seen at all."""
        for probe in self.probes():
            finding = _changed(observed[probe])
            if finding is not None:
                return finding
        return passed("The arguments are unchanged.")


def _changed(observation: Observation) -> Finding | None:
    pairs = list(zip(observation.arguments_before, observation.arguments_after, strict=False))
    seen = [(i, b, a) for i, (b, a) in enumerate(pairs) if b is not None and a is not None]
    if not seen:
        return failed("The arguments could not be looked at after the call.", probe=observation.probe)
    for position, before, after in seen:
        if not _is_same(before, after):
            which = f"its {ordinal(position)} argument" if len(observation.arguments_before) > 1 else "its argument"
            reason = f"The function changed {which} in place. The caller still needs it: work on a copy."
            return failed(reason, probe=observation.probe, argument=position, change=_change(before, after))
    return None


def _is_same(before: np.ndarray, after: np.ndarray) -> bool:
    """Equal in shape, dtype and bytes; byte order does not count, NaN equals NaN."""
    native = after.astype(after.dtype.newbyteorder("="), copy=False)
    return (
        before.shape == native.shape
        and before.dtype.newbyteorder("=") == native.dtype
        and before.astype(native.dtype, copy=False).tobytes() == native.tobytes()
    )


def _change(before: np.ndarray, after: np.ndarray) -> str:
    if before.shape != after.shape:
        return f"shape {before.shape} became {after.shape}"
    if before.dtype != after.dtype:
        return f"dtype {before.dtype.name} became {after.dtype.name}"
    return "its values changed"
