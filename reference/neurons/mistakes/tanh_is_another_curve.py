"""Another curve between -1 and 1 is taken."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "activations.tanh",
    "activations.tanh_large",
)
HINT = "Compute your function at 1 by hand. It should be 0.7616."
HOW = "clipped"
TRIES = {"HOW": ("clipped", "sign", "softsign")}


def tanh(z):
    return {"clipped": np.clip(z, -1, 1), "sign": np.sign(z), "softsign": z / (1 + np.abs(z))}[HOW]
