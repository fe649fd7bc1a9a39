"""Claims about plain values, as the kernel tells them."""

import json
import math

import numpy as np
import pytest

from grader import agent, evaluating
from grader.checks import Assertions, Claim
from grader.records.observation import Observation, Outcome, Value
from grader.records.verdict import Verdict

evaluating.install(agent)


def seen(value):
    return {"p": Observation(probe="p", outcome=Outcome.RETURNED, values=(as_value(value),))}


def as_value(value):
    return Value(type_name=type(value).__name__, plain=evaluating.plain_text(value))


def verdict(relation, found, wanted=None, **fields):
    constant = fields.pop("constant", None)
    if constant is not None:
        fields["constant"] = evaluating.plain_text(constant)
    check = Assertions(claims=(Claim(probe="p", relation=relation, **fields),))
    return check.judge(seen(found), seen(wanted)).verdict


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (4, 4.0),
        (np.float32(0.5), 0.5),
        (0.1 + 0.2, 0.3),
        (True, 1),
        ("a", "a"),
        (None, None),
        ([1, (2, "x")], [1, (2, "x")]),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
        ({3, 1}, {1, 3}),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.array(3.0), np.array(3.0)),
    ],
)
def test_values_that_python_calls_equal_are_equal(found, wanted):
    assert verdict("equal", found, wanted) is Verdict.PASS


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (4, 5),
        ("4", 4),
        ([1, 2], (1, 2)),
        ([1, 2], [1, 2, 3]),
        ({"a": 1}, {"a": 2}),
        ({1}, [1]),
        (None, 0),
        (object(), 1),
        (math.nan, math.nan),
        (["list", 1], [1]),
    ],
)
def test_other_values_are_not(found, wanted):
    assert verdict("equal", found, wanted) is Verdict.FAIL


def test_close_keeps_its_tolerance():
    assert verdict("close", 1.0005, 1.0, rtol=1e-3) is Verdict.PASS
    assert verdict("close", [1.01], [1.0], rtol=1e-3) is Verdict.FAIL
    assert verdict("close", math.nan, math.nan) is Verdict.PASS


@pytest.mark.parametrize(
    ("relation", "found", "constant", "expected"),
    [
        ("<", 2, 3, True),
        ("<", 3, 3, False),
        (">=", 3, 3, True),
        ("!=", 3, 4, True),
        ("==", True, True, True),
        ("in", 2, (1, 2), True),
        ("in", 5, (1, 2), False),
        ("contains", {"a": 1}, "a", True),
        ("contains", "hello", "ell", True),
        ("contains", [1, 2], 3, False),
        ("<", "a", 3, False),
        ("contains", 5, 3, False),
    ],
)
def test_relations_with_a_constant(relation, found, constant, expected):
    assert (verdict(relation, found, constant=constant) is Verdict.PASS) is expected


def test_an_exception_is_known_by_any_of_its_classes():
    raised = ["ZeroDivisionError", "ArithmeticError", "Exception"]
    assert verdict("raises", raised, constant="ArithmeticError") is Verdict.PASS
    assert verdict("raises", raised, constant="ValueError") is Verdict.FAIL
    assert verdict("raises", [], constant="ValueError") is Verdict.FAIL


def test_a_visible_test_is_told_and_a_hidden_one_is_not():
    def reason(says):
        claim = Claim(probe="p", relation="equal", says=says)
        return Assertions(claims=(claim,)).judge(seen(1), seen(2)).reason

    assert reason("assert f(3) == 9") == "`assert f(3) == 9` does not hold."
    assert reason("") == "A hidden test does not hold."


@pytest.mark.parametrize("plain", ["", "[", '["list"', "[[]]", "{}", "[" * 5000, '[{"a": 1}]'])
def test_forged_values_fail_and_never_raise(plain):
    value = Value(type_name="list", plain=plain)
    observed = {"p": Observation(probe="p", outcome=Outcome.RETURNED, values=(value,))}
    for relation in ("equal", "in", "contains", "raises", "<"):
        check = Assertions(claims=(Claim(probe="p", relation=relation, constant=json.dumps(["list", 1])),))
        assert check.judge(observed, seen([1])).verdict is Verdict.FAIL


def test_a_reference_that_gives_no_plain_value_is_our_fault():
    with pytest.raises(ValueError, match="no plain value"):
        verdict("equal", 1, object())


def answer(expression, setup="", catches=False, function="f"):
    names = {"f": lambda x: 1 / x, "np": np}
    stimulus = {
        "type": "evaluate",
        "function": function,
        "expression": expression,
        "setup": setup,
        "catches": catches,
    }
    return agent.Agent(names).answer({"probe": "p", "seed": 1, "stimulus": stimulus})


def test_an_expression_is_evaluated_after_its_setup_in_a_copy_of_the_names():
    assert answer("f(x)", setup="x = 4\nf = f")["values"][0]["plain"] == "0.25"
    assert answer("f(0)")["error_name"] == "ZeroDivisionError"
    assert json.loads(answer("f(0)", catches=True)["values"][0]["plain"])[1] == "ZeroDivisionError"
    assert answer("f(1)", catches=True)["values"][0]["plain"] == '["list"]'
    assert answer("g(1)", function="g")["outcome"] == "undefined"


def test_a_value_that_is_too_long_or_has_no_end_does_not_travel():
    endless = []
    endless.append(endless)
    assert evaluating.plain_text(endless) is None
    assert evaluating.plain_text("x" * 20_000) is None
