"""Relations that a student's own answers must fulfil."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Property
from grader.checks.relations import NEEDS, PROPERTIES
from grader.comparison import Tolerance
from grader.errors import AssignmentError
from grader.records.observation import Observation, Outcome, Value
from grader.records.verdict import Verdict

ROWS = np.array([[0.2, 0.8], [0.5, 0.5], [1.0, 0.0]])
SETTINGS = {"bound": 1.0, "low": 0.0, "high": 1.0, "other": "q"}


def judge(observation, holds, other=None, **settings):
    observed = {"p": observation, **({"q": other} if other is not None else {})}
    check = Property(probe="p", holds=holds, other="q" if other is not None else None, **settings)
    return check.judge(observed, {})


def violation(*arguments, **settings):
    finding = judge(*arguments, **settings)
    assert finding.verdict is Verdict.FAIL
    return finding.reason


def passes(*arguments, **settings):
    return judge(*arguments, **settings).verdict is Verdict.PASS


# declarations


def test_an_unknown_relation_is_refused_when_it_is_declared():
    with pytest.raises(AssignmentError, match="'rows_sum_to_two' is no known relation"):
        Property(probe="p", holds="rows_sum_to_two")


@pytest.mark.parametrize("holds", sorted(NEEDS))
def test_a_relation_without_its_setting_is_refused_when_it_is_declared(holds):
    with pytest.raises(AssignmentError, match=f"{NEEDS[holds][0]}.* to be given"):
        Property(probe="p", holds=holds)


def test_the_probes_are_those_it_must_hold_for_and_the_related_one():
    assert Property(probe="p", holds="same_as", other="q", also=("r",)).probes() == ("p", "r", "q")


# what violates every relation


@pytest.mark.parametrize("holds", sorted(PROPERTIES))
@pytest.mark.parametrize(
    "value",
    [
        Value(type_name="NoneType"),
        Value(type_name="str"),
        Value(type_name="ndarray", dtype="object"),
        Value(type_name="ndarray", array=np.zeros((0, 10))),
        Value(type_name="ndarray", array=np.array([[np.nan, 1.0]])),
        Value(type_name="ndarray", array=np.array([[np.inf, 1.0]])),
        Value(type_name="ndarray", array=np.array([["a", "b"]], dtype=object)),
    ],
    ids=["None", "text", "object", "empty", "NaN", "infinite", "objects"],
)
def test_no_relation_holds_of_what_is_no_finite_number(holds, value):
    wanted = {name: SETTINGS[name] for name in NEEDS.get(holds, ())}
    check = Property(probe="p", holds=holds, **wanted)
    rows = (np.array([[1.0, 2.0]]),)
    one = Observation(probe="p", outcome=Outcome.RETURNED, values=(value,), arguments_before=rows)
    finding = check.judge({"p": one, "q": one}, {})
    assert finding.verdict is Verdict.FAIL
    assert finding.reason.endswith(".") or finding.reason.endswith("?).")


def test_a_related_answer_that_is_not_finite_violates_too(returned):
    reason = violation(returned([1.0]), "same_as", returned([np.nan], probe="q"))
    assert reason == "The value is NaN; finite numbers were expected."


def test_nothing_and_emptiness_have_their_sentences(returned):
    assert violation(returned(), "finite") == "Nothing came back."
    assert violation(returned(None), "finite").startswith("None came back where numbers were expected")
    assert violation(returned("x"), "finite") == "A value of type `str` came back where numbers were expected."
    assert violation(returned(np.zeros((0, 10))), "finite") == (
        "An empty array of shape (0, 10) came back where numbers were expected."
    )


# one relation after the other


def test_finite_numbers_are_finite(returned):
    assert passes(returned(ROWS), "finite")
    assert passes(returned([1, 2]), "finite")


def test_rows_that_sum_to_one_pass_also_as_a_vector(returned):
    assert passes(returned(ROWS), "rows_sum_to_one")
    assert passes(returned(ROWS[0]), "rows_sum_to_one")
    assert passes(returned(ROWS.astype("float32") * np.float32(1 + 5e-6)), "rows_sum_to_one")


def test_float64_rows_must_sum_to_one_more_exactly(returned):
    assert not passes(returned(ROWS * (1 + 5e-6)), "rows_sum_to_one")
    assert not passes(returned(ROWS.astype("float32") * np.float32(1 + 5e-5)), "rows_sum_to_one")


def test_rows_that_sum_to_something_else_are_counted(returned):
    assert violation(returned(ROWS / 4), "rows_sum_to_one") == (
        "3 of 3 rows do not sum to 1; the first of them sums to 0.25."
    )
    assert violation(returned([[0.5, 0.5], [0.5, 0.25]]), "rows_sum_to_one") == (
        "1 of 2 rows does not sum to 1; the first of them sums to 0.75."
    )
    assert violation(returned([0.5, 0.25]), "rows_sum_to_one") == ("The values of the row sum to 0.75, not to 1.")


def test_negative_probabilities_do_not_make_up_for_others(returned):
    assert violation(returned([[1.5, -0.5], [0.5, 0.5]]), "rows_sum_to_one") == (
        "1 of 4 values is negative; probabilities are not."
    )


def test_columns_that_sum_to_one_are_not_enough(returned):
    softmax_of_columns = np.array([[0.5, 0.25], [0.25, 0.25], [0.25, 0.5]])
    assert not passes(returned(softmax_of_columns), "rows_sum_to_one")


def test_a_single_number_has_no_rows(returned):
    assert "rows of probabilities" in violation(returned(1.0), "rows_sum_to_one")
    assert "one-hot rows" in violation(returned(1.0), "one_hot")


def test_a_loss_may_be_minus_zero_or_the_rounding_of_zero_but_not_negative(returned):
    for number in (0.0, -0.0, -1e-7, 2.0):
        assert passes(returned(number), "non_negative")
    assert violation(returned(-0.1), "non_negative") == "The value is negative."
    assert violation(returned([-0.1, 1.0, -3.0]), "non_negative") == "2 of 3 values are negative."


def test_bounds_include_themselves(returned):
    assert passes(returned(9.0), "at_least", bound=9.0)
    assert violation(returned(8.5), "at_least", bound=9.0) == "The value is below 9."
    assert passes(returned([1.0, 2.0]), "at_most", bound=2.0)
    assert violation(returned([1.0, 2.5]), "at_most", bound=2.0) == "1 of 2 values is above 2."
    assert passes(returned([0.0, 1.0]), "within", low=0.0, high=1.0)
    assert violation(returned([0, 255]), "within", low=0.0, high=1.0) == (
        "The values range from 0 to 255; 0 to 1 was expected."
    )


def test_an_invariance_compares_two_answers_of_the_student(returned):
    near = returned(ROWS + 5e-8, probe="q")
    assert passes(returned(ROWS), "same_as", near)
    assert violation(returned(ROWS), "same_as", returned(ROWS * 2, probe="q")) == (
        "Two answers that must be equal differ in 5 of 6 values."
    )
    assert violation(returned(ROWS), "same_as", returned(ROWS[0], probe="q")) == (
        "Two answers that must be equal differ: they are an array of shape (3, 2) and an array of shape (2,)."
    )


def test_an_invariance_may_have_its_own_tolerance(returned):
    shifted = returned(ROWS + 5e-5, probe="q")
    assert not passes(returned(ROWS), "same_as", shifted)
    assert passes(returned(ROWS), "same_as", shifted, tolerance=Tolerance(rtol=1e-4, atol=1e-4))


def test_integers_lie_below_their_bound(returned):
    assert passes(returned([0, 9, 3]), "integers_in", bound=10)
    assert violation(returned([0, 10, -1]), "integers_in", bound=10) == "2 of 3 values are outside 0 to 9."
    assert violation(returned([0.0, 9.0]), "integers_in", bound=10) == (
        "The values are of dtype float64; integers were expected."
    )
    assert not passes(returned([True, False]), "integers_in", bound=10)


def test_one_hot_rows_have_exactly_one_one(returned):
    assert passes(returned(np.eye(4)[[2, 0, 0]]), "one_hot")
    assert passes(returned(np.eye(4, dtype=bool)), "one_hot")
    wrong = np.array([[1.0, 0, 0], [1, 1, 0], [0, 0, 0], [0.5, 0.5, 0], [2, -1, 0], [2, 1, 0]])
    assert violation(returned(wrong), "one_hot") == "5 of 6 rows without exactly one 1 among zeros."


INPUTS = np.arange(12.0).reshape(4, 3)


def per_row(x):
    return x / x.sum(axis=-1, keepdims=True)


def per_batch(x):
    return x / x.sum()


@pytest.mark.parametrize("related", [INPUTS[[2]], INPUTS[[3, 1, 0, 2]], np.vstack([INPUTS, INPUTS]), INPUTS[2]])
def test_a_row_gets_the_same_answer_whatever_else_is_in_the_batch(returned, related):
    batch = returned(per_row(INPUTS), before=[INPUTS])
    assert passes(batch, "rows_of", returned(per_row(related), probe="q", before=[related]))


def test_rows_that_depend_on_the_batch_are_counted(returned):
    batch = returned(per_batch(INPUTS), before=[INPUTS])
    alone = returned(per_batch(INPUTS[2:]), probe="q", before=[INPUTS[2:]])
    assert violation(batch, "rows_of", alone) == (
        "2 of 2 rows get another answer when the rest of the batch is different."
    )


def test_an_answer_without_a_row_per_input_row_violates(returned):
    batch = returned(per_row(INPUTS), before=[INPUTS])
    for answer in (1.0, per_row(INPUTS).T):
        other = returned(answer, probe="q", before=[INPUTS])
        assert "one row for each row" in violation(batch, "rows_of", other)
        assert "one row for each row" in violation(other, "rows_of", batch)


@pytest.mark.parametrize("related", [INPUTS + 0.5, np.float64(3.0)], ids=["strange rows", "a number"])
def test_probes_without_a_common_row_are_an_error_of_ours(returned, related):
    batch = returned(per_row(INPUTS), before=[INPUTS])
    with pytest.raises(ValueError, match="rows_of"):
        judge(batch, "rows_of", returned(per_row(INPUTS), probe="q", before=[related]))


def test_a_property_must_hold_for_further_probes_and_in_the_chosen_item(returned):
    check = Property(probe="p", holds="one_hot", item=1, also=("q",))
    good = returned(1.0, np.eye(3))
    bad = returned(1.0, np.eye(3) * 2, probe="q")
    assert check.judge({"p": good, "q": good}, {}).verdict is Verdict.PASS
    finding = check.judge({"p": good, "q": bad}, {})
    assert finding.reason == "In the second returned value: 3 of 3 rows without exactly one 1 among zeros."


@given(st.integers(1, 20), st.integers(1, 30), st.floats(0.1, 80), st.integers(0, 1000))
def test_softmax_fulfils_its_relations_for_any_logits(batch, classes, scale, seed):
    logits = np.random.default_rng(seed).normal(0, scale, (batch, classes)).astype("float32")
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    one = Observation(
        probe="p",
        outcome=Outcome.RETURNED,
        values=(Value(type_name="ndarray", dtype="float32", array=p),),
        arguments_before=(logits,),
    )
    for holds in ("finite", "rows_sum_to_one", "non_negative"):
        assert Property(probe="p", holds=holds).judge({"p": one}, {}).verdict is Verdict.PASS
    assert Property(probe="p", holds="within", low=0.0, high=1.0).judge({"p": one}, {}).verdict is Verdict.PASS


# responds


def test_an_answer_that_was_not_made_from_the_input_does_not_respond(returned):
    given, other = np.array([1.0, -2.0]), returned([0.5, 0.7], probe="q")
    assert passes(returned([0.1, 0.2], before=[given]), "responds", other)
    assert passes(returned(3.0, before=[given]), "responds", other)
    assert passes(returned([np.nan, np.inf], before=[given]), "responds", other)  # wrong, but computed
    assert passes(returned(given.astype("float32"), before=[given]), "responds", other)  # converted, so not itself
    assert "argument itself" in violation(returned(given, before=[np.zeros(3), given]), "responds", other)
    assert "are the same" in violation(returned([0.0, 0.0], before=[given]), "responds", other)
    assert "same answer" in violation(returned([0.5, 0.7], before=[given]), "responds", other)
    assert "None came back" in violation(returned(None, before=[given]), "responds", other)
