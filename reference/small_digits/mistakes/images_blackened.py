"""The images that were handed in are black afterwards."""

CATALOGUE = ""
FAILS = ("prepare.unchanged",)
HINT = "Run your function twice on the same array. What are the rows the second time?"

import numpy as np


def prepare(images):
    rows = np.array(images, dtype="float32").reshape(len(images), 64) / 16
    images[...] = 0
    return rows
