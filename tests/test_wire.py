"""Frames: what goes in comes out, and bytes that are no frame are refused whatever they are."""

import json
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.wire import DTYPES, MAGIC, MAX_ARRAYS, MAX_HEADER_BYTES, PREFIX, FrameError, decode, encode

unhurried = settings(deadline=None)

SHAPES = npst.array_shapes(min_dims=0, max_dims=8, min_side=0, max_side=3)
ARRAYS = st.sampled_from(sorted(DTYPES)).flatmap(lambda code: npst.arrays(np.dtype(code), SHAPES))
KEYS = st.text(max_size=5).filter(lambda key: key != "$array")
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | ARRAYS
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def forge(header: Any, body: bytes = b"") -> bytes:
    """A frame with a correct prefix around whatever header and body are given."""
    content = header if isinstance(header, bytes) else json.dumps(header).encode()
    return PREFIX.pack(MAGIC, len(content), len(body)) + content + body


def forge_array(code: Any, shape: Any, body: bytes = b"") -> bytes:
    return forge({"tree": {"$array": 0}, "arrays": [[code, shape]]}, body)


def same(left: Any, right: Any) -> bool:
    """Whether two trees are equal: arrays byte for byte, with shape and dtype, numbers with their type."""
    if isinstance(left, np.ndarray):
        native = right.astype(right.dtype.newbyteorder("="))
        return left.dtype == native.dtype and left.shape == native.shape and left.tobytes() == native.tobytes()
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and left == right


def accepts(frame: bytes) -> bool:
    """Whether a frame decodes; anything raised but FrameError fails the test."""
    try:
        decode(frame)
    except FrameError:
        return False
    return True


@unhurried
@given(TREES)
def test_a_tree_comes_back_as_it_was_sent(tree):
    assert same(decode(encode(tree)), tree)


@pytest.mark.parametrize("code", sorted(DTYPES))
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (5,), (2, 3)])
def test_every_dtype_travels_in_either_byte_order_and_any_shape(code, order, shape):
    sent = np.arange(math.prod(shape)).reshape(shape).astype(f"{order}{code}")
    came = decode(encode(sent))
    assert came.shape == shape
    assert came.dtype == np.dtype(code)
    np.testing.assert_array_equal(came, sent)


@pytest.mark.parametrize(
    "view",
    [
        lambda a: a.T,
        lambda a: a[::-1, ::2],
        lambda a: a[:, 1],
        lambda a: np.broadcast_to(a[0], (3, 4)),
        np.asfortranarray,
        lambda a: a.transpose(1, 0)[1:],
    ],
)
def test_an_array_need_not_be_contiguous(view):
    sent = view(np.arange(12.0).reshape(3, 4))
    np.testing.assert_array_equal(decode(encode(sent)), sent)


def test_not_a_number_and_infinity_travel_inside_arrays_only():
    np.testing.assert_array_equal(decode(encode(np.array([np.nan, np.inf]))), [np.nan, np.inf])
    for number in (math.nan, math.inf, -math.inf):
        with pytest.raises(FrameError):
            encode({"rate": number})


def test_arrays_arrive_as_copies_that_cannot_be_changed():
    came = decode(encode(np.zeros(3)))
    with pytest.raises(ValueError, match="read-only"):
        came[0] = 1


def test_a_tuple_arrives_as_a_list_and_a_key_as_text():
    assert decode(encode({1: (2, 3)})) == {"1": [2, 3]}


