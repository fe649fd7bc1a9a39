"""What a test asserts becomes an expression for the kernel and a claim for the host."""

import pytest

from grader.imports.assertions import map_tests

NAMES = frozenset({"f", "g", "answer"})


def mapped(code, hidden=False):
    found, unmapped = map_tests(code, NAMES, hidden)
    assert unmapped == []
    return found


def only(code):
    (one,) = mapped(code)
    return one.evaluate.expression, one.claim.relation, one.claim.constant


def refused(code):
    found, unmapped = map_tests(code, NAMES)
    assert found == []
    (reason,) = unmapped
    return reason


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("assert f(3) == 9", ("f(3)", "equal", "null")),
        ("assert 9 == f(3)", ("f(3)", "equal", "null")),
        ("assert f([1, 2])[0] == 'a'", ("f([1, 2])[0]", "equal", "null")),
        ("assert round(f(2), 2) == 3.14", ("round(f(2), 2)", "equal", "null")),
        ("assert f(3) != 5", ("f(3)", "!=", "5")),
        ("assert 2 < f(3)", ("f(3)", ">", "2")),
        ("assert 'x' in f(3)", ("f(3)", "contains", '"x"')),
        ("assert f(3) in (1, 2)", ("f(3)", "in", '["tuple", 1, 2]')),
        ("assert f(3) is None", ("f(3)", "==", "null")),
        ("assert not f(3)", ("bool(f(3))", "==", "false")),
        ("assert isinstance(f(3), list)", ("bool(isinstance(f(3), list))", "==", "true")),
        ("assert f(1) == g(1)", ("bool(f(1) == g(1))", "==", "true")),
        ("assert np.array_equal(f(3), [1, 2])", ("f(3)", "equal", "null")),
        ("np.testing.assert_array_equal(f(3), [1, 2])", ("f(3)", "equal", "null")),
        ("assert all(f(n) == n * n for n in range(4))", ("[f(n) for n in range(4)]", "equal", "null")),
        ("for n in range(4):\n    assert f(n) == n * n", ("[f(n) for n in range(4)]", "equal", "null")),
        ("for n, e in [(1, 2), (3, 4)]:\n    assert f(n) == e", ("[f(n) for n, in [(1,), (3,)]]", "equal", "null")),
        ("with pytest.raises(ValueError):\n    f(0)", ("f(0)", "raises", '"ValueError"')),
        ("assert_raises(ValueError, f, 0)", ("f(0)", "raises", '"ValueError"')),
        ("assert answer == 42", ("answer", "equal", "null")),
    ],
)
def test_an_assertion_becomes_an_expression_and_a_claim(code, expected):
    assert only(code) == expected


@pytest.mark.parametrize(
    ("code", "rtol", "atol"),
    [
        ("assert np.isclose(f(3), 9.87)", 1e-5, 1e-8),
        ("assert np.allclose(9.87, f(3), atol=1e-3)", 1e-5, 1e-3),
        ("assert math.isclose(f(3), 9.87, abs_tol=10 ** -6)", 1e-9, 1e-6),
        ("assert abs(f(3) - 9.87) < 1e-2", 0.0, 1e-2),
        ("assert abs(9.87 - f(3)) <= 1e-2", 0.0, 1e-2),
        ("assert_almost_equal(f(3), 9.87, decimal=2)", 0.0, 1.5e-2),
        ("np.testing.assert_allclose(f(3), 9.87, rtol=0.1)", 0.1, 0.0),
    ],
)
def test_a_comparison_within_a_tolerance_keeps_it_and_leaves_the_value_at_home(code, rtol, atol):
    (one,) = mapped(code)
    assert one.evaluate.expression == "f(3)"
    assert (one.claim.relation, one.claim.rtol, one.claim.atol) == ("close", rtol, pytest.approx(atol))


def test_only_what_decides_the_value_goes_along():
    code = "import numpy as np\nx = np.ones(3)\nexpected = 123456\nunused = 7\nassert f(x) == expected"
    (one,) = mapped(code)
    assert one.evaluate.setup == "import numpy as np\nx = np.ones(3)"


def test_an_argument_that_a_call_may_have_changed_is_looked_at_after_it():
    (one,) = mapped("before = [1]\nf(before)\nassert before == [1]")
    assert (one.evaluate.expression, one.evaluate.setup) == ("before", "before = [1]\nf(before)")


def test_both_parts_of_an_and_are_claims():
    assert [m.evaluate.expression for m in mapped("assert f(1) == 1 and f(2) == 4")] == ["f(1)", "f(2)"]


def test_a_try_that_must_raise_catches():
    (one,) = mapped("try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no')")
    assert one.evaluate.catches
    assert one.claim.constant == '"ValueError"'


def test_a_hidden_assertion_does_not_tell_its_source():
    assert mapped("assert f(3) == 9", hidden=True)[0].claim.says == ""
    assert mapped("assert f(3) == 9")[0].claim.says == "assert f(3) == 9"


@pytest.mark.parametrize(
    "code",
    [
        "assert f(3) - 9 < 1",  # the 9 would travel
        "assert check_it(f(3), 9)",
        "assert f(3) < limit(2)",
        "for a, b in pairs:\n    assert f(a) == b",
        "for a in range(3):\n    print(a)\n    assert f(a) == a",
        "assert 1 == 1",
        "if f(1):\n    assert f(2) == 4",
        "assert f(3) or 9 > 3",
        "assert f(3) not in (1, 2)",
    ],
)
def test_what_cannot_be_told_apart_is_listed_with_its_reason(code):
    assert " (" in refused(code)


def test_what_is_no_python_is_said():
    with pytest.raises(SyntaxError):
        map_tests("assert f(", NAMES)
