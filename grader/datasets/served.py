"""The one folder of a data set that kernels may see: derived arrays, each made on first use and kept."""

import io
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.datasets.cache import Dataset, locked, new_file, workplace, write_array
from grader.datasets.derived import ARCHIVE, DERIVED, archive_arrays, derived
from grader.datasets.formats import read_npz
from grader.datasets.sources import NPZ_MEMBERS
from grader.errors import DataError
from grader.records.base import Record

SERVED = "served"


class StoredFile(Record, frozen=True, kw_only=True):
    """A raw file of C-ordered values, for `numpy.memmap(path, dtype, mode="r", shape=shape)`."""

    path: Path
    dtype: str
    shape: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the file is there in its full size."""
        size = math.prod(self.shape) * np.dtype(self.dtype).itemsize
        return self.path.is_file() and self.path.stat().st_size == size


def kept(dataset: Dataset, name: str) -> StoredFile:
    """A derived array as a file, made now unless it is there in its full size."""
    make = derived(name).make
    file = _file(dataset, name)
    _keep(dataset, file.path, lambda: file.is_whole, lambda fresh: write_array(fresh, make(dataset)))
    return file


def kept_archive(dataset: Dataset) -> Path:
    """The archive as an `.npz` file, made now unless it is there whole."""
    path = _archive(dataset)
    _keep(dataset, path, lambda: _is_whole_archive(path), lambda fresh: _write_archive(fresh, dataset))
    return path


def write_npz(dataset: Dataset, path: Path) -> None:
    """The whole data set as Keras' own archive."""
    arrays: dict[str, Any] = {member: getattr(dataset, part) for part, member in NPZ_MEMBERS.items()}
    np.savez(path, **arrays)


def training_file(dataset: Dataset, relabel: Sequence[int] | None = None) -> bytes:
    """An `.npz` of the training images and labels alone, class c called `relabel[c]`; equal arguments give equal bytes.

    It is what students are handed where Keras has no `load_data()` for the data set.
    """
    labels = np.asarray(dataset.train_labels)
    shown = labels if relabel is None else np.asarray(relabel, labels.dtype)[labels]
    arrays: dict[str, Any] = {NPZ_MEMBERS["train_images"]: dataset.train_images, NPZ_MEMBERS["train_labels"]: shown}
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()


def _file(dataset: Dataset, name: str) -> StoredFile:
    derived_array = DERIVED[name]
    path = dataset.folder / SERVED / (derived_array.kept_as or name)
    return StoredFile(path=path, dtype=derived_array.dtype, shape=derived_array.shape(dataset))


def _archive(dataset: Dataset) -> Path:
    return dataset.folder / SERVED / f"{dataset.name}.npz"


def _keep(dataset: Dataset, path: Path, is_whole: Callable[[], bool], write: Callable[[Path], None]) -> None:
    if is_whole():
        return
    root, name = dataset.folder.parent, dataset.folder.name
    with locked(root, name), workplace(root, name) as work:
        if is_whole():  # somebody else made it while we waited
            return
        path.parent.mkdir(exist_ok=True)
        write(work / path.name)
        (work / path.name).replace(path)


def _write_archive(path: Path, dataset: Dataset) -> None:
    arrays: dict[str, Any] = archive_arrays(dataset)
    with new_file(path) as file:
        np.savez(file, **arrays)


def _is_whole_archive(path: Path) -> bool:
    """Whether the file ends in the directory that every zip ends in, which a file cut short lacks."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(archive.namelist()) == sorted(f"{member}.npy" for member in ARCHIVE)
    except (FileNotFoundError, zipfile.BadZipFile):
        return False


def served_problem(dataset: Dataset) -> str | None:
    """Which kept file is not what its data set gives, in words, or None: makes each of them again."""
    for name in DERIVED:
        file = _file(dataset, name)
        if file.path.exists() and not _is_right(file, DERIVED[name].make(dataset)):
            return f"{file.path} is not what the data set gives"
    path = _archive(dataset)
    if path.exists() and not _is_right_archive(path, archive_arrays(dataset)):
        return f"{path} is not what the data set gives"
    return None


def _is_right(file: StoredFile, expected: np.ndarray) -> bool:
    if not file.is_whole:
        return False
    observed = np.memmap(file.path, dtype=file.dtype, mode="r", shape=file.shape)
    return bool(np.array_equal(observed, expected))


def _is_right_archive(path: Path, expected: Mapping[str, np.ndarray]) -> bool:
    try:
        observed = read_npz(path, {member: member for member in ARCHIVE})
    except DataError:
        return False
    return all(np.array_equal(observed[member], expected[member]) for member in ARCHIVE)
