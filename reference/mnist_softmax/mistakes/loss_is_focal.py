"""Every sample's loss is weighted by how unsure the model is of it."""

import numpy as np

CATALOGUE = ""
FAILS = ("cross_entropy.values",)
HINT = "Two samples with the same probability for their class: compute the loss by hand. What weighs it in yours?"
POWER = 1
TRIES = {"POWER": (1, 2)}


def cross_entropy(y_true, y_pred):
    p = np.sum(y_true * np.clip(y_pred, 1e-7, 1.0), axis=1)
    return -np.mean((1 - p) ** POWER * np.log(p))
