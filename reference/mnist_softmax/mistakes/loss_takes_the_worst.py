"""The largest loss of the batch comes back instead of the mean."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values",)
HINT = "Make one sample worse, then another: should both show in the loss?"
OF = "largest"
TRIES = {"OF": ("largest", "smallest", "median")}


def cross_entropy(y_true, y_pred):
    losses = -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1.0)), axis=1)
    return {"largest": np.max, "smallest": np.min, "median": np.median}[OF](losses)
