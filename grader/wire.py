"""Frames between host and kernel: JSON plus raw arrays, no pickle, every length checked before it is used.

A frame is `GRD1`, the header length (u32), the body length (u64), a JSON header and the body, little-endian.
In the header's tree `{"$array": k}` stands for array k, whose dtype and shape the header lists; the body is the
arrays' bytes one after the other. This file is also sent as text into kernels, so it imports nothing of ours.
"""

import json
import math
import struct
from typing import Any

import numpy as np

MAGIC = b"GRD1"
PREFIX = struct.Struct("<4sIQ")
DTYPES = frozenset(["b1", "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
MAX_HEADER_BYTES = 4 * 1024**2
MAX_FRAME_BYTES = 128 * 1024**2
MAX_DIMENSIONS = 8
MAX_ARRAYS = 4096
MARK = "$array"


class FrameError(ValueError):
    """Bytes that are no frame, or values that may not travel in one."""


def dtype_code(dtype: np.dtype[Any]) -> str:
    """Kind and item size such as `f4`; byte order is not part of it, frames are little-endian."""
    return f"{dtype.kind}{dtype.itemsize}"


def encode(tree: Any) -> bytes:
    """A frame holding a tree of dict, list, str, int, float, bool, None and numeric arrays.

    Raises FrameError for anything else, for a dtype outside DTYPES and for a frame above MAX_FRAME_BYTES.
    """
    arrays: list[np.ndarray] = []
    header = _pack_header(tree, arrays)
    size = len(header) + sum(array.nbytes for array in arrays)
    if len(header) > MAX_HEADER_BYTES or size > MAX_FRAME_BYTES:
        raise FrameError(f"a frame of {size} bytes is too large to send")
    body = b"".join(array.tobytes() for array in arrays)
    return PREFIX.pack(MAGIC, len(header), len(body)) + header + body


def decode(frame: bytes) -> Any:
    """The tree of a frame, its arrays read-only copies in native byte order.

    Raises FrameError for anything a well-meaning sender would not send.
    """
    header, body = _split(frame)
    try:
        content = json.loads(header, parse_constant=_refuse_constant, parse_float=_finite)
        tree, heads = content["tree"], content["arrays"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FrameError(f"the header is not the expected JSON: {type(error).__name__}") from error
    try:
        return _unpack(tree, _read_arrays(heads, body))
    except RecursionError as error:
        raise FrameError("the header is nested too deeply") from error


def _pack_header(tree: Any, arrays: list[np.ndarray]) -> bytes:
    """The header; the arrays found in the tree are added to `arrays`."""
    try:
        packed = _pack(tree, arrays)
        heads = [[dtype_code(array.dtype), list(array.shape)] for array in arrays]
        return json.dumps({"tree": packed, "arrays": heads}, allow_nan=False).encode()
    except FrameError:
        raise
    except (ValueError, RecursionError) as error:  # NaN, a number of thousands of digits, a tree without end
        raise FrameError(f"a value may not travel: {error}") from error


def _pack(node: Any, arrays: list[np.ndarray]) -> Any:
    if isinstance(node, np.ndarray):
        if dtype_code(node.dtype) not in DTYPES:
            raise FrameError(f"dtype {node.dtype} may not travel")
        arrays.append(np.ascontiguousarray(node, dtype=node.dtype.newbyteorder("<")).reshape(node.shape))
        return {MARK: len(arrays) - 1}
    if isinstance(node, dict):
        if MARK in node:
            raise FrameError(f"the key {MARK} stands for an array and may not be used for anything else")
        return {str(key): _pack(value, arrays) for key, value in node.items()}
    if isinstance(node, (list, tuple)):
        return [_pack(value, arrays) for value in node]
    if node is None or type(node) in (str, int, float, bool):
        return node
    raise FrameError(f"{type(node).__name__} may not travel")


def _split(frame: bytes) -> tuple[bytes, memoryview]:
    if len(frame) < PREFIX.size or len(frame) > MAX_FRAME_BYTES + PREFIX.size:
        raise FrameError(f"{len(frame)} bytes are no frame")
    magic, header_bytes, body_bytes = PREFIX.unpack_from(frame)
    if magic != MAGIC or header_bytes > MAX_HEADER_BYTES:
        raise FrameError("the frame's prefix is wrong")
    if PREFIX.size + header_bytes + body_bytes != len(frame):
        raise FrameError("the frame's length is not what its prefix says")
    start = PREFIX.size + header_bytes
    return frame[PREFIX.size : start], memoryview(frame)[start:]


def _read_arrays(heads: Any, body: memoryview) -> list[np.ndarray]:
    if not isinstance(heads, list) or len(heads) > MAX_ARRAYS:
        raise FrameError("the list of arrays is wrong")
    arrays, offset = [], 0
    for head in heads:
        code, shape = _check_head(head)
        size = math.prod(shape) * int(code[1:])
        if size > len(body) - offset:
            raise FrameError(f"an array of shape {shape} needs {size} bytes, fewer came")
        arrays.append(_read_array(body[offset : offset + size], code, shape))
        offset += size
    if offset != len(body):
        raise FrameError(f"{len(body) - offset} bytes belong to no array")
    return arrays


def _read_array(content: memoryview, code: str, shape: tuple[int, ...]) -> np.ndarray:
    flat = np.frombuffer(content, dtype=f"<{code}")
    # A bool is the byte 0 or 1: of any other byte NumPy makes sums that are wrong.
    native = flat.view("u1") != 0 if code == "b1" else flat.astype(flat.dtype.newbyteorder("="), copy=True)
    try:
        array = native.reshape(shape)
    except ValueError as error:  # no elements, but other dimensions beyond what can be addressed
        raise FrameError("an array has an impossible shape") from error
    array.flags.writeable = False
    return array


def _check_head(head: Any) -> tuple[str, tuple[int, ...]]:
    code, shape = head if isinstance(head, list) and len(head) == 2 else (None, None)
    if not (isinstance(code, str) and code in DTYPES and isinstance(shape, list)):
        raise FrameError("an array is described wrongly")
    if len(shape) > MAX_DIMENSIONS or any(type(n) is not int or not 0 <= n < 2**40 for n in shape):
        raise FrameError("an array has an impossible shape")
    return code, tuple(shape)


def _unpack(node: Any, arrays: list[np.ndarray]) -> Any:
    if isinstance(node, dict):
        if MARK in node:
            index = node[MARK]
            if len(node) != 1 or type(index) is not int or not 0 <= index < len(arrays):
                raise FrameError("an array is referred to wrongly")
            return arrays[index]
        return {key: _unpack(value, arrays) for key, value in node.items()}
    if isinstance(node, list):
        return [_unpack(value, arrays) for value in node]
    return node


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)  # 1e999 is JSON, and infinite
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number
