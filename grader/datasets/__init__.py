"""Data sets: fetched once, verified by checksum, kept in a cache, read without TensorFlow."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from grader.datasets.cache import (
    Dataset,
    ensure,
    opened,
    root_folder,
    size_problem,
    sum_problem,
    writing,
)
from grader.datasets.derived import DERIVED
from grader.datasets.description import DATASETS, PARTS, Description, describe
from grader.datasets.own import add, know, learn, written
from grader.datasets.progress import Progress, shown
from grader.datasets.served import SERVED, StoredFile, kept, kept_archive, served_problem, training_file, write_npz
from grader.datasets.sources import SOURCES, Source
from grader.errors import DataError

__all__ = [
    "DATASETS",
    "DERIVED",
    "PARTS",
    "SERVED",
    "Dataset",
    "Description",
    "Progress",
    "StoredFile",
    "add",
    "describe",
    "fetch",
    "folder",
    "handed_out",
    "install",
    "is_cached",
    "know",
    "learn",
    "load",
    "served_archive",
    "stored",
    "verify",
    "write_npz",
    "written",
]


def folder(name: str) -> Path:
    """Where the data set is, or will be once it is fetched."""
    return root_folder() / describe(name).folder


def is_cached(name: str) -> bool:
    """Whether the data set is in the cache in its full size."""
    return size_problem(folder(name), describe(name)) is None


def fetch(name: str, progress: Progress | None = None) -> Dataset:
    """Bring the data set into the cache, verified to the last byte, from the first source that has it.

    Reports on standard error unless told otherwise. Raises DataError when no source has it.
    """
    description = describe(name)
    with ExitStack() as stack:
        progress = progress or stack.enter_context(shown())
        place = ensure(root_folder(), description, SOURCES[name], progress)
    return opened(place, description)


def install(name: str, source: Source) -> None:
    """Bring the data set into the cache from one given source, verified to the last byte, unless it is there.

    Raises DataError when its bytes are not the expected ones.
    """
    with shown() as progress:
        ensure(root_folder(), describe(name), (source,), progress)


def load(name: str) -> Dataset:
    """The data set, fetched first when the cache does not have it whole."""
    with writing(root_folder()):
        if is_cached(name):
            return opened(folder(name), describe(name))
    return fetch(name)


def stored(name: str, derive: str) -> StoredFile:
    """An array of `DERIVED` as a file that kernels may read; its folder holds no test image."""
    return kept(load(name), derive)


def served_archive(name: str) -> Path:
    """The `.npz` that `load_data()` reads in a graded notebook: training images, and a decoy as test pair."""
    return kept_archive(load(name))


def handed_out(name: str | None, relabel: Sequence[int] | None = None) -> tuple[tuple[str, bytes], ...]:
    """The file that lies beside a notebook, as name and content: none where Keras' `load_data()` gives the data."""
    if name is None or describe(name).in_keras:
        return ()
    return ((f"{name}.npz", training_file(load(name), relabel)),)


def verify(name: str) -> dict[str, str]:
    """The SHA-256 sums of the cached arrays; DataError naming the file when anything cached has changed."""
    description, place = describe(name), folder(name)
    problem = sum_problem(place, description) or served_problem(opened(place, description))
    if problem:
        raise DataError(f"{problem}. Delete {place} and run `grader data fetch {name}`.")
    return {part.name: part.sha256 for part in description.parts}
