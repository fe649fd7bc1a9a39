"""What a data set consists of."""

import numpy as np
import pytest

from grader.datasets.description import DATASETS, DIGITS, MNIST, PARTS, check_part, describe
from grader.errors import DataError


def test_an_unknown_data_set_is_refused_with_the_known_names():
    with pytest.raises(DataError, match=r"no data set 'minst'\. Known: digits, mnist\."):
        describe("minst")


def test_every_data_set_has_exactly_the_four_parts():
    for description in DATASETS.values():
        assert tuple(part.name for part in description.parts) == PARTS


def test_mnist_has_seventy_thousand_images():
    assert MNIST.part("train_images").size == 60_000 * 28 * 28
    assert MNIST.part("test_labels").size == 10_000


def test_digits_has_1797_images():
    assert sum(DIGITS.part(name).size for name in ("train_labels", "test_labels")) == 1_797
    assert (DIGITS.brightest, MNIST.brightest) == (16, 255)


def test_the_right_bytes_pass(tiny):
    for part in tiny.description.parts:
        check_part(part, tiny.arrays[part.name])


def test_one_changed_bit_is_refused(tiny):
    changed = tiny.arrays["test_images"].copy()
    changed[2, 3, 3] ^= 1
    with pytest.raises(DataError, match=r"test_images has SHA-256 .*, expected .*: these are other data"):
        check_part(tiny.description.part("test_images"), changed)


def test_the_right_bytes_in_another_shape_are_refused(tiny):
    flat = tiny.arrays["test_images"].reshape(3, 16)
    with pytest.raises(DataError, match=r"shape \(3, 16\), expected uint8 of shape \(3, 4, 4\)"):
        check_part(tiny.description.part("test_images"), flat)


def test_the_right_values_in_another_dtype_are_refused(tiny):
    wide = tiny.arrays["test_labels"].astype(np.int64)
    with pytest.raises(DataError, match="came as int64"):
        check_part(tiny.description.part("test_labels"), wide)


def test_a_checksum_is_of_the_values_in_reading_order(tiny):
    turned = np.asfortranarray(tiny.arrays["train_images"])
    check_part(tiny.description.part("train_images"), turned)
