"""The samples are split into another number of parts, or parts of another size."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "descent.batches",
    "descent.last_batch",
)
HINT = "What is `size`: how many samples a part has, or how many parts there are?"
HOW = "parts"
TRIES = {"HOW": ("parts", "even", "exact")}


def mini_batch(order, size, number):
    if HOW == "exact":
        return np.split(order, size)[number]
    return np.array_split(order, size if HOW == "parts" else max(1, len(order) // size))[number]
