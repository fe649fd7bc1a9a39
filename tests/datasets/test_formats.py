"""The file formats, honest and hostile."""

import gzip
import io
import os
import pickle
import struct
import tarfile
import zipfile

import numpy as np
import pytest

from grader.datasets.formats import (
    MEMBER_CAP,
    ArrayUnpickler,
    Capped,
    exact_bytes,
    read_idx,
    read_npz,
    read_pickled_wheel,
    read_tar,
)
from grader.datasets.sources import IDX_MEMBERS, NPZ_MEMBERS
from grader.errors import DataError

PICKLE = "mnist/data/mnist.pkl.gz"


class Reduced:
    """Pickles as a call of a function with arguments."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def unpickled(content):
    return ArrayUnpickler(io.BytesIO(content)).load()


def test_an_npz_gives_its_arrays(tiny, tmp_path):
    arrays = read_npz(tiny.npz(tmp_path / "a.npz"), NPZ_MEMBERS)
    for name, expected in tiny.arrays.items():
        np.testing.assert_array_equal(arrays[name], expected)


def test_an_npz_with_pickled_objects_is_refused(tiny, tmp_path):
    path = tiny.npz(tmp_path / "a.npz", test_labels=np.array([{}], dtype=object))
    with pytest.raises(DataError, match=r"a\.npz cannot be read .*allow_pickle"):
        read_npz(path, NPZ_MEMBERS)


def test_an_npz_without_a_member_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", x_train=np.zeros(3))
    with pytest.raises(DataError, match=r"expected one member y_train\.npy, found 0"):
        read_npz(tmp_path / "a.npz", NPZ_MEMBERS)


def test_an_npz_cut_short_is_refused(tiny, tmp_path):
    path = tiny.npz(tmp_path / "a.npz")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(DataError, match=r"a\.npz cannot be read \(BadZipFile"):
        read_npz(path, NPZ_MEMBERS)


def test_an_npz_that_unpacks_to_too_much_is_refused_unread(tmp_path):
    path = tmp_path / "bomb.npz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("x_train.npy", "w") as member,
    ):
        for _ in range(MEMBER_CAP // 1_000_000 + 1):
            member.write(bytes(1_000_000))
    with pytest.raises(DataError, match=r"x_train\.npy has 129,000,000 bytes, at most"):
        read_npz(path, NPZ_MEMBERS)


def test_an_npy_header_that_announces_a_terabyte_is_refused(tmp_path):
    content = io.BytesIO()
    header = {"descr": "|u1", "fortran_order": False, "shape": (1 << 46,)}
    np.lib.format.write_array_header_1_0(content, header)
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        for member in NPZ_MEMBERS.values():
            archive.writestr(f"{member}.npy", content.getvalue())
    with pytest.raises(DataError, match=r"a\.npz"):
        read_npz(tmp_path / "a.npz", NPZ_MEMBERS)


def test_a_tarball_gives_its_idx_files(tiny, tmp_path):
    contents = read_tar(tiny.tarball(tmp_path / "a.tgz"), IDX_MEMBERS.values())
    for name, expected in tiny.arrays.items():
        np.testing.assert_array_equal(read_idx(contents[IDX_MEMBERS[name]], name), expected)


def test_a_tarball_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.tgz").write_bytes(b"not a tarball")
    with pytest.raises(DataError, match=r"a\.tgz cannot be read"):
        read_tar(tmp_path / "a.tgz", ["data"])


def test_a_link_in_a_tarball_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("mine")
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        link = tarfile.TarInfo("data")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret")
        archive.addfile(link)
    with pytest.raises(DataError, match=r"a\.tgz lacks data"):
        read_tar(tmp_path / "a.tgz", ["data"])


def test_a_tarball_writes_nothing_wherever_its_names_point(tmp_path):
    (tmp_path / "inside").mkdir()
    with tarfile.open(tmp_path / "inside" / "a.tgz", "w:gz") as archive:
        for name in ("../escaped", "data"):
            entry = tarfile.TarInfo(name)
            entry.size = 2
            archive.addfile(entry, io.BytesIO(b"ok"))
    assert read_tar(tmp_path / "inside" / "a.tgz", ["data"]) == {"data": b"ok"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tgz", "inside"]


def test_a_stream_longer_than_its_cap_is_refused():
    stream = Capped(io.BytesIO(b"x" * 100), cap=99)
    assert stream.read(60) == b"x" * 60
    with pytest.raises(DataError, match="more than the 99 bytes allowed"):
        stream.read()


def test_a_stream_as_long_as_its_cap_is_read_whole():
    stream = Capped(io.BytesIO(b"ab\n" * 33), cap=99)
    assert stream.readline() == b"ab\n"
    assert stream.read(1 << 40) == b"ab\n" * 32
    assert stream.read() == b""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not begin like an IDX file"),
        (b"\x00\x00\x0d\x01\x00\x00\x00\x01\x00\x00\x00\x00", "does not begin like an IDX file"),
        (b"\x00\x00\x08\x03\x00\x00", "ends within its header"),
        (struct.pack(">4B1I", 0, 0, 8, 1, 5) + b"1234", r"announces shape \(5,\) and holds 4 bytes"),
        (struct.pack(">4B3I", 0, 0, 8, 3, *[0xFFFFFFFF] * 3) + b"1234", "and holds 4 bytes"),
    ],
    ids=["empty", "floats", "no sizes", "short", "hostile sizes"],
)
def test_a_broken_idx_file_is_refused(content, reason):
    with pytest.raises(DataError, match=reason):
        read_idx(content, "labels")


def test_arrays_pickled_by_python_2_are_read(tiny, tmp_path):
    observed = read_pickled_wheel(tiny.wheel(tmp_path), PICKLE)
    for pair, expected_pair in zip(observed, tiny.pairs(), strict=True):
        for array, expected in zip(pair, expected_pair, strict=True):
            np.testing.assert_array_equal(array, expected, strict=True)


def test_arrays_pickled_by_this_numpy_are_read(tiny):
    for protocol in (3, 4):
        (images, _labels), *_others = unpickled(pickle.dumps(tiny.pairs(), protocol=protocol))
        np.testing.assert_array_equal(images, tiny.pairs()[0][0], strict=True)


def test_a_pickle_that_calls_a_command_is_refused_and_the_command_not_run(tiny, tmp_path):
    marker = tmp_path / "ran"
    evil = pickle.dumps((Reduced(os.system, f"touch {marker}"),))
    with pytest.raises(DataError, match=rf"asks for {os.name}\.system, which is not a NumPy array"):
        read_pickled_wheel(tiny.wheel(tmp_path, evil), PICKLE)
    assert not marker.exists()


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Reduced(eval, "1 + 1")),
        pickle.dumps(Reduced(getattr, "text", "upper")),
        b"\x80\x02c__builtin__\neval\nX\x05\x00\x00\x001 + 1\x85R.",
        b"\x80\x04\x8c\x05numpy\x8c\x0fdtype.__class__\x93.",
        b"cnumpy\nload\n.",
        b"cnumpy\nfromfile\n.",
        b"c_codecs\nencode\n.",
    ],
    ids=["eval", "getattr", "python 2 eval", "dotted name", "numpy.load", "numpy.fromfile", "codecs"],
)
def test_a_pickle_that_names_anything_but_arrays_is_refused(content):
    with pytest.raises(pickle.UnpicklingError, match="which is not a NumPy array"):
        unpickled(content)


def test_a_pickle_cannot_call_the_array_type_itself():
    with pytest.raises(TypeError, match="not callable"):
        unpickled(b"cnumpy\nndarray\n(J\xff\xff\xff\x7ftR.")


def test_a_pickle_of_an_object_array_is_refused():
    with pytest.raises(pickle.UnpicklingError, match="dtype 'O8' is not admitted"):
        unpickled(pickle.dumps(np.array([{}], dtype=object), protocol=4))


def test_a_pickle_of_a_subclass_of_array_is_refused():
    with pytest.raises(pickle.UnpicklingError, match="which is not a NumPy array"):
        unpickled(pickle.dumps(np.ma.array([1.0, 2.0]), protocol=4))


def test_a_pickle_cut_short_is_refused(tiny, tmp_path):
    short = pickle.dumps(tiny.pairs(), protocol=4)[:-200]
    with pytest.raises(DataError, match=r"tiny_hub.*\.whl cannot be read"):
        read_pickled_wheel(tiny.wheel(tmp_path, short), PICKLE)


def test_a_wheel_without_the_pickle_is_refused(tiny, tmp_path):
    with pytest.raises(DataError, match="expected one member other, found 0"):
        read_pickled_wheel(tiny.wheel(tmp_path), "other")


def test_a_damaged_gzip_stream_is_refused(tiny, tmp_path):
    path = tmp_path / "a.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(PICKLE, gzip.compress(pickle.dumps(tiny.pairs()))[:-12])
    with pytest.raises(DataError, match=r"a\.whl cannot be read"):
        read_pickled_wheel(path, PICKLE)


def test_every_byte_survives_the_way_through_a_fraction():
    every = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(exact_bytes(every.astype(np.float32) / 256, "all", 256), every, strict=True)


@pytest.mark.parametrize("value", [0.5, -1.0, 256.0, np.nan, np.inf])
def test_a_value_that_is_no_byte_is_refused(value):
    with pytest.raises(DataError, match="pixels times 1 has values that are no whole number from 0 to 255"):
        exact_bytes(np.array([3.0, value]), "pixels")


@pytest.mark.parametrize("thing", [None, [1, 2], np.array(["1"]), np.array([1], dtype=object)])
def test_what_is_no_array_of_numbers_is_refused(thing):
    with pytest.raises(DataError, match="labels is no array of numbers"):
        exact_bytes(thing, "labels")
