"""A network is told by its difference, as far as its weights and what it computes prove it."""

import numpy as np

from grader.authoring import Array, Built, Check, DropoutRate, Forward
from grader.diagnose.hypotheses import Hypotheses, Hypothesis
from grader.diagnose.networks import chain_of, computes, differences, explain_network, explain_refusal, sentence_of
from grader.records.mistake import Mistake
from grader.records.observation import LayerFacts, ModelFacts, Observation, Outcome, Value, WeightShape

DROPOUT = Check(
    id="f.drops", title="", points=1, kind=DropoutRate(probe="build_model.training", rate=0.2, units=8, scale=4.0)
)


def network(hidden=512, activation="relu", rate=0.2, outputs=10, last="softmax", biases=True, more=()):
    """The facts of a network with one hidden layer."""
    shapes = [(784, hidden), (hidden,), (hidden, outputs), (outputs,)]
    layers = [
        LayerFacts(kind="InputLayer"),
        LayerFacts(kind="Dense", activation=activation, units=hidden),
        *([LayerFacts(kind="Dropout", rate=rate)] if rate is not None else []),
        LayerFacts(kind="Dense", activation=last, units=outputs),
        *more,
    ]
    weights = tuple(WeightShape(shape=shape) for shape in shapes if biases or len(shape) == 2)
    return ModelFacts(input_shape=(None, 784), output_shape=(None, outputs), weights=weights, layers=tuple(layers))


def told(facts):
    return Observation(probe="build_model.structure", outcome=Outcome.RETURNED, model=facts)


def kinds(facts):
    return [difference.kind for difference in differences(facts, network())]


def test_a_narrow_layer_is_told_in_a_sentence_with_its_parameters():
    facts = network(hidden=128)
    found = differences(facts, network())
    assert sentence_of(found, facts, network()) == (
        "The hidden layer has 128 units, 512 were asked for: 101,770 parameters instead of 407,050."
    )


def test_a_separate_activation_layer_is_the_same_network():
    separate = network(last="linear", more=(LayerFacts(kind="Softmax"),))
    assert chain_of(separate) == chain_of(network())
    assert kinds(separate) == []


def test_every_kind_of_difference_has_a_name():
    assert kinds(network(outputs=11)) == [("units", "output layer", "more")]
    assert kinds(network(activation=None)) == [("activation", "hidden layer")]
    assert kinds(network(rate=None)) == [("dropout", "none")]
    assert kinds(network(rate=0.8)) == [("dropout", "kept part")]
    assert kinds(network(rate=0.5)) == [("dropout", "rate")]
    assert kinds(network(biases=False)) == [("biases", "none")]
    more = (LayerFacts(kind="Softmax"),)
    assert kinds(network(more=more)) == [("activation", "output layer", "softmax", "softmax")]


def test_layers_that_are_no_chain_of_dense_ones_are_left_alone():
    convolution = (LayerFacts(kind="Conv2D"),)
    assert differences(network(more=convolution), network()) == ()


def forward(hidden="relu", last="softmax", units=5):
    """A run of a small network on weights of our own, and what it gave."""
    random = np.random.default_rng(0)
    weights = (
        random.normal(size=(6, 3)).astype("float32"),
        random.normal(size=3).astype("float32"),
        random.normal(size=(3, 4)).astype("float32"),
        random.normal(size=4).astype("float32"),
    )
    x = random.random(size=(7, 6)).astype("float32")
    z = x @ weights[0] + weights[1]
    z = np.maximum(z, 0) if hidden == "relu" else z
    z = z @ weights[2] + weights[3]
    e = np.exp(z)
    y = e / e.sum(axis=1, keepdims=True) if last == "softmax" else 1 / (1 + np.exp(-z))
    seen = Observation(
        probe="p", outcome=Outcome.RETURNED, values=(Value(type_name="t", dtype="float32", array=y.astype("float32")),)
    )
    return Forward(model=Built(function="f"), inputs=Array(values=x), weights=weights), seen


def small(activation="relu", last="softmax"):
    layers = (
        LayerFacts(kind="Dense", activation=activation, units=5),
        LayerFacts(kind="Dense", activation=last, units=4),
    )
    shapes = ((6, 5), (5,), (5, 4), (4,))
    weights = tuple(WeightShape(shape=shape) for shape in shapes)
    return ModelFacts(input_shape=(None, 6), output_shape=(None, 4), weights=weights, layers=layers)


def test_a_network_is_believed_only_where_it_computes_what_it_says():
    assert computes(chain_of(small()), *forward())
    assert computes(chain_of(small(last="sigmoid")), *forward(last="sigmoid"))
    assert not computes(chain_of(small()), *forward(last="sigmoid"))
    assert not computes(chain_of(small(activation=None)), *forward())


def hypothesis(name, facts):
    mistake = Mistake(id=name, says="", source="", functions=("build_model",), catalogue="MD", hint=f"{name}?")
    return Hypothesis(mistake=mistake, setting=(), answers={"build_model.structure": told(facts)})


def explained(facts, runs, *known, missed=()):
    hypotheses = Hypotheses(solution={}, known=known)
    return explain_network((told(facts), told(small())), runs, hypotheses, missed)


def test_a_proven_difference_has_the_name_of_the_mistake_that_differs_alike():
    linear = hypothesis("linear", small(activation=None))
    found = explained(small(activation=None), [forward(hidden="")], linear)
    assert (found.id, found.catalogue) == ("linear", "MD")
    assert found.hint == "The hidden layer has no activation, relu was asked for. linear?"


def test_a_difference_that_the_network_does_not_show_is_not_told():
    linear = hypothesis("linear", small(activation=None))
    assert explained(small(activation=None), [forward()], linear) is None
    assert explained(small(activation=None), [], linear) is None


def test_dropout_is_told_only_where_its_check_failed():
    wanted = network()
    known = Hypotheses(solution={}, known=(hypothesis("without", network(rate=None)),))
    facts = told(network(rate=None)), told(wanted)
    assert explain_network(facts, [], known, (DROPOUT,)).id == "without"
    assert explain_network(facts, [], known, ()) is None


def test_a_builder_that_fails_as_a_mistake_does_is_named():
    def raised(message):
        return Observation(probe="p", outcome=Outcome.RAISED, error_name="NotAModel", error_message=message)

    mistake = Mistake(id="nothing", says="", source="", functions=("build_model",))
    answers = {"p": raised("_known_0 returned NoneType, a Keras model was expected")}
    known = Hypotheses(solution={}, known=(Hypothesis(mistake=mistake, setting=(), answers=answers),))
    assert (
        explain_refusal(raised("build_model returned NoneType, a Keras model was expected"), known, "p").id == "nothing"
    )
    other = explain_refusal(raised("build_model returned list, a Keras model was expected"), known, "p")
    assert other.id == "returns_no_model"
