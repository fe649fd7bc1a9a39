"""Weights of models as sentences."""

import pytest

from grader.checks import Layers, OutputShape
from grader.records.observation import ModelFacts, WeightShape
from grader.records.verdict import Verdict


def model(*shapes, frozen=(), output=(None, 10)):
    weights = tuple(WeightShape(shape=shape, trainable=i not in frozen) for i, shape in enumerate(shapes))
    return ModelFacts(input_shape=(None, 784), output_shape=output, weights=weights)


REFERENCE = model((784, 512), (512,), (512, 10), (10,))
DEEP = model((784, 64), (64,), (64, 32), (32,), (32, 10), (10,))


@pytest.fixture
def judge(returned):
    def run(observed, expected=REFERENCE, kind=Layers):
        return kind(probe="p").judge({"p": returned(model=observed)}, {"p": returned(model=expected)})

    return run


def test_the_same_weights_pass(judge):
    finding = judge(REFERENCE)
    assert finding.verdict is Verdict.PASS
    assert finding.reason == "The layers have the expected weights: (784, 512), (512,), (512, 10), (10,)."


@pytest.mark.parametrize(
    ("observed", "sentence"),
    [
        (
            model((784, 128), (128,), (128, 10), (10,)),
            "The first hidden layer has 128 units, 512 were asked for.",
        ),
        (
            model((784, 1), (1,), (1, 10), (10,)),
            "The first hidden layer has 1 unit, 512 were asked for.",
        ),
        (
            model((784, 512), (512,), (512, 11), (11,)),
            "The output layer has 11 units, 10 were asked for.",
        ),
        (
            model((784, 256), (256,), (256, 11), (11,)),
            "The first hidden layer has 256 units, 512 were asked for."
            " The output layer has 11 units, 10 were asked for.",
        ),
        (
            model((784, 512), (512, 10), (10,)),
            "The first hidden layer has no bias, one was asked for.",
        ),
        (
            model((784, 512), (512, 10)),
            "The first hidden layer has no bias, one was asked for."
            " The output layer has no bias, one was asked for.",
        ),
        (
            model((784, 10), (10,)),
            "The model has 1 layer with weights (784 → 10), 2 were asked for (784 → 512 → 10).",
        ),
        (
            model((784, 512), (512,), (512, 512), (512,), (512, 10), (10,)),
            "The model has 3 layers with weights (784 → 512 → 512 → 10), 2 were asked for (784 → 512 → 10).",
        ),
        (
            model((28, 512), (512,), (512, 10), (10,)),
            "The first layer with weights receives 28 numbers per image, 784 were asked for."
            " Is each image flattened before that layer?",
        ),
        (
            model((785, 512), (512,), (512, 10), (10,)),
            "The first layer with weights receives 785 numbers per image, 784 were asked for.",
        ),
        (
            model((784, 512), (512,), (512, 10), (10,), frozen=(0, 1)),
            "Weights of shape (784, 512), (512,) are not trainable; they were to be. Is a layer frozen?",
        ),
        (
            model(),
            "The model has no weights; (784, 512), (512,), (512, 10), (10,) were asked for.",
        ),
        (
            model((784, 512), (512,), (512,), (512,), (512,), (512,), (512, 10), (10,), frozen=(4, 5)),
            "The model has 2 non-trainable weights, none were asked for. The model's weights have the shapes"
            " (784, 512), (512,), (512,), (512,), (512,), (512,), (512, 10), (10,);"
            " (784, 512), (512,), (512, 10), (10,) were asked for.",
        ),
        (
            model((3, 3, 1, 32), (32,), (5408, 10), (10,)),
            "The model's weights have the shapes (3, 3, 1, 32), (32,), (5408, 10), (10,);"
            " (784, 512), (512,), (512, 10), (10,) were asked for.",
        ),
        (
            model((784, 512), (512,), (784, 10), (10,)),
            "The model's weights have the shapes (784, 512), (512,), (784, 10), (10,);"
            " (784, 512), (512,), (512, 10), (10,) were asked for.",
        ),
        (
            model((0, 512), (512,), (512, 10), (10,)),
            "The first layer with weights receives 0 numbers per image, 784 were asked for.",
        ),
    ],
)  # fmt: skip
def test_each_difference_has_its_sentence(judge, observed, sentence):
    finding = judge(observed)
    assert (finding.verdict, finding.reason) == (Verdict.FAIL, sentence)
    assert finding.evidence["expected"] == "(784, 512), (512,), (512, 10), (10,)"


def test_layers_of_deeper_models_are_counted_in_words(judge):
    observed = model((784, 64), (64,), (64, 16), (16,), (16, 10), (10,))
    assert judge(observed, DEEP).reason == "The second hidden layer has 16 units, 32 were asked for."


def test_a_bias_too_many_is_named(judge):
    plain = model((784, 512), (512, 10))
    assert judge(REFERENCE, plain).reason == (
        "The first hidden layer has a bias, none was asked for. The output layer has a bias, none was asked for."
    )


def test_weights_that_should_be_fixed_and_are_not_fail(judge):
    fixed = model((784, 512), (512,), (512, 10), (10,), frozen=(0,))
    assert judge(REFERENCE, fixed).reason == ("The model has trainable weights where fixed ones were asked for.")


def test_a_list_of_very_many_weights_is_cut(judge):
    reason = judge(model(*[(2, 2, 2)] * 500)).reason
    assert "and 488 more" in reason
    assert len(reason) < 300
    chain = judge(model((784, 5), *[(5, 5)] * 500)).reason
    assert len(chain) < 200


def test_an_answer_without_a_model_fails(returned):
    for kind in (Layers, OutputShape):
        finding = kind(probe="p").judge({"p": returned(None)}, {"p": returned(model=REFERENCE)})
        assert finding.reason == "No Keras model came back but a `NoneType`."
        assert finding.verdict is Verdict.FAIL


def test_a_reference_without_a_model_is_an_error_of_ours(returned):
    with pytest.raises(LookupError, match="holds no model"):
        Layers(probe="p").judge({"p": returned(model=REFERENCE)}, {"p": returned(1.0)})


def test_output_shapes_are_compared_with_the_batch_left_open(judge):
    assert judge(REFERENCE, kind=OutputShape).reason == "The output has the shape (batch, 10)."
    wrong = model(*[w.shape for w in REFERENCE.weights], output=(None, 28, 10))
    finding = judge(wrong, kind=OutputShape)
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "The model's output has the shape (batch, 28, 10), (batch, 10) was asked for."
    vector = model(*[w.shape for w in REFERENCE.weights], output=(None,))
    assert "the shape (batch,)," in judge(vector, kind=OutputShape).reason
