"""The squared errors are summed, not averaged."""

CATALOGUE = "MS01"
FAILS = (
    "losses.mean_squared_error",
    "losses.mean",
)
HINT = "Twice the data, twice the loss: do you want that?"

import numpy as np


def mean_squared_error(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2)
