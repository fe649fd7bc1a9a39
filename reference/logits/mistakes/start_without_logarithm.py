"""Another function than the logarithm is taken of the number of classes."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "initial_loss.many",
    "initial_loss.any",
)
HINT = "What is the negative logarithm of one in n?"
HOW = "root"
TRIES = {"HOW": ("root", "number", "half", "exp", "square")}


def initial_loss(classes):
    n = float(classes)
    return {"root": n**0.5, "number": n, "half": n / 2, "exp": np.exp(-n), "square": n**2}[HOW]
