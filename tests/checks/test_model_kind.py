"""What every kind of check about a model does before it compares."""

import pytest

from grader.checks import Layers, OutputShape, Parameters
from grader.records.observation import ModelFacts, WeightShape
from grader.records.verdict import Verdict

MODEL = ModelFacts(input_shape=(None, 3), output_shape=(None, 2), weights=(WeightShape(shape=(3, 2)),))
KINDS = [Layers(probe="p"), OutputShape(probe="p"), Parameters(probe="p")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_described_model_of_one_probe_is_read(kind, returned):
    assert kind.probes() == ("p",)
    assert kind.judge({"p": returned(model=MODEL)}, {"p": returned(model=MODEL)}).verdict is Verdict.PASS


@pytest.mark.parametrize("kind", KINDS)
def test_where_no_model_came_back_the_check_fails_with_what_came(kind, returned):
    expected = {"p": returned(model=MODEL)}
    assert kind.judge({"p": returned(None)}, expected).reason == "No Keras model came back but a `NoneType`."
    assert kind.judge({"p": returned()}, expected).reason == "No Keras model came back."


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_without_a_model_is_a_fault_of_ours_whatever_the_student_sent(kind, returned):
    for observed in (returned(model=MODEL), returned(None)):
        with pytest.raises(LookupError, match="'p' holds no model"):
            kind.judge({"p": observed}, {"p": returned()})
