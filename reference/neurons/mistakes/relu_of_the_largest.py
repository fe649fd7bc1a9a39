"""The largest entry, or one per column, comes back."""

import numpy as np

CATALOGUE = "AC07"
FAILS = ("activations.relu", "activations.relu_unchanged")
HINT = "You need the maximum of every entry and 0. Over what do you take it?"
OVER = "columns"
TRIES = {"OVER": ("columns", "all", "rows")}


def relu(z):
    return np.max(z, axis={"columns": 0, "all": None, "rows": -1}[OVER])
