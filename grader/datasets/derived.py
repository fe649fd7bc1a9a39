"""Arrays made from a data set for kernels to read: each made once and kept in one folder without test images."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.datasets.cache import SERVED, Dataset, locked, workplace, write_array
from grader.errors import DataError
from grader.records.probe import Stored

DECOY_STEP = 48_271  # a prime that divides no data set's size, so that the walk below meets every image once


@dataclass(frozen=True, kw_only=True)
class Derived:
    """How an array is made, and the shape and dtype it then has."""

    dtype: str
    shape: Callable[[Dataset], tuple[int, ...]]
    make: Callable[[Dataset], np.ndarray]

    def bytes_of(self, dataset: Dataset) -> int:
        """The size of its file."""
        return int(np.prod(self.shape(dataset))) * np.dtype(self.dtype).itemsize


def _flat_shape(dataset: Dataset) -> tuple[int, ...]:
    count, height, width = dataset.train_images.shape
    return count, height * width


def _flat(dataset: Dataset) -> np.ndarray:
    pixels = dataset.train_images.reshape(_flat_shape(dataset)).astype(np.float32)
    pixels /= np.float32(255)
    return pixels  # (n, 784), from 0 to 1


def _one_hot(dataset: Dataset) -> np.ndarray:
    return np.eye(dataset.classes, dtype=np.float32)[dataset.train_labels]  # (n, classes)


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


def kept(dataset: Dataset, derive: str) -> Stored:
    """A derived array as a raw file below `<folder>/served`, made now unless it is there in the right size."""
    if derive not in DERIVED:
        raise DataError(
            f"There is no derived array {derive!r}. Known: {', '.join(DERIVED)}. Use one of these."
        )
    derived = DERIVED[derive]
    path = dataset.folder / SERVED / derive
    if not _is_whole(path, derived.bytes_of(dataset)):
        _keep(dataset, derived, path)
    return Stored(path=str(path), dtype=derived.dtype, shape=derived.shape(dataset))


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _keep(dataset: Dataset, derived: Derived, path: Path) -> None:
    root = dataset.folder.parent
    with locked(root, dataset.name), workplace(root, dataset.name) as work:
        if not _is_whole(path, derived.bytes_of(dataset)):  # nobody else made it while we waited
            path.parent.mkdir(exist_ok=True)
            write_array(work / path.name, derived.make(dataset))
            (work / path.name).replace(path)


def derived_problem(dataset: Dataset) -> str | None:
    """Which kept array is not what its data set gives, in words, or None: makes each of them again."""
    for name, derived in DERIVED.items():
        path = dataset.folder / SERVED / name
        if not path.is_file():
            continue
        shape = derived.shape(dataset)
        if not _is_whole(path, derived.bytes_of(dataset)) or not np.array_equal(
            np.memmap(path, dtype=derived.dtype, mode="r", shape=shape), derived.make(dataset)
        ):
            return f"{path} is not what the data set gives"
    return None
