"""The arrays graded notebooks read."""

import numpy as np
import pytest

from grader.datasets import load
from grader.datasets.derived import DERIVED, archive_arrays, decoy_order, derived
from grader.errors import DataError


def test_every_derived_array_has_the_shape_and_dtype_it_announces(served_tiny):
    dataset = load("tiny")
    for row in DERIVED.values():
        array = row.make(dataset)
        assert (array.shape, array.dtype) == (row.shape(dataset), np.dtype(row.dtype))


def test_flat_images_are_pixels_from_zero_to_one(served_tiny):
    flat = DERIVED["train_images_flat_float32"].make(load("tiny"))
    expected = served_tiny.arrays["train_images"].reshape(12, 16).astype(np.float32) / 255
    np.testing.assert_array_equal(flat, expected, strict=True)
    assert flat.max() <= 1


def test_one_hot_rows_have_their_one_at_the_label(served_tiny):
    rows = DERIVED["train_labels_one_hot_float32"].make(load("tiny"))
    assert rows.shape == (12, 10)
    np.testing.assert_array_equal(rows.sum(axis=1), np.ones(12))
    np.testing.assert_array_equal(rows.argmax(axis=1), served_tiny.arrays["train_labels"])


def test_a_decoy_is_made_of_different_training_images_with_their_own_labels(served_tiny):
    dataset = load("tiny")
    order = decoy_order(dataset)
    assert len(set(order.tolist())) == len(dataset.test_labels) == 3
    images, labels = DERIVED["decoy_images"].make(dataset), DERIVED["decoy_labels"].make(dataset)
    np.testing.assert_array_equal(images, served_tiny.arrays["train_images"][order])
    np.testing.assert_array_equal(labels, served_tiny.arrays["train_labels"][order])


def test_the_archive_has_the_names_of_keras_and_no_test_image(served_tiny):
    arrays = archive_arrays(load("tiny"))
    assert sorted(arrays) == ["x_test", "x_train", "y_test", "y_train"]
    held_back = {image.tobytes() for image in served_tiny.arrays["test_images"]}
    shown = {image.tobytes() for name in ("x_train", "x_test") for image in arrays[name]}
    assert held_back.isdisjoint(shown)


def test_an_unknown_derived_array_is_refused_with_the_known_names():
    with pytest.raises(DataError, match=r"no derived array 'test_images'\. Known: train_images, "):
        derived("test_images")