@pytest.mark.parametrize(
    "value",
    [
        object(),
        b"bytes",
        {1, 2},
        1j,
        np.float64(1.0),
        np.array(["text"]),
        np.array([object()]),
        np.array([1j]),
        np.zeros(2, [("a", "f4")]),
        np.array(["2020-01-01"], "datetime64[D]"),
        np.zeros(2, np.longdouble),
        10**5000,
        type("Text", (str,), {})("a subclass"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_may_not_travel_is_refused_by_the_sender(value):
    with pytest.raises(FrameError):
        encode({"value": [value]})


def test_a_tree_without_end_is_refused_by_the_sender():
    tree: list[Any] = []
    tree.append(tree)
    with pytest.raises(FrameError):
        encode(tree)


def test_a_key_of_the_sender_cannot_stand_for_an_array():
    with pytest.raises(FrameError, match="stands for an array"):
        encode({"history": {"$array": 0}})


@unhurried
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused(content):
    assert not accepts(content)


@unhurried
@given(st.binary(max_size=100), st.binary(max_size=50))
def test_arbitrary_bytes_behind_a_correct_prefix_are_refused_or_read(header, body):
    accepts(forge(header, body))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(["f4", "b1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.just("$array"), inner, max_size=4),
    max_leaves=10,
)


@unhurried
@given(tree=JSON, arrays=JSON | st.lists(st.tuples(JSON, JSON)), body=st.binary(max_size=40))
def test_any_json_for_a_header_is_refused_or_read(tree, arrays, body):
    accepts(forge({"tree": tree, "arrays": arrays}, body))


@unhurried
@given(tree=TREES, data=st.data())
def test_a_frame_with_one_flipped_bit_is_refused_or_read(tree, data):
    frame = bytearray(encode(tree))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] ^= 1 << data.draw(st.integers(0, 7))
    accepts(bytes(frame))


@unhurried
@given(tree=TREES, data=st.data())
def test_a_frame_that_was_cut_or_has_more_behind_it_is_refused(tree, data):
    frame = encode(tree)
    assert not accepts(frame[: data.draw(st.integers(0, len(frame) - 1))])
    assert not accepts(frame + data.draw(st.binary(min_size=1, max_size=20)))


FORGED_SHAPES = [
    [2**39],
    [2**39, 2**39],
    [0, 2**39, 2**39],
    [2**40],
    [2**63],
    [2**64 + 1],
    [10**30],
    [-1],
    [-1, -1],
    [0] * 9,
    [1] * 100_000,
    [1.0],
    ["1"],
    [None],
    [True],
    [[1]],
    None,
    4,
    "1",
    {"0": 1},
]


@pytest.mark.parametrize("shape", FORGED_SHAPES, ids=lambda shape: str(shape)[:20])
@pytest.mark.parametrize("code", ["f8", "b1"])
def test_a_forged_shape_is_refused_before_anything_is_allocated(code, shape):
    frame = forge_array(code, shape, b"12345678")
    tracemalloc.start()
    try:
        assert not accepts(frame)
        assert tracemalloc.get_traced_memory()[1] < 20 * len(frame) + 100_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("code", ["O8", "O", "V4", "U1", "c8", "f16", "M8[s]", "f4,f4", "", "<f4", None, 4, ["f4"], {}])
def test_a_dtype_that_may_not_travel_is_refused(code):
    assert not accepts(forge_array(code, [1], b"1234"))


@pytest.mark.parametrize(
    "header",
    [
        {"tree": 1},
        {"arrays": []},
        {"tree": 1, "arrays": {}},
        {"tree": 1, "arrays": [["f4"]]},
        {"tree": 1, "arrays": [["f4", [0], 0]]},
        {"tree": 1, "arrays": ["f4"]},
        {"tree": {"$array": 1}, "arrays": [["u1", [0]]]},
        {"tree": {"$array": -1}, "arrays": [["u1", [0]]]},
        {"tree": {"$array": True}, "arrays": [["u1", [0]], ["u1", [0]]]},
        {"tree": {"$array": 0.0}, "arrays": [["u1", [0]]]},
        {"tree": {"$array": None}, "arrays": [["u1", [0]]]},
        {"tree": {"$array": 0, "more": 1}, "arrays": [["u1", [0]]]},
        {"tree": 1, "arrays": [["u1", [0]]] * (MAX_ARRAYS + 1)},
        [],
        "text",
        None,
        5,
    ],
    ids=lambda header: json.dumps(header)[:40],
)
def test_a_header_that_no_sender_writes_is_refused(header):
    assert not accepts(forge(header))


@pytest.mark.parametrize("constant", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"1" * 5000])
def test_numbers_that_are_none_are_refused(constant):
    assert not accepts(forge(b'{"tree": ' + constant + b', "arrays": []}'))


@pytest.mark.parametrize("depth", [500, 2_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_a_deeply_nested_header_is_refused_or_read(depth, opening, closing):
    bomb = b'{"arrays": [], "tree": ' + opening * depth + b"0" + closing * depth + b"}"
    accepts(forge(bomb))
    accepts(forge(bomb[:-depth]))


def test_arrays_cannot_share_bytes_or_leave_some_over():
    two = {"tree": 1, "arrays": [["u1", [4]], ["u1", [4]]]}
    assert not accepts(forge(two, b"1234"))
    assert accepts(forge(two, b"12345678"))
    assert not accepts(forge(two, b"123456789"))


def test_an_array_may_be_referred_to_twice_or_not_at_all():
    heads = [["u1", [1]], ["u1", [1]]]
    came = decode(forge({"tree": [{"$array": 1}, {"$array": 1}], "arrays": heads}, b"\x05\x07"))
    assert [int(a[0]) for a in came] == [7, 7]


def test_a_forged_bool_is_false_or_true():
    came = decode(forge_array("b1", [3], b"\x00\x07\xff"))
    assert came.view("u1").tolist() == [0, 1, 1]


def test_a_header_above_its_limit_is_refused_on_both_sides():
    with pytest.raises(FrameError, match="too large"):
        encode("x" * MAX_HEADER_BYTES)
    assert not accepts(forge(b'"' + b"x" * MAX_HEADER_BYTES + b'"'))


@pytest.mark.parametrize(
    "prefix", [b"GRD2" + b"\0" * 12, b"", b"GRD1", PREFIX.pack(MAGIC, 2**32 - 1, 0), PREFIX.pack(MAGIC, 2, 2**64 - 1)]
)
def test_a_wrong_prefix_is_refused(prefix):
    assert not accepts(prefix)
    assert not accepts(prefix + b"{}")
