"""The losses are summed over the samples, so that one number per class comes back."""

import numpy as np

CATALOGUE = "CE05"
FAILS = ("cross_entropy.shape", "cross_entropy.values", "cross_entropy.mean")
HINT = "One number for the whole batch is asked. Which axis holds the samples, which the classes?"
HOW = "sum"
TRIES = {"HOW": ("sum", "mean")}


def cross_entropy(y_true, y_pred):
    terms = y_true * np.log(np.clip(y_pred, 1e-7, 1.0))
    return -np.sum(terms, axis=0) if HOW == "sum" else -np.mean(terms, axis=0)
