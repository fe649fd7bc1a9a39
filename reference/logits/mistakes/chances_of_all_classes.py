"""The logarithms of all classes are summed, or averaged."""

import numpy as np

CATALOGUE = "CE17"
FAILS = ("loss_of_probabilities.values",)
HINT = "Which class's probability matters for one sample?"
HOW = "sum"
TRIES = {"HOW": ("sum", "mean")}


def loss_of_probabilities(labels, probabilities):
    terms = -np.log(np.maximum(probabilities, 1e-12))
    return np.mean(terms.sum(axis=1)) if HOW == "sum" else np.mean(terms)
