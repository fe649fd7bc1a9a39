"""What an exception proves is named from its own words; what says nothing certain is not."""

import pytest

from grader.diagnose.refusals import OF_TRAININGS, REFUSALS, cause_of, explain_refusals, same_refusal
from grader.records.observation import Observation, Outcome


def raised(name, message, probe="f.one"):
    return Observation(probe=probe, outcome=Outcome.RAISED, error_name=name, error_message=message)


@pytest.mark.parametrize(
    ("name", "message", "cause"),
    [
        ("AttributeError", "module 'tensorflow' has no attribute 'Session'", "uses_tensorflow_1"),
        ("RuntimeError", "The Session graph is empty. Add operations", "uses_tensorflow_1"),
        ("AttributeError", "'Sequential' object has no attribute 'predict_classes'", "uses_removed_keras"),
        ("AttributeError", "'SymbolicTensor' object has no attribute 'numpy'", "takes_numpy_inside_a_graph"),
        ("NotImplementedError", "Cannot convert a symbolic tf.Tensor (x:0)", "takes_numpy_inside_a_graph"),
        ("ValueError", "The truth value of an array with more than one element", "decides_on_a_whole_array"),
        ("TypeError", "only 0-dimensional arrays can be converted to Python scalars", "takes_single_numbers_only"),
        ("TypeError", "'EagerTensor' object does not support item assignment", "writes_into_a_tensor"),
        ("ValueError", "operands could not be broadcast together with shapes (3,4) (4,2)", "shapes_do_not_fit"),
        ("ValueError", "matmul: Input operand 1 has a mismatch in its core dimension 0", "shapes_do_not_fit"),
        ("IndexError", "list index out of range", "index_beyond_the_end"),
        ("AxisError", "axis 1 is out of bounds for array of dimension 1", "axis_that_is_not_there"),
        ("ValueError", "cannot reshape array of size 12 into shape (5,)", "reshapes_to_another_size"),
        ("KeyError", "'acc'", "a_key_that_is_not_there"),
        ("WrongCount", "it returned one ndarray, 2 values were expected", "returns_another_number_of_values"),
        ("WrongCount", "it returned None, 2 values were expected", "returns_nothing"),
        ("NotAModel", "build_model returned NoneType, a Keras model was expected", "returns_nothing"),
        ("NotAModel", "build_model returned list, a Keras model was expected", "returns_no_model"),
        ("NameError", "name 'x' is not defined", "name_without_a_value"),
    ],
)
def test_the_words_of_an_exception_name_their_cause(name, message, cause):
    assert cause_of(raised(name, message)).id == cause


@pytest.mark.parametrize(("name", "message"), [("NotImplementedError", ""), ("ValueError", "no"), ("Oops", "broken")])
def test_a_stub_and_words_that_prove_nothing_have_no_cause(name, message):
    assert cause_of(raised(name, message)) is None


def test_several_refusals_must_be_for_the_same_cause_the_fresh_ones_too():
    shapes = "operands could not be broadcast together with shapes (3,4) (4,2)"
    observed = {
        "f.one": raised("ValueError", shapes),
        "f.other": raised("KeyError", "'acc'"),
        "fresh/f.one": raised("ValueError", shapes),
    }
    found = explain_refusals(observed, ["f.one"], ["fresh/f.one"], ("f.check",))
    assert (found.id, found.checks, found.confirmed) == ("shapes_do_not_fit", ("f.check",), 1)
    assert explain_refusals(observed, ["f.one", "f.other"], []) is None
    assert explain_refusals(observed, ["f.one"], ["f.other"]) is None


def test_the_same_words_are_the_same_refusal_whatever_keras_counts():
    one = raised("ValueError", 'Input 0 of layer "dense_3" is incompatible')
    assert same_refusal(one, raised("ValueError", 'Input 0 of layer "dense_17" is incompatible'))
    assert not same_refusal(one, raised("ValueError", "another reason"))
    assert not same_refusal(raised("ValueError", ""), raised("ValueError", ""))


def test_what_is_said_of_trainings_is_said_of_functions_too():
    assert {refusal.id for refusal in REFUSALS} > OF_TRAININGS
