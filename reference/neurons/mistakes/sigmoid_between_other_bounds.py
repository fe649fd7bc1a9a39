"""The curve does not run from 0 to 1."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "sigmoid.values",
    "sigmoid.large",
)
HINT = "What does your function give for -1000, for 0 and for 1000?"
HOW = "from -1"
TRIES = {"HOW": ("from -1", "slope", "softplus", "upper half")}


def sigmoid(z):
    s = 0.5 * (1 + np.tanh(z / 2))
    return {
        "from -1": 2 * s - 1,
        "slope": s * (1 - s),
        "softplus": np.logaddexp(0, z),
        "upper half": 1 / (1 + np.exp(-np.abs(z))),
    }[HOW]
