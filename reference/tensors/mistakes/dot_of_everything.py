"""All products are summed, whatever the axes."""

CATALOGUE = ""
FAILS = (
    "dot.matrices",
    "dot.mixed",
)
HINT = "How many numbers come out when a table of 3 by 4 meets one of 4 by 2?"

import numpy as np

HOW = "dot"
TRIES = {"HOW": ("dot", "plain", "vdot")}


def dot(a, b):
    return {"dot": lambda: np.sum(np.dot(a, b)), "plain": lambda: np.sum(a * b), "vdot": lambda: np.vdot(a, b)}[HOW]()
