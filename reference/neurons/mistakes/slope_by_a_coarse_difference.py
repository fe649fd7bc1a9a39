"""A difference quotient is taken with a large step, or is not divided by the step."""

import numpy as np

CATALOGUE = ""
FAILS = ("slopes.sigmoid",)
HINT = "A slope is a difference divided by a small step. Which step is yours?"
STEP, DIVIDED = 0.1, "once"
TRIES = {"STEP": (0.1, 1.0, 0.01, 0.001), "DIVIDED": ("once", "never", "both sides")}


def sigmoid_slope(z):
    def s(x):
        return 0.5 * (1 + np.tanh(x / 2))

    change = s(z + STEP) - s(z)
    both = s(z + STEP) - s(z - STEP)
    return {"once": change / STEP, "never": both, "both sides": both / (2 * STEP)}[DIVIDED]
