"""Why a probe brought no answer, in a student's words."""

import numpy as np
import pytest

from grader.checks.outcomes import explain
from grader.records.assignment import Limits
from grader.records.observation import Observation, Outcome

NAMES = {"p": "softmax", "t": "train_model"}


def fault(outcome, **facts):
    return explain(Observation(probe="p", outcome=outcome, **facts), NAMES.__getitem__, Limits())


@pytest.mark.parametrize(
    ("outcome", "facts", "reason"),
    [
        (
            Outcome.UNDEFINED,
            {"error_message": "cross_entropy"},
            "The notebook defines no function `cross_entropy`."
            " If you renamed it, give it back its name; if its cell failed, repair that cell first.",
        ),
        (
            Outcome.UNDEFINED,
            {},
            "The notebook defines no function `softmax`."
            " If you renamed it, give it back its name; if its cell failed, repair that cell first.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "NotImplementedError", "error_message": "softmax"},
            "`softmax` is not written yet.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "ValueError", "error_message": "bad\nshape", "error_line": 3},
            "`softmax` raised ValueError: bad shape (line 3 of your cell).",
        ),
        (Outcome.RAISED, {"error_name": "KeyError"}, "`softmax` raised KeyError."),
        (Outcome.RAISED, {}, "`softmax` raised an exception."),
        (
            Outcome.RAISED,
            {"error_name": "WrongArity", "wrong_arity": "(x, axis)", "arguments_before": (np.ones(3),)},
            "`softmax` is defined as `softmax(x, axis)`; it is called with 1 argument."
            " Give it the parameters it had in the notebook you received.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "WrongArity", "wrong_arity": "softmax()", "arguments_before": (None, None)},
            "`softmax` is defined as `softmax()`; it is called with 2 arguments."
            " Give it the parameters it had in the notebook you received.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "WrongArity", "wrong_arity": "(model)"},
            "`softmax` is defined as `softmax(model)`; it is called in another way."
            " Give it the parameters it had in the notebook you received.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "NotAModel", "error_message": "build_model returned NoneType, a model was expected"},
            "build_model returned NoneType, a model was expected.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "WrongCount", "error_message": "it returned None, 2 values were expected"},
            "`softmax` hands back something else than was asked for: it returned None, 2 values were expected.",
        ),
        (
            Outcome.RAISED,
            {"error_name": "OtherWeights", "error_message": "its weights have the shapes (784, 10)"},
            "The model could not be tried: its weights have the shapes (784, 10), which are not those asked for.",
        ),
        (
            Outcome.TIMED_OUT,
            {},
            "`softmax` did not end within the time allowed."
            " Look for a loop without an end, or one that whole-array operations could replace.",
        ),
        (
            Outcome.OUT_OF_MEMORY,
            {},
            "`softmax` needed more memory than the 4 GiB allowed. Look for an array that is larger than it has to be.",
        ),
        (
            Outcome.OUTPUT_LIMIT,
            {},
            "`softmax` printed more than the 4 MiB allowed. Remove what it prints in loops.",
        ),
        (
            Outcome.DIED,
            {},
            "The notebook's Python process ended before `softmax` had answered."
            " Remove calls that end Python, such as `sys.exit` or `os._exit`.",
        ),
        (
            Outcome.UNSENDABLE,
            {},
            "What `softmax` returned could not be read."
            " It is too large or damaged: return arrays of the shape asked for.",
        ),
        (
            Outcome.NOT_RUN,
            {"error_message": "t"},
            "`softmax` could not be tried: it needs `train_model` to succeed first.",
        ),
    ],
)
def test_each_outcome_has_its_sentence(outcome, facts, reason):
    assert fault(outcome, **facts).reason == reason


def test_every_outcome_but_success_is_explained():
    for outcome in set(Outcome) - {Outcome.RETURNED}:
        assert fault(outcome, error_message="t").reason.endswith(".")


def test_only_code_that_ran_and_raised_counts_as_run():
    assert fault(Outcome.RAISED, error_name="OverflowError").has_run
    assert not fault(Outcome.RAISED, error_name="NotImplementedError").has_run
    assert not fault(Outcome.RAISED, error_name="WrongArity", wrong_arity="()").has_run
    assert not fault(Outcome.UNDEFINED).has_run


def test_a_repeated_fault_is_short():
    assert fault(Outcome.UNDEFINED).repeated == "As above: the notebook defines no function `softmax`."
    assert fault(Outcome.TIMED_OUT).repeated == "As above: `softmax` did not end within the time allowed."


def test_long_and_strange_messages_are_cut_to_one_line():
    reason = fault(Outcome.RAISED, error_name="E\x1b[2J", error_message="a\x00\u202e\n" + "x" * 9999).reason
    assert "\x1b" not in reason
    assert "\u202e" not in reason
    assert "\n" not in reason
    assert len(reason) < 260
