"""The agent around models: layers, weights and training, on the few things it uses of Keras."""

from types import SimpleNamespace

import numpy as np
import pytest

from grader.agent import (
    MAX_TEXT,
    Agent,
    RefusalError,
    copy_weights,
    describe_layers,
    describe_returned,
    has_moved,
    set_corner_weights,
    weights_in_flow,
)


class Weight:
    """What the agent uses of a Keras variable."""

    def __init__(self, path, *shape):
        self.path, self.shape = path, shape
        self.value = np.ones(shape)

    def assign(self, value):
        assert np.shape(value) == self.shape
        self.value = np.array(value)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.value, dtype)


def built(function, stand_in=()):
    model = {"type": "built", "function": "f", "stand_in": list(stand_in), "stand_in_shape": [4]}
    stimulus = {"type": "describe", "model": model, "input_shape": [4]}
    return Agent({"f": function}).answer({"probe": "p", "seed": 1, "stimulus": stimulus})


def test_a_builder_that_returns_no_model_is_told_what_came():
    said = built(lambda: None)
    assert said["error_name"] == "NotAModel"
    assert said["error_message"] == "f returned NoneType, a Keras model was expected"


def test_a_model_is_described_by_the_shapes_of_its_weights():
    class Doubling:
        def __init__(self):
            self.weights = [Weight("net/dense/kernel", 4, 2), Weight("net/dense/bias", 2)]
            self.trainable_weights = self.weights[:1]

        def __call__(self, rows, training):
            return rows[:, :2]

    facts = built(Doubling)["model"]
    assert facts["input_shape"] == [None, 4]
    assert facts["output_shape"] == [None, 2]
    assert facts["weights"] == [{"shape": [4, 2], "trainable": True}, {"shape": [2], "trainable": False}]


# --- layers and weights -----------------------------------------------------------------------------------


def test_containers_are_opened_and_only_primitive_settings_travel():
    def relu():
        raise AssertionError("never called")

    dense = type("Dense", (), {"activation": staticmethod(relu), "units": 4, "rate": "much"})()
    dropout = type("Dropout", (), {"rate": 0.5, "units": None})()
    block = SimpleNamespace(layers=[dense])
    model = SimpleNamespace(_flatten_layers=lambda include_self: [block, dense, dropout])
    assert describe_layers(model) == [
        {"kind": "Dense", "activation": "relu", "rate": None, "units": 4},
        {"kind": "Dropout", "activation": None, "rate": 0.5, "units": None},
    ]


def chain_of(*shapes):
    return [Weight(f"net/dense_{number // 2}/{'kb'[number % 2]}", *shape) for number, shape in enumerate(shapes)]


def test_corner_weights_leave_zeros_elsewhere():
    weights = chain_of((2, 3), (3,))
    set_corner_weights(weights, [np.array([[5.0]]), np.array([6.0, 7.0])])
    assert [w.value.tolist() for w in weights] == [[[5, 0, 0], [0, 0, 0]], [6, 7, 0]]


@pytest.mark.parametrize("shapes", [[(2, 3)], [(2, 3), (3, 1)], [(2, 3), (1,)], [(2, 3), (3,), (1,)]], ids=str)
def test_weights_that_do_not_hold_the_corners_are_told_and_stay(shapes):
    weights = chain_of(*shapes)
    with pytest.raises(RefusalError) as refused:
        set_corner_weights(weights, [np.zeros((1, 1)), np.zeros(2)])
    assert refused.value.name == "OtherWeights"
    assert str(shapes[0]) in refused.value.message
    assert all((weight.value == 1).all() for weight in weights)


def test_weights_stand_in_the_order_in_which_inputs_meet_them():
    first, first_bias, second, second_bias = chain_of((4, 8), (8,), (8, 2), (2,))
    for listed in ([second, second_bias, first, first_bias], [first_bias, first, second_bias, second]):
        assert weights_in_flow(SimpleNamespace(weights=listed), 4) == [first, first_bias, second, second_bias]


def test_weights_that_are_no_chain_keep_the_order_of_keras():
    listed = chain_of((4, 8), (8,), (7, 2), (2,))[::-1]
    assert weights_in_flow(SimpleNamespace(weights=listed), 4) == listed
    assert weights_in_flow(SimpleNamespace(weights=[]), 4) == []


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ([[1.0, 2.0]], [[1.0, 2.0]], False),
        ([[1.0, 2.0]], [[1.0, 2.5]], True),
        ([], [], False),
        ([], [[1.0]], True),
        ([[1.0]], [[1.0, 1.0]], True),
        ([[1.0], [2.0]], [[1.0], [2.0]], False),
        ([[1.0], [2.0]], [[1.0], [3.0]], True),
    ],
)
def test_weights_moved_when_one_of_them_changed_or_appeared(before, after, moved):
    assert has_moved([np.array(b) for b in before], [np.array(a) for a in after]) is moved


def test_copied_weights_do_not_follow_the_model():
    model = SimpleNamespace(trainable_weights=chain_of((2,)))
    copied = copy_weights(model)
    model.trainable_weights[0].value[:] = 9
    assert copied[0].tolist() == [1, 1]
    assert copy_weights(object()) == []


# --- training ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "returned",
    [SimpleNamespace(history={"loss": [0.5, 0.25]}), {"loss": [0.5, 0.25]}, {"loss": np.array([[0.5], [0.25]])}],
    ids=["History", "dictionary", "array"],
)
def test_a_history_or_its_dictionary_is_told(returned):
    said = describe_returned(returned)
    assert said["has_history"] is True
    assert said["history"]["loss"].tolist() == [0.5, 0.25]


@pytest.mark.parametrize(
    "returned", [None, "history", [0.5], {}, {"loss": "high"}, {"loss": object()}, SimpleNamespace(history=None)]
)
def test_what_is_no_history_is_said_to_be_none(returned):
    said = describe_returned(returned)
    assert said["has_history"] is False
    assert said["returned"] == type(returned).__name__


def test_a_history_is_cut_to_what_travels():
    said = describe_returned({f"{'k' * 600}{number:03}": np.zeros(5000) for number in range(40)})
    assert all(len(key) == MAX_TEXT for key in said["history"])
    assert len(describe_returned({str(n): [0.0] for n in range(40)})["history"]) == 20
    assert len(describe_returned({"loss": np.zeros(5000)})["history"]["loss"]) == 1000


def test_weights_are_put_in_order_from_the_first_width_that_makes_a_chain():
    first, second = Weight("m/a/kernel", 784, 8), Weight("m/b/kernel", 8, 2)
    listed = SimpleNamespace(weights=[second, first])
    assert weights_in_flow(listed, 784, 28) == [first, second]
    assert weights_in_flow(listed, 28, 784) == [first, second]
    assert weights_in_flow(listed, 28, 27) == [second, first]
