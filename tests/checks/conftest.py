"""Observations built by hand, as if a probe had brought them back."""

import numpy as np
import pytest

from grader.records.observation import Observation, Outcome, Value


@pytest.fixture
def returned():
    """Builds an observation of the named probe from returned values and the arguments around the call."""

    def build(*values, probe="p", before=(), after=(), **facts):
        return Observation(
            probe=probe,
            outcome=Outcome.RETURNED,
            values=tuple(as_value(value) for value in values),
            arguments_before=tuple(before),
            arguments_after=tuple(after),
            **facts,
        )

    return build


def as_value(value):
    """A value as the agent would describe it."""
    if value is None or isinstance(value, str):
        return Value(type_name=type(value).__name__)
    array = np.asarray(value)
    return Value(type_name="ndarray", dtype=array.dtype.name, array=array)
