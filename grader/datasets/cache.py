"""The folder data sets are kept in: written whole or not at all, by one process at a time, then checked."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import filelock
import numpy as np
import platformdirs

from grader.datasets.description import Description, Part, check_part
from grader.datasets.progress import Progress
from grader.datasets.sources import Source, keras_home
from grader.errors import DataError
from grader.records.base import Record

VARIABLE = "GRADER_DATA"
PARTIAL = ".partial"


class Dataset(Record, frozen=True, kw_only=True, eq=False):
    """A data set on disk: read-only, memory-mapped uint8 arrays.

    Images are `(n, height, width)` from 0 to `brightest`, labels `(n,)` from 0 to `classes` - 1; `sums` are SHA-256 by
    array name.
    """

    name: str
    classes: int
    brightest: int
    folder: Path
    sums: dict[str, str]
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray


def root_folder() -> Path:
    """Where all data sets are: `$GRADER_DATA`, else the user's cache directory."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen).expanduser().absolute() if chosen else Path(platformdirs.user_cache_dir("grader"))


def size_problem(folder: Path, description: Description) -> str | None:
    """What is missing or of the wrong size, in words, or None: cheap enough for every use."""
    for part in description.parts:
        path = folder / part.file
        if not path.is_file():
            return f"{path} does not exist"
        if (observed := path.stat().st_size) != part.size:
            return f"{path} has {observed:,} bytes, expected {part.size:,}"
    return None


def sum_problem(folder: Path, description: Description) -> str | None:
    """What is missing or differs from the checksums, in words, or None: reads every byte."""
    problem = size_problem(folder, description)
    try:
        for part in description.parts if problem is None else ():
            check_part(part, _mapped(folder, part))
    except DataError as error:
        return f"{folder}: {error}"
    return problem


def opened(folder: Path, description: Description) -> Dataset:
    """The data set in a folder whose sizes are right."""
    return Dataset(
        name=description.name,
        classes=description.classes,
        brightest=description.brightest,
        folder=folder,
        sums={part.name: part.sha256 for part in description.parts},
        **{part.name: _mapped(folder, part) for part in description.parts},
    )


def _mapped(folder: Path, part: Part) -> np.ndarray:
    return np.memmap(folder / part.file, dtype=np.uint8, mode="r", shape=part.shape)


def ensure(root: Path, description: Description, sources: Sequence[Source], progress: Progress) -> Path:
    """The folder of the data set below `root`, fetched from the first source that has it unless it is intact.

    Raises DataError when no source has it, or the cache cannot be written.
    """
    folder = root / description.folder
    with locked(root, description.folder, progress):
        problem = sum_problem(folder, description)
        if problem is None:
            progress.say(f"{description.name}: already complete")
            return folder
        if folder.exists():
            progress.say(f"{description.name}: {problem}; fetching it again")
        with workplace(root, description.folder) as work:
            _build(work, description, sources, progress)
            _replace(work, folder)
    progress.say(f"{description.name}: fetched into {folder}")
    return folder


def _build(work: Path, description: Description, sources: Sequence[Source], progress: Progress) -> None:
    arrays = _obtain(work, description, sources, progress)
    progress.step(f"{description.name}: writing {sum(part.size for part in description.parts):,} bytes")
    fresh = work / "fresh"
    fresh.mkdir()
    for part in description.parts:
        write_array(fresh / part.file, arrays[part.name])


def _obtain(
    work: Path, description: Description, sources: Sequence[Source], progress: Progress
) -> dict[str, np.ndarray]:
    reasons = []
    for number, source in enumerate(sources):
        scratch = work / f"source-{number}"
        scratch.mkdir()
        try:
            arrays = source.arrays(description, scratch, progress)
            for part in description.parts:
                check_part(part, arrays[part.name])
        except (DataError, OSError) as error:
            reasons.append(f"{source.name}: {error}")
            progress.say(f"{description.name}: not from {reasons[-1]}")
        else:
            return arrays
    raise DataError(_nowhere(description, reasons))


def _nowhere(description: Description, reasons: Sequence[str]) -> str:
    tried = "\n".join(f"  - {reason}" for reason in reasons)
    name = description.name
    return (
        f"The data set {name} could not be had from any of {len(reasons)} sources:\n{tried}\n"
        f"Connect this computer to the network and try again, or put {name}.npz into "
        f"{keras_home() / 'datasets'}, or set {VARIABLE} to a folder that holds "
        f"{description.folder}/ as another computer's `grader data path` shows it."
    )


def _replace(work: Path, folder: Path) -> None:
    # A folder cannot be renamed over a full one. Between the two renames the data set looks absent, and
    # whoever looks then waits for the lock; arrays already mapped keep their files.
    if folder.exists():
        folder.rename(work / "stale")
    (work / "fresh").rename(folder)


def write_array(path: Path, array: np.ndarray) -> None:
    """Write the raw bytes of an array to a new file."""
    with new_file(path) as file:
        file.write(np.ascontiguousarray(array).data)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file to fill, on the disk for certain afterwards, that nobody is meant to write to again."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)


@contextmanager
def locked(root: Path, name: str, progress: Progress | None = None) -> Iterator[None]:
    """Hold the one lock of a data set, saying so when another has it; disk errors become DataError."""
    with writing(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(root / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            if progress:
                progress.say(f"{name}: another grader is working on it, waiting for that one to finish")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()


@contextmanager
def workplace(root: Path, name: str) -> Iterator[Path]:
    """A folder on the cache's own disk that is gone afterwards; to be used under the lock."""
    for left_behind in root.glob(f".{name}-*{PARTIAL}"):  # by a process that was killed
        shutil.rmtree(left_behind, ignore_errors=True)
    # Not from tempfile, whose folders only their owner may enter: the finished folder is for everyone.
    work = root / f".{name}-{secrets.token_hex(6)}{PARTIAL}"
    try:
        work.mkdir()
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turn a full disk or a missing permission into a DataError that names the cache."""
    try:
        yield
    except OSError as error:
        raise DataError(
            f"The data cache {root} cannot be used: {error}. "
            f"Make room there or make it writable, or set {VARIABLE} to another folder."
        ) from error
