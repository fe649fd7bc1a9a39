"""The loss of two classes is taken: what was given to the other classes counts, too."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.values",)
HINT = "How many terms has the loss of one sample in the text?"
OVER = "rows"
TRIES = {"OVER": ("rows", "all")}


def loss_of_probabilities(labels, probabilities):
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    y = np.eye(p.shape[1])[labels]
    terms = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -np.mean(terms if OVER == "all" else terms.sum(axis=1))
