"""What each data set consists of: its arrays, their shapes and the checksums that make them the real ones."""

import hashlib
import math
from collections.abc import Mapping

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
    """A data set of labelled images: exactly the parts named in `PARTS`, in that order.

    `brightest` is the largest value a pixel can have. Where Keras has no `load_data()` for it (`in_keras` False), its
    training images are handed out, and lie beside a graded notebook, as the file `<name>.npz`. A course's own
    (`is_own`) may change under its name, and two courses may use one name for different data.
    """

    name: str
    classes: int
    parts: tuple[Part, ...]
    brightest: int = 255
    in_keras: bool = False
    is_own: bool = False

    @property
    def folder(self) -> str:
        """The name of its folder in the cache."""
        sums = "".join(part.sha256 for part in self.parts)
        return f"{self.name}-{hashlib.sha256(sums.encode()).hexdigest()[:12]}" if self.is_own else self.name

    def part(self, name: str) -> Part:
        """The part of that name."""
        return next(part for part in self.parts if part.name == name)


PARTS = ("train_images", "train_labels", "test_images", "test_labels")

MNIST = Description(
    name="mnist",
    classes=10,
    in_keras=True,
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

# E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (UCI Machine Learning Repository, 1998,
# CC BY 4.0), as scikit-learn carries its test set: 1,797 images, here the first 1,297 for training, 500 held back.
DIGITS = Description(
    name="digits",
    classes=10,
    brightest=16,
    parts=(
        Part(
            name="train_images",
            shape=(1_297, 8, 8),
            sha256="357bb3919a064442cba410ef9c1d6ba33786511364826799efafc69901097990",
        ),
        Part(
            name="train_labels",
            shape=(1_297,),
            sha256="3780054f44184fcb9366c0145122aa98df16d3cd4da3929177bfafb8d662589f",
        ),
        Part(
            name="test_images",
            shape=(500, 8, 8),
            sha256="7dd65d6b6e16ce62705efa1c5ccd4af0bf822869399077bc2b1519be63340250",
        ),
        Part(
            name="test_labels",
            shape=(500,),
            sha256="21366e8b6fa7dbed5b9b389e1fae578da52473ab95cf7a00edb059eef76a43fa",
        ),
    ),
)

DATASETS = {description.name: description for description in (MNIST, DIGITS)}
BUILT_IN = frozenset(DATASETS)


def describe(name: str) -> Description:
    """The description of a data set; DataError with the known names when there is none."""
    if name not in DATASETS:
        known = ", ".join(sorted(DATASETS))
        raise DataError(
            f"There is no data set {name!r}. Known: {known}. Use one of these names, or add yours with "
            "`grader data add FILE.npz`."
        )
    return DATASETS[name]


def described(name: str, arrays: Mapping[str, np.ndarray]) -> Description:
    """The description of data that are at hand; DataError where images and labels do not fit together."""
    for half, words in (("train", "training"), ("test", "test")):
        images, labels = arrays[f"{half}_images"], arrays[f"{half}_labels"]
        if images.ndim != 3 or labels.shape != images.shape[:1]:
            raise DataError(
                f"The {words} images have the shape {images.shape} and their labels {labels.shape}, expected "
                "(n, height, width) and (n,)."
            )
    return Description(
        name=name,
        classes=int(max(arrays["train_labels"].max(), arrays["test_labels"].max())) + 1,
        brightest=int(max(arrays["train_images"].max(), arrays["test_images"].max())),
        parts=tuple(Part(name=part, shape=arrays[part].shape, sha256=checksum(arrays[part])) for part in PARTS),
    )


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
