"""The comparator: every trap of object lies, broadcasting, NaN and dtypes, and the tolerances' margins."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.comparison import (
    FLOAT32,
    FLOAT64,
    Tolerance,
    compare,
    compare_form,
    describe_non_finite,
    plain_number,
    printable,
    tolerance_for,
)
from grader.records.observation import Value

NAN, INF = float("nan"), float("inf")


def value(numbers, dtype=None):
    array = np.array(numbers, dtype=dtype)
    return Value(type_name="ndarray", dtype=array.dtype.name, array=array)


def difference(observed, expected, tolerance=None):
    found = compare(observed, expected, tolerance)
    assert found is not None
    return found


# what came at all


def test_none_is_named_and_a_missing_return_suggested():
    found = difference(Value(type_name="NoneType"), value(np.zeros((3, 4))))
    assert found.what == "kind"
    assert found.sentence == "None (is a `return` missing?) came back where an array of shape (3, 4) was expected."


def test_text_is_named():
    found = difference(Value(type_name="str"), value(1.0))
    assert found.sentence == "Text came back where a single number was expected."


def test_another_type_is_named():
    found = difference(Value(type_name="dict"), value([1.0, 2.0]))
    assert found.sentence == "A value of type `dict` came back where an array of shape (2,) was expected."


def test_an_object_array_that_did_not_travel_is_named_with_its_dtype():
    found = difference(Value(type_name="ndarray", dtype="object"), value([1.0]))
    assert found.sentence == "A `ndarray` of dtype object came back where an array of shape (1,) was expected."


def test_a_value_that_is_not_there_is_nothing():
    found = difference(Value(type_name=""), value([1.0]))
    assert found.sentence == "Nothing came back where an array of shape (1,) was expected."


class AlwaysEqual:
    """Says yes to every comparison, as a cheat would."""

    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = None


@pytest.mark.parametrize(
    "array",
    [
        np.array([AlwaysEqual(), AlwaysEqual()], dtype=object),
        np.array(["1.0", "2.0"]),
        np.array([1 + 0j, 2 + 0j]),
        np.array([1, 2], dtype="datetime64[s]"),
        np.array([(1.0,), (2.0,)], dtype=[("x", "f8")]),
        pytest.param(
            np.array([1.0, 2.0], dtype="longdouble"),
            marks=pytest.mark.skipif(np.dtype("longdouble").itemsize == 8, reason="has no wider float"),
        ),
    ],
    ids=["object", "text", "complex", "dates", "structured", "more than 64 bits"],
)
def test_arrays_that_are_no_real_numbers_are_refused_before_any_comparison(array):
    observed = Value(type_name="ndarray", dtype=array.dtype.name, array=array)
    assert difference(observed, value([1.0, 2.0])).what == "kind"


def test_a_reference_that_is_not_numeric_is_an_error_of_ours():
    with pytest.raises(ValueError, match="NoneType"):
        compare(value(1.0), Value(type_name="NoneType"))


# shape: broadcasting never decides


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (np.zeros(0), np.ones(1)),
        (np.zeros((0, 10)), np.ones((1, 10))),
        (np.zeros((1, 10)), np.zeros((0, 10))),
        (np.float64(1.0), np.ones(3)),
        (np.ones(1), np.float64(1.0)),
        (np.ones((1, 3)), np.ones(3)),
        (np.ones((3, 1)), np.ones(3)),
        (np.ones((3, 1)), np.ones((3, 3))),
        (np.ones((2, 3)), np.ones((3, 2))),
    ],
)
def test_equal_numbers_of_another_shape_differ(observed, expected):
    assert difference(value(observed), value(expected)).what == "shape"


def test_the_shapes_are_told():
    found = difference(value(np.zeros((4, 3))), value(np.zeros((3, 4))))
    assert found.sentence == "An array of shape (4, 3) came back where an array of shape (3, 4) was expected."
    scalar = difference(value(0.5), value([0.5]))
    assert scalar.sentence == "A single number came back where an array of shape (1,) was expected."


def test_empty_arrays_of_one_shape_agree():
    assert compare(value(np.zeros((0, 10))), value(np.zeros((0, 10)))) is None


# dtype kind


@pytest.mark.parametrize(
    ("observed", "expected", "sentence"),
    [
        ("bool", "int64", "Booleans (bool) came back where integers were expected."),
        ("int64", "bool", "Integers (int64) came back where booleans were expected."),
        ("int32", "float32", "Integers (int32) came back where floating-point numbers were expected."),
        ("float64", "int64", "Floating-point numbers (float64) came back where integers were expected."),
    ],
)
def test_equal_numbers_of_another_dtype_kind_differ(observed, expected, sentence):
    found = difference(value([0, 1], observed), value([0, 1], expected))
    assert (found.what, found.sentence) == ("dtype", sentence)


def test_signed_and_unsigned_integers_are_one_kind():
    assert compare(value([0, 255], "uint8"), value([0, 255], "int64")) is None


def test_the_form_alone_ignores_the_numbers_and_on_request_the_dtype():
    assert compare_form(value([1.0, NAN]), value([2.0, 3.0])) is None
    assert compare_form(value([1, 2]), value([2.0, 3.0]), dtype_kind=False) is None
    assert compare_form(value([1, 2]), value([2.0, 3.0])).what == "dtype"


def test_byte_order_is_no_difference():
    assert compare(value([0.25, 0.75], ">f4"), value([0.25, 0.75], "<f4")) is None
    assert compare(value([1, 2], ">i8"), value([1, 2], "<i4")) is None
    assert difference(value([0.25, 0.8], ">f4"), value([0.25, 0.75], "<f4")).what == "values"


# finiteness


@pytest.mark.parametrize("observed", [[NAN, 0.5], [INF, 0.5], [-INF, 0.5]])
def test_what_is_not_finite_never_agrees_with_a_number(observed):
    assert difference(value(observed), value([0.5, 0.5])).what == "finite"


def test_not_even_a_boundless_tolerance_lets_nan_or_infinity_pass():
    anything = Tolerance(rtol=INF, atol=INF)
    assert compare(value([5.0]), value([0.5]), anything) is None
    for number in (NAN, INF, -INF):
        assert difference(value([number]), value([0.5]), anything).what == "finite"


def test_nan_and_infinities_are_counted_in_words():
    expected = value([0.5, 0.5, 0.5])
    nan = difference(value([NAN, 0.5, NAN]), expected)
    assert nan.sentence == "2 of 3 values are NaN; finite numbers were expected."
    both = difference(value([NAN, 0.5, INF]), expected)
    assert both.sentence == "2 of 3 values are NaN or infinite; finite numbers were expected."
    every = difference(value([INF, INF, -INF]), expected)
    assert every.sentence == "All 3 values are infinite; finite numbers were expected."
    one = difference(value(NAN), value(0.5))
    assert one.sentence == "The value is NaN; finite numbers were expected."


def test_an_expected_pattern_of_nan_and_infinities_must_be_met_exactly():
    expected = value([NAN, INF, -INF, 1.0])
    assert compare(value([NAN, INF, -INF, 1.0]), expected) is None
    for observed in (
        [1.0, INF, -INF, 1.0],
        [NAN, -INF, INF, 1.0],
        [INF, NAN, -INF, 1.0],
        [NAN, INF, -INF, NAN],
    ):
        found = difference(value(observed), expected)
        assert found.what == "finite"
        assert found.sentence == "NaN or infinite values are not where they were expected."
    assert difference(value([NAN, INF, -INF, 1.1]), expected).what == "values"


def test_finite_arrays_have_no_words():
    assert describe_non_finite(np.array([1.0, 2.0])) == ""
    assert describe_non_finite(np.array([1, 2])) == ""


# values


def test_float32_is_asked_for_fewer_digits_than_float64():
    exact, near = np.array([1.0, 0.1]), np.array([1.0 + 8e-6, 0.1])
    assert compare(value(near, "float32"), value(exact, "float32")) is None
    assert compare(value(near), value(exact)).what == "values"


def test_a_float32_answer_to_a_float64_question_has_the_float32_tolerance():
    assert compare(value([1.0 + 8e-6], "float32"), value([1.0], "float64")) is None


def test_the_default_tolerance_depends_on_the_coarsest_floating_array():
    double, single = np.zeros(1), np.zeros(1, "float32")
    assert tolerance_for((double, None, np.zeros(1, "int8"))) == FLOAT64
    assert tolerance_for((double, single)) == FLOAT32
    assert tolerance_for((np.zeros(1, "float16"),)) == FLOAT32


def test_a_declared_tolerance_takes_the_place_of_the_default():
    loose = Tolerance(rtol=0.0, atol=0.2)
    assert compare(value([1.1]), value([1.0]), loose) is None
    assert compare(value([1.3]), value([1.0]), loose).what == "values"


def test_float16_answers_are_told_why_they_are_too_coarse():
    numbers = np.array([0.1, 0.2, 0.7])
    found = difference(value(numbers, "float16"), value(numbers, "float32"))
    assert found.sentence == ("All 3 values differ from the expected ones. (float16 keeps only about three digits.)")
    assert compare(value([0.25, 0.75], "float16"), value([0.25, 0.75], "float32")) is None


def test_the_tolerance_is_relative_to_the_larger_magnitude_in_either_order():
    half = Tolerance(rtol=0.5, atol=0.0)
    assert compare(value([1.0]), value([0.6]), half) is None
    assert compare(value([0.6]), value([1.0]), half) is None
    assert compare(value([0.4]), value([1.0]), half).what == "values"


def test_integers_are_exact_whatever_the_tolerance():
    assert difference(value([3, 4]), value([3, 5]), Tolerance(rtol=1.0, atol=9.0)).what == "values"


def test_integers_beyond_the_precision_of_floats_are_still_told_apart():
    big = 2**63
    assert difference(value([big - 1], "int64"), value([big], "uint64")).what == "values"
    assert difference(value([-1], "int64"), value([2**64 - 1], "uint64")).what == "values"
    assert difference(value([2**53 + 1]), value([2**53])).what == "values"
    assert compare(value([7], "uint64"), value([7], "int64")) is None


def test_booleans_are_exact():
    assert compare(value([True, False]), value([True, False])) is None
    assert difference(value([True, True]), value([True, False])).what == "values"


def test_numbers_at_both_ends_of_the_range_differ_without_a_warning():
    assert difference(value([1.7e308]), value([-1.7e308])).what == "values"
    assert difference(value([3e38], "float32"), value([-3e38], "float32")).what == "values"


def test_negative_zero_is_zero():
    assert compare(value([-0.0, 0.0]), value([0.0, -0.0])) is None


def test_the_sentence_counts_and_the_evidence_shows_the_worst_entry():
    found = difference(value([[1.0, 2.0], [3.5, 4.1]]), value([[1.0, 2.0], [3.0, 4.0]]))
    assert found.sentence == "2 of 4 values differ from the expected ones."
    assert found.evidence == {
        "index": [1, 0],
        "observed": 3.5,
        "expected": 3.0,
        "max_abs_error": 0.5,
        "wrong": 2,
        "of": 4,
    }


def test_one_wrong_value_and_a_wrong_number_have_sentences_of_their_own():
    assert difference(value([1.0, 2.0]), value([1.0, 3.0])).sentence == "1 of 2 values differs from the expected ones."
    assert difference(value(2.0), value(3.0)).sentence == "The number differs from the expected one."


def test_evidence_can_be_written_as_json_even_where_numbers_are_not_finite():
    found = difference(value([[NAN, 1.0]]), value([[1.0, 1.0]]))
    assert json.loads(json.dumps(found.evidence, allow_nan=False))["observed"] == "nan"
    for number in (np.int64(3), np.float32(0.5), np.bool_(True), 2.5):
        json.dumps(plain_number(number), allow_nan=False)
    assert plain_number(np.float32(-INF)) == "-inf"


# text


def test_foreign_text_becomes_one_short_line():
    assert printable("a\x1b[31m\nb\u202ec\x00\ud800\td") == "a bc d"
    long = printable("x" * 10_000)
    assert len(long) == 200
    assert long.endswith("…")


# laws

FINITE = st.floats(-10, 10, allow_nan=False, width=32)
FLOATS = npst.arrays(
    st.sampled_from(["float32", "float64"]),
    npst.array_shapes(min_dims=0, max_dims=3, max_side=4),
    elements=FINITE,
)
ANYTHING = npst.arrays(
    st.sampled_from(["float16", "float32", "float64", "int8", "int64", "uint64", "bool"]),
    npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


@given(ANYTHING)
def test_every_array_agrees_with_itself(array):
    assert compare(value(array), value(array)) is None


@given(FLOATS, st.floats(1e-9, 1e-3), st.randoms(use_true_random=False))
def test_acceptance_does_not_depend_on_the_order(array, size, random):
    moved = (array + size * random.uniform(-1, 1)).astype(array.dtype)
    tolerance = Tolerance(rtol=1e-5, atol=1e-6)
    there, back = (
        compare(value(moved), value(array), tolerance),
        compare(value(array), value(moved), tolerance),
    )
    assert (there is None) == (back is None)


@given(FLOATS, st.floats(1.1e-3, 100.0), st.booleans(), st.randoms(use_true_random=False))
def test_a_perturbation_above_a_thousandth_is_always_found_where_it_is(array, size, upward, random):
    moved = array.astype(np.float64)
    index = tuple(random.randrange(n) for n in array.shape)
    moved[index] += size if upward else -size
    found = difference(value(moved), value(array))
    assert found.what == "values"
    assert found.evidence["index"] == list(index)
    assert found.evidence["wrong"] == 1


@given(ANYTHING, ANYTHING)
def test_arrays_of_different_shapes_never_agree(array, other):
    found = compare(value(array), value(other))
    if array.shape != other.shape:
        assert found is not None
        assert found.what == "shape"


# correct styles, computed here as students write them


def shifted(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def by_loops(x):
    rows = []
    for row in x:
        top = max(row)
        e = [np.exp(number - top) for number in row]
        total = sum(e)
        rows.append([number / total for number in e])
    return np.array(rows, dtype=x.dtype)


def by_log(x):
    top = x.max(axis=-1, keepdims=True)
    return np.exp(x - top - np.log(np.exp(x - top).sum(axis=-1, keepdims=True)))


def transposed(x):
    e = np.exp((x - x.max(axis=1)[:, None]).T)
    return (e / e.sum(axis=0)).T


def shifted_further(x):
    e = np.exp(x - (x.max(axis=-1, keepdims=True) + 1))
    return e / e.sum(axis=-1, keepdims=True)


def with_epsilon(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-8)


def in_float32(x):
    return shifted(x.astype(np.float32))


def unshifted(x):
    return np.exp(x) / np.exp(x).sum(axis=1).reshape(-1, 1)


SOFTMAX_STYLES = [shifted, by_loops, by_log, transposed, shifted_further, with_epsilon, in_float32, unshifted]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("style", SOFTMAX_STYLES)
def test_every_correct_style_of_softmax_agrees_with_the_shifted_one(style, dtype):
    random = np.random.default_rng(3)
    for scale, classes in ((1.0, 10), (15.0, 10), (3.0, 1000)):
        x = random.normal(0, scale, (64, classes)).astype(dtype)
        assert compare(value(style(x)), value(shifted(x))) is None


def one_hot_sum(y, p):
    return -np.mean(np.sum(y * np.log(p), axis=1))


def by_index(y, p):
    return -np.log(p[np.arange(len(p)), y.argmax(axis=1)]).mean()


def clipped(y, p):
    return -np.sum(y * np.log(np.clip(p, 1e-7, 1 - 1e-7))) / len(y)


def plus_epsilon(y, p):
    return -np.mean(np.sum(y * np.log(p + 1e-12), axis=1))


def by_einsum(y, p):
    return -np.einsum("ij,ij->", y, np.log(p)) / len(y)


def as_divergence(y, p):
    safe = np.where(y > 0, y, 1)
    return np.mean(np.sum(np.where(y > 0, y * (np.log(safe) - np.log(p)), 0), axis=1))


def loss_in_float32(y, p):
    return np.float32(-np.mean(np.sum(y * np.log(p.astype(np.float32)), axis=1)))


def by_python_sum(y, p):
    return float(sum(-np.log(row[label]) for row, label in zip(p, y.argmax(axis=1), strict=True)) / len(p))


LOSS_STYLES = [
    one_hot_sum, by_index, clipped, plus_epsilon, by_einsum, as_divergence, loss_in_float32, by_python_sum,
]  # fmt: skip


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("style", LOSS_STYLES)
def test_every_correct_style_of_cross_entropy_agrees_with_the_plain_one(style, dtype):
    random = np.random.default_rng(5)
    p = shifted(random.normal(0, 1, (256, 10))).clip(1e-2, None)
    p = (p / p.sum(axis=1, keepdims=True)).astype(dtype)
    y = np.eye(10, dtype=dtype)[random.integers(0, 10, 256)]
    assert compare(value(style(y, p)), value(one_hot_sum(y, p)), tolerance_for((y, p))) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda y, p: -np.sum(y * np.log(p)),
        lambda y, p: -np.mean(y * np.log(p)),
        lambda y, p: np.mean(np.sum(y * np.log(p), axis=1)),
        lambda y, p: -np.mean(np.sum(y * np.log2(p), axis=1)),
        lambda y, p: -np.mean(np.sum(y * np.log(p + 1e-2), axis=1)),
    ],
    ids=["sum", "mean over classes too", "sign", "base two", "large epsilon"],
)
def test_wrong_formulas_of_cross_entropy_are_found_with_the_same_tolerance(wrong):
    random = np.random.default_rng(5)
    p = shifted(random.normal(0, 1, (64, 10)))
    y = np.eye(10)[random.integers(0, 10, 64)]
    assert compare(value(wrong(y, p)), value(one_hot_sum(y, p)), FLOAT32).what == "values"
