"""What each data set consists of: its arrays, their shapes and the checksums that make them the real ones."""

import hashlib
import math

import numpy as np

from grader.errors import DataError
from grader.records.base import Record


class Part(Record, frozen=True, kw_only=True):
    """One uint8 array of a data set; `sha256` is over its raw bytes in C order."""

    name: str
    shape: tuple[int, ...]
    sha256: str

    @property
    def size(self) -> int:
        """Bytes, and with uint8 also elements."""
        return math.prod(self.shape)

    @property
    def file(self) -> str:
        """The name of its file in the cache: nothing but the raw bytes."""
        return f"{self.name}.u8"


class Description(Record, frozen=True, kw_only=True):
    """A data set of labelled images: exactly the parts named in `PARTS`, in that order."""

    name: str
    classes: int
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part:
        """The part of that name."""
        return next(part for part in self.parts if part.name == name)


PARTS = ("train_images", "train_labels", "test_images", "test_labels")

MNIST = Description(
    name="mnist",
    classes=10,
    parts=(
        Part(
            name="train_images",
            shape=(60_000, 28, 28),
            sha256="741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
        ),
        Part(
            name="train_labels",
            shape=(60_000,),
            sha256="1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
        ),
        Part(
            name="test_images",
            shape=(10_000, 28, 28),
            sha256="6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
        ),
        Part(
            name="test_labels",
            shape=(10_000,),
            sha256="ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
        ),
    ),
)

DATASETS = {MNIST.name: MNIST}


def describe(name: str) -> Description:
    """The description of a data set; DataError with the known names when there is none."""
    if name not in DATASETS:
        known = ", ".join(sorted(DATASETS))
        raise DataError(f"There is no data set {name!r}. Known: {known}. Use one of these names.")
    return DATASETS[name]


def checksum(array: np.ndarray) -> str:
    """SHA-256 of the raw bytes of a C-contiguous array, in hexadecimal."""
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()


def check_part(part: Part, array: np.ndarray) -> None:
    """Raise DataError unless the array is the part, to the last byte."""
    if array.dtype != np.uint8 or array.shape != part.shape:
        raise DataError(
            f"{part.name} came as {array.dtype} of shape {array.shape}, expected uint8 of shape {part.shape}"
        )
    if (observed := checksum(array)) != part.sha256:
        raise DataError(f"{part.name} has SHA-256 {observed}, expected {part.sha256}: these are other data")
