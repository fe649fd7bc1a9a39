"""All weights make the same step."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Has every weight a gradient of its own?"
HOW = "mean"
TRIES = {"HOW": ("mean", "sum", "columns", "column means", "largest")}


def descend(w, gradient, rate):
    g = np.asarray(gradient)
    forms = {"mean": np.mean(g), "sum": np.sum(g), "columns": np.sum(g, axis=0), "largest": np.max(g)}
    return w - rate * (np.mean(g, axis=0) if HOW == "column means" else forms[HOW])
