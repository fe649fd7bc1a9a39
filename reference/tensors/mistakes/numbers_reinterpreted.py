"""The bits of the integers are taken for those of floats."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "to_tensor.floats",
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "Print the numbers of your tensor. Are they those that came in?"
BITS = 64
TRIES = {"BITS": (64, 32)}


def to_tensor(numbers):
    numbers = np.asarray(numbers)
    return numbers.astype("int64").view("float64") if BITS == 64 else numbers.astype("int32").view("float32")
