"""The agent's conversions: what a student returned becomes an array, or says what it is."""

import re
from types import SimpleNamespace

import ml_dtypes
import numpy as np
import pytest

from grader.agent import MAX_TEXT, RefusalError, clip, split_returned, to_value


def array_of(value):
    return to_value(value)["array"]


def named(case: object) -> str:
    """The same name in every process: without the address that some objects show."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(case))[:30]


@pytest.mark.parametrize(
    ("value", "name", "dtype"),
    [
        (np.zeros((2, 3), "float16"), "ndarray", "float16"),
        (np.array([True, False]), "ndarray", "bool"),
        (np.zeros(2, ">i4"), "ndarray", "int32"),
        ([[1, 2], [3, 4]], "list", "int64"),
        ((1.5, 2), "tuple", "float64"),
        (True, "bool", "bool"),
        (3, "int", "int64"),
        (2.5, "float", "float64"),
        (np.float32(0.5), "float32", "float32"),
        (range(3), "range", "int64"),
        ([], "list", "float64"),
        (memoryview(b"ab"), "memoryview", "uint8"),
    ],
    ids=named,
)
def test_numbers_in_any_container_become_an_array(value, name, dtype):
    said = to_value(value)
    assert (said["type_name"], said["dtype"]) == (name, dtype)
    assert type(said["array"]) is np.ndarray
    np.testing.assert_array_equal(said["array"], np.array(value))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "NoneType"),
        ("0.5", "str"),
        (b"0.5", "bytes"),
        ({"a": 1}, "dict"),
        ({1, 2}, "set"),
        ([[1], [1, 2]], "list"),
        ([[1, 2], 3], "list"),
    ],
    ids=named,
)
def test_what_is_no_table_of_numbers_has_a_type_and_nothing_else(value, name):
    assert to_value(value) == {"type_name": name, "dtype": "", "array": None}


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (np.array([object()]), "object"),
        (np.array([1j]), "complex128"),
        (np.array(["a"]), "str32"),
        (np.zeros(2, np.longdouble), np.dtype(np.longdouble).name),
        (np.zeros(2, [("a", "f4"), ("b", "i4")]), "void64"),
        (np.array(["2020-01-01"], "datetime64[D]"), "datetime64[D]"),
        (10**30, "object"),
        (lambda: 0, "object"),
        ([None, 1], "object"),
    ],
    ids=named,
)
def test_a_dtype_that_does_not_travel_is_named(value, dtype):
    said = to_value(value)
    assert (said["dtype"], said["array"]) == (dtype, None)


@pytest.mark.parametrize("name", ["bfloat16", "float8_e5m2", "float8_e4m3fn", "int4"])
def test_the_small_types_of_machine_learning_travel_as_float32(name):
    said = to_value(np.array([0, 1, 2], getattr(ml_dtypes, name)))
    assert said["dtype"] == name
    assert said["array"].dtype == np.float32
    assert said["array"].tolist() == [0, 1, 2]


class Liar(np.ndarray):
    """Says that it equals everything and takes part in no function of NumPy."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def __array_function__(self, func, types, args, kwargs):
        return np.zeros(3)

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.ones(3)

    def __array_finalize__(self, origin):
        self.numpy_calls = 0

    def tobytes(self, order="C"):
        return bytes(self.nbytes)

    @property
    def shape(self):
        return (7,)


def test_a_subclass_that_lies_is_read_as_the_memory_it_has():
    said = to_value(np.array([1.0, 2.0, 3.0]).view(Liar))
    assert said["type_name"] == "Liar"
    assert type(said["array"]) is np.ndarray
    assert said["array"].tolist() == [1.0, 2.0, 3.0]
    assert said["array"].shape == (3,)


def test_an_object_that_converts_itself_is_read_once():
    class Changing:
        reads = 0

        def __array__(self, dtype=None, copy=None):
            type(self).reads += 1
            return np.array([float(self.reads)])

    assert array_of(Changing()).tolist() == [1.0]
    assert Changing.reads == 1


@pytest.mark.parametrize("error", [ValueError, RuntimeError, MemoryError, RecursionError])
def test_a_value_that_cannot_be_converted_is_no_number(error):
    def refuse(self, *_):
        raise error("no")

    for name in ("__array__", "numpy"):
        assert array_of(type("Odd", (), {name: refuse})()) is None


def test_a_tensor_is_asked_for_its_numbers():
    tensor = SimpleNamespace(numpy=lambda: np.array([1, 2], "int32").view(Liar))
    assert array_of(tensor).tolist() == [1, 2]


def test_long_texts_are_cut():
    assert clip("a" * MAX_TEXT) == "a" * MAX_TEXT
    assert clip("a" * (MAX_TEXT + 1)) == "a" * (MAX_TEXT - 1) + "…"
    assert len(to_value(type("T" * 2000, (), {})())["type_name"]) == MAX_TEXT


def test_one_value_is_itself_even_where_it_is_a_tuple():
    assert split_returned((1, 2), 1) == [(1, 2)]


@pytest.mark.parametrize("returned", [(1, 2), [1, 2]])
def test_several_values_are_taken_apart(returned):
    assert split_returned(returned, 2) == [1, 2]


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (None, "it returned None, 2 values were expected"),
        ((1,), "it returned 1 values, 2 values were expected"),
        ([1, 2, 3], "it returned 3 values, 2 values were expected"),
        (np.zeros((2, 2)), "it returned one ndarray, 2 values were expected"),
        ("ab", "it returned one str, 2 values were expected"),
    ],
    ids=named,
)
def test_a_wrong_number_of_values_is_counted(returned, said):
    with pytest.raises(RefusalError) as refused:
        split_returned(returned, 2)
    assert (refused.value.name, refused.value.message) == ("WrongCount", said)
