"""Arrays made from a data set for graded notebooks to read; none of them shows a test image."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from grader.datasets.cache import Dataset
from grader.datasets.sources import NPZ_MEMBERS
from grader.errors import DataError

DECOY_STEP = 48_271  # a prime that divides no data set's size, so that the walk below never repeats an image


@dataclass(frozen=True, kw_only=True)
class Derived:
    """How an array is made, and the shape and dtype it then has.

    `kept_as` names another derived array with the same numbers in the same order, whose file then serves both.
    """

    dtype: str
    shape: Callable[[Dataset], tuple[int, ...]]
    make: Callable[[Dataset], np.ndarray]
    kept_as: str = ""


def _flat_shape(dataset: Dataset) -> tuple[int, ...]:
    count, height, width = dataset.train_images.shape
    return count, height * width


def _flat(dataset: Dataset) -> np.ndarray:
    pixels = dataset.train_images.reshape(_flat_shape(dataset)).astype(np.float32)
    pixels /= np.float32(dataset.brightest)
    return pixels  # (n, height * width), from 0 to 1


def _scaled(dataset: Dataset) -> np.ndarray:
    return _flat(dataset).reshape(dataset.train_images.shape)  # (n, height, width), from 0 to 1


def _one_hot(dataset: Dataset) -> np.ndarray:
    rows = np.eye(dataset.classes, dtype=np.float32)
    return rows.take(dataset.train_labels, axis=0)  # (n, classes)


def decoy_order(dataset: Dataset) -> np.ndarray:
    """Which training images stand in for the test images, `(test images,)`: a fixed walk that repeats none.

    Arithmetic, not a random generator: those may change their numbers from one NumPy version to the next.
    """
    return np.arange(len(dataset.test_labels)) * DECOY_STEP % len(dataset.train_labels)


DERIVED: Mapping[str, Derived] = {
    "train_images": Derived(
        dtype="uint8", shape=lambda data: data.train_images.shape, make=lambda data: data.train_images
    ),
    "train_labels": Derived(
        dtype="uint8", shape=lambda data: data.train_labels.shape, make=lambda data: data.train_labels
    ),
    "train_images_flat_float32": Derived(dtype="float32", shape=_flat_shape, make=_flat),
    "train_images_float32": Derived(
        dtype="float32",
        shape=lambda data: data.train_images.shape,
        make=_scaled,
        kept_as="train_images_flat_float32",
    ),
    "train_labels_one_hot_float32": Derived(
        dtype="float32", shape=lambda data: (len(data.train_labels), data.classes), make=_one_hot
    ),
    "decoy_images": Derived(
        dtype="uint8",
        shape=lambda data: data.test_images.shape,
        make=lambda data: data.train_images[decoy_order(data)],
    ),
    "decoy_labels": Derived(
        dtype="uint8",
        shape=lambda data: data.test_labels.shape,
        make=lambda data: data.train_labels[decoy_order(data)],
    ),
}


# What a graded notebook's `load_data()` gets, named as in Keras' own archive; the test pair is a decoy.
ARCHIVE = dict(zip(NPZ_MEMBERS.values(), ("train_images", "train_labels", "decoy_images", "decoy_labels"), strict=True))


def derived(name: str) -> Derived:
    """The derived array of that name; DataError with the known names when there is none."""
    if name not in DERIVED:
        known = ", ".join(DERIVED)
        raise DataError(f"There is no derived array {name!r}. Known: {known}. Use one of these names.")
    return DERIVED[name]


def archive_arrays(dataset: Dataset) -> dict[str, np.ndarray]:
    """The arrays of the archive by their names in it."""
    return {member: DERIVED[name].make(dataset) for member, name in ARCHIVE.items()}
