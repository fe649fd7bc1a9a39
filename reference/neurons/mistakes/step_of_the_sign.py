"""Only the sign of the gradient is used, or its direction."""

import numpy as np

CATALOGUE = ""
FAILS = ("descent.step", "descent.unchanged")
HINT = "Double the gradient: should the step double?"
HOW = "sign"
TRIES = {"HOW": ("sign", "direction")}


def descend(w, gradient, rate):
    length = np.abs(gradient) if HOW == "sign" else np.sqrt(np.sum(gradient**2))
    return w - rate * gradient / length
