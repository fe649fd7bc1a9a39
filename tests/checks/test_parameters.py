"""Parameter counts."""

from grader.checks import Parameters
from grader.records.observation import ModelFacts, WeightShape
from grader.records.verdict import Verdict


def model(*shapes):
    weights = tuple(WeightShape(shape=shape) for shape in shapes)
    return ModelFacts(input_shape=(None, 784), output_shape=(None, 10), weights=weights)


REFERENCE = model((784, 512), (512,), (512, 10), (10,))


def judge(returned, observed):
    return Parameters(probe="p").judge({"p": returned(model=observed)}, {"p": returned(model=REFERENCE)})


def test_the_right_count_passes(returned):
    finding = judge(returned, REFERENCE)
    assert (finding.verdict, finding.reason) == (Verdict.PASS, "The model has 407,050 parameters.")


def test_another_count_fails_with_both(returned):
    finding = judge(returned, model((784, 128), (128,), (128, 10), (10,)))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "The model has 101,770 parameters instead of 407,050."
    assert finding.evidence == {"observed": 101770, "expected": 407050}


def test_no_model_has_no_count(returned):
    finding = Parameters(probe="p").judge({"p": returned("x")}, {"p": returned(model=REFERENCE)})
    assert finding.reason == "No Keras model came back but a `str`."
