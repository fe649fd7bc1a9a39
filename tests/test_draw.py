"""Drawing the inputs of probes: equal seeds give equal inputs, whatever else is drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring import call
from grader.draw import SEEDS, Draw, Drawn, draw, known_answers
from grader.errors import AssignmentError
from grader.records.observation import Outcome

FIXED = 149_307_138  # what a kernel is told for the probe "softmax.values" of a class with the seed 7


def normal(source):
    return call("f", source.random.normal(size=3))


def thirsty(source):
    source.random.normal(size=1000)
    return call("f", source.random.normal(size=3))


def known(source):
    return Drawn(stimulus=call("f", np.array([2.0])), answer=np.array([4], "int32"))


def silent(source):
    return Drawn(stimulus=call("f", np.array([2.0])), ask_reference=False)


def values(probe):
    return probe.stimulus.arguments[0].values


def drawn(probes, seed=1, wanted=None):
    found = draw(probes, set(probes) if wanted is None else wanted, seed, None)
    return {probe.id: probe for probe in found}


@settings(deadline=None)
@given(st.integers(0, SEEDS - 1))
def test_equal_seeds_give_equal_inputs_and_others_do_not(seed):
    first, second, other = (values(drawn({"a": normal}, s)["a"]) for s in (seed, seed, seed + 1))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, other)


def test_a_probe_draws_the_same_whatever_is_drawn_before_it():
    alone = drawn({"b": normal})["b"]
    behind = drawn({"a": thirsty, "b": normal})["b"]
    np.testing.assert_array_equal(values(alone), values(behind))
    assert alone.seed == behind.seed


def test_two_probes_of_one_function_draw_different_inputs():
    both = drawn({"a": normal, "b": normal})
    assert not np.array_equal(values(both["a"]), values(both["b"]))
    assert both["a"].seed != both["b"].seed


def test_the_seed_of_a_probe_is_fixed_for_good():
    assert Draw(7, "softmax.values", None).seed == FIXED
    assert 0 <= Draw(SEEDS - 1, "x", None).seed < 2**31


def test_probes_come_in_the_order_of_declaration_and_only_the_wanted_ones():
    probes = {"c": normal, "a": normal, "b": normal}
    assert list(drawn(probes, wanted={"b", "c"})) == ["c", "b"]
    assert drawn(probes, wanted=set()) == {}


def test_a_probe_that_nobody_declared_is_named():
    with pytest.raises(AssignmentError, match=r"not declared: x\.1, x\.2\."):
        drawn({"a": normal}, wanted={"a", "x.2", "x.1"})


def test_the_reference_is_asked_unless_the_answer_is_known_or_it_may_stay_silent():
    found = drawn({"asked": normal, "known": known, "silent": silent})
    assert {name: probe.ask_reference for name, probe in found.items()} == {
        "asked": True,
        "known": False,
        "silent": False,
    }


def test_a_known_answer_is_an_observation_that_returned():
    found = known_answers(tuple(drawn({"asked": normal, "known": known}).values()))
    assert list(found) == ["known"]
    answer = found["known"]
    assert answer.outcome is Outcome.RETURNED
    assert answer.values[0].dtype == "int32"
    assert answer.values[0].array.tolist() == [4]


def test_a_probe_that_wants_data_of_an_assignment_without_is_told():
    with pytest.raises(AssignmentError, match="names none"):
        _ = Draw(1, "a", None).data


def test_plain_arrays_are_wrapped_for_sending():
    made = call("f", np.zeros(2), np.ones(1), returns=2)
    assert made.returns == 2
    assert [argument.values.tolist() for argument in made.arguments] == [[0, 0], [1]]
