"""Reading an exported model: what our own agent says is taken, everything else makes the model stay."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.export import SETTINGS
from grader.stock import IDENTITIES, KINDS, MOST_PARAMETERS, read_export

KERNEL, BIAS = np.ones((4, 3), "float32"), np.zeros(3, "float32")


def dense(**changed):
    return {"kind": "Dense", "options": {"units": 3, "activation": "relu", "use_bias": True, **changed}}


def exported(*layers, **changed):
    tree = {
        "stays": "",
        "input_shape": [4],
        "layers": list(layers) or [dense()],
        "weights": [KERNEL, BIAS],
        "before": [KERNEL * 2, BIAS],
        "said": np.zeros((2, 3), "float32"),
    }
    return tree | changed


def test_a_well_formed_model_is_taken_with_its_weights_now_and_before():
    found = read_export(exported())
    assert found.stays == ""
    assert [layer.kind for layer in found.trained.layers] == ["Dense"]
    assert found.trained.layers[0].options == {"units": 3, "activation": "relu", "use_bias": True}
    np.testing.assert_array_equal(found.in_state("trained").weights[0], KERNEL)
    np.testing.assert_array_equal(found.in_state("untrained").weights[0], KERNEL * 2)
    assert not any(weight.any() for weight in found.in_state("zeroed").weights)


def test_every_parameter_that_came_is_counted_trainable_or_not():
    assert read_export(exported()).parameters == 15
    assert read_export(exported(weights=[KERNEL, BIAS, KERNEL], before=[])).parameters == 27
    assert read_export({"stays": "it is a Network"}).parameters == 0


def test_a_model_that_must_stay_says_why():
    assert read_export({"stays": "it is a Network"}).stays == "it is a Network"
    assert read_export({"stays": "it is a Network"}).trained is None


def test_layers_that_do_nothing_at_inference_are_left_out():
    found = read_export(exported({"kind": "Dropout", "options": {}}, dense(), {"kind": "RandomFlip", "options": {}}))
    assert [layer.kind for layer in found.trained.layers] == ["Dense"]


def test_what_the_agent_may_export_is_what_the_host_may_build():
    assert set(SETTINGS) == set(KINDS) | IDENTITIES
    assert all(set(KINDS[kind]) == set(SETTINGS[kind]) for kind in KINDS)


@pytest.mark.parametrize(
    "layer",
    [
        {"kind": "Lambda", "options": {"function": "lambda x: x"}},
        {"kind": "TFSMLayer", "options": {"filepath": "/tmp/x"}},
        {"kind": "__class__", "options": {}},
        {"kind": ["Dense"], "options": {}},
        dense(activation="table"),
        dense(activation={"class_name": "function"}),
        dense(units=True),
        dense(units=10**9),
        dense(units=3.0),
        dense(kernel_initializer="evil"),
        {"kind": "Rescaling", "options": {"scale": "1", "offset": 0.0}},
        {"kind": "Reshape", "options": {"target_shape": [2, "2"]}},
        {"kind": "Dense"},
        "Dense",
        None,
    ],
    ids=str,
)
def test_a_layer_that_is_not_exactly_one_of_ours_makes_the_model_stay(layer):
    found = read_export(exported(layer))
    assert found.trained is None
    assert found.stays.startswith("what it is said to be made of is not acceptable")


@pytest.mark.parametrize(
    "changed",
    [
        {"weights": [KERNEL.astype("float64"), BIAS]},
        {"weights": [KERNEL.tolist(), BIAS]},
        {"weights": {"0": KERNEL}},
        {"weights": [np.zeros(MOST_PARAMETERS + 1, "float32")], "before": []},
        {"before": [BIAS, KERNEL]},
        {"input_shape": [None]},
        {"input_shape": []},
        {"said": "yes"},
        {"layers": [dense()] * 201},
        {"stays": None},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_anything_else_of_another_form_makes_the_model_stay(changed):
    assert read_export(exported(**changed)).trained is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(KERNEL),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(ANYTHING)
def test_nothing_that_a_kernel_can_say_raises(tree):
    assert read_export(tree).stays


@given(st.sampled_from(["input_shape", "layers", "weights", "before", "said", "stays"]), ANYTHING)
def test_no_field_of_another_form_raises(field, value):
    read_export(exported(**{field: value}))


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(["units", "axis", "activation"]), ANYTHING))
def test_what_is_taken_has_primitive_arguments_only(kind, options):
    found = read_export(exported({"kind": kind, "options": options}))
    if found.trained is not None:
        json.dumps([layer.options for layer in found.trained.layers])
