"""The logits are multiplied by a constant before the exponential, as a temperature does."""

import numpy as np

CATALOGUE = "SM13"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "Double all logits by hand and compare: how steep is your exponential?"
FACTOR = 0.5
SHIFT = "row"
TRIES = {
    "FACTOR": (
        0.5,
        2.0,
        0.1,
        10.0,
        0.2,
        5.0,
        0.25,
        4.0,
        0.3333333333333333,
        3.0,
        1.5,
        0.6666666666666666,
        0.01,
        100.0,
        255.0,
        0.00392156862745098,
    ),
    "SHIFT": ("row", "none"),
}


def softmax(logits):
    shift = logits.max(axis=-1, keepdims=True) if SHIFT == "row" else 0
    e = np.exp(FACTOR * (logits - shift))
    return e / e.sum(axis=-1, keepdims=True)
