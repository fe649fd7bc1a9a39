"""The folder that kernels may see."""

import io

import msgspec
import numpy as np
import pytest

from grader.datasets import DATASETS, DERIVED, handed_out, load, served_archive, stored, verify
from grader.errors import DataError


def read(file):
    return np.memmap(file.path, dtype=file.dtype, mode="r", shape=file.shape)


def test_every_stored_file_holds_its_derived_array(served_tiny):
    for name, row in DERIVED.items():
        np.testing.assert_array_equal(read(stored("tiny", name)), row.make(load("tiny")), strict=True)


def test_a_stored_file_is_made_once(served_tiny):
    first = stored("tiny", "decoy_images").path.stat()
    again = stored("tiny", "decoy_images").path.stat()
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)


def test_files_already_served_are_had_without_the_lock(served_tiny, home):
    stored("tiny", "decoy_labels")
    served_archive("tiny")
    (home / "cache" / "tiny.lock").unlink()
    stored("tiny", "decoy_labels")
    served_archive("tiny")
    assert not (home / "cache" / "tiny.lock").exists()


def test_a_stored_file_cut_short_is_made_again(served_tiny):
    file = stored("tiny", "train_images_flat_float32")
    file.path.chmod(0o644)
    file.path.write_bytes(b"short")
    assert not file.is_whole
    np.testing.assert_array_equal(
        read(stored("tiny", "train_images_flat_float32")),
        DERIVED["train_images_flat_float32"].make(load("tiny")),
    )


def test_what_is_served_lies_in_a_folder_without_the_test_images(served_tiny):
    folders = {stored("tiny", name).path.parent for name in DERIVED} | {served_archive("tiny").parent}
    assert folders == {load("tiny").folder / "served"}
    held_back = [image.tobytes() for image in served_tiny.arrays["test_images"]]
    for path in folders.pop().iterdir():
        assert not any(image in path.read_bytes() for image in held_back)


def test_the_archive_reads_as_two_pairs_of_images_and_labels(served_tiny):
    with np.load(served_archive("tiny"), allow_pickle=False) as archive:
        shapes = {name: (archive[name].shape, archive[name].dtype.name) for name in archive}
    assert shapes == {
        "x_train": ((12, 4, 4), "uint8"),
        "y_train": ((12,), "uint8"),
        "x_test": ((3, 4, 4), "uint8"),
        "y_test": ((3,), "uint8"),
    }


def test_an_archive_cut_short_is_made_again(served_tiny):
    path = served_archive("tiny")
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[: len(whole) // 2])
    with np.load(served_archive("tiny")) as archive:
        np.testing.assert_array_equal(archive["x_train"], served_tiny.arrays["train_images"])


def test_what_keras_cannot_load_is_handed_out_as_a_file_of_training_images(served_tiny):
    ((name, content),) = handed_out("tiny")
    assert (name, content) == handed_out("tiny")[0]
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        assert sorted(file) == ["x_train", "y_train"]
        np.testing.assert_array_equal(file["x_train"], served_tiny.arrays["train_images"], strict=True)
        np.testing.assert_array_equal(file["y_train"], served_tiny.arrays["train_labels"], strict=True)


def test_the_labels_of_the_file_can_be_called_otherwise(served_tiny):
    ((_, content),) = handed_out("tiny", relabel=tuple((n + 1) % 10 for n in range(10)))
    with np.load(io.BytesIO(content)) as file:
        np.testing.assert_array_equal(file["y_train"], (served_tiny.arrays["train_labels"] + 1) % 10)


def test_nothing_is_handed_out_where_keras_loads_the_data_or_there_are_none(served_tiny, monkeypatch):
    in_keras = msgspec.structs.replace(served_tiny.description, in_keras=True)
    monkeypatch.setitem(DATASETS, "tiny", in_keras)
    assert handed_out("tiny") == handed_out(None) == ()


def test_scaled_pixels_reach_from_0_to_1_whatever_the_brightest_is(served_tiny, monkeypatch):
    dark = np.minimum(served_tiny.arrays["train_images"], 16)
    data = msgspec.structs.replace(load("tiny"), train_images=dark, brightest=16)
    flat = DERIVED["train_images_flat_float32"].make(data)
    assert (flat.min(), flat.max(), flat.dtype) == (0.0, 1.0, np.float32)


def test_making_a_served_file_leaves_nothing_else(served_tiny, home):
    stored("tiny", "train_labels")
    served_archive("tiny")
    assert {path.name for path in (home / "cache").iterdir()} == {"tiny", "tiny.lock"}
    assert {path.name for path in (home / "cache" / "tiny" / "served").iterdir()} == {
        "train_labels",
        "tiny.npz",
    }


def test_an_untouched_cache_is_verified(served_tiny):
    for name in DERIVED:
        stored("tiny", name)
    served_archive("tiny")
    assert verify("tiny") == {part.name: part.sha256 for part in served_tiny.description.parts}


@pytest.mark.parametrize("name", ["test_images.u8", "served/train_labels", "served/tiny.npz"])
def test_a_changed_byte_anywhere_in_the_cache_is_found_and_named(served_tiny, name):
    stored("tiny", "train_labels")
    served_archive("tiny")
    path = load("tiny").folder / name
    content = path.read_bytes().replace(served_tiny.arrays["train_labels"].tobytes(), bytes(12))
    path.chmod(0o644)
    path.write_bytes(content if name.startswith("served") else bytes(len(content)))
    with pytest.raises(DataError, match=name.split("/")[-1].removesuffix(".u8")):
        verify("tiny")


def test_an_unknown_derived_array_is_refused(served_tiny):
    with pytest.raises(DataError, match="no derived array 'test_labels'"):
        stored("tiny", "test_labels")
