"""The logarithms are multiplied with the number of the class."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.values",)
HINT = "Should a picture of a nine count nine times as much as one of a one?"
OVER = "all"
TRIES = {"OVER": ("all", "rows")}


def loss_of_probabilities(labels, probabilities):
    terms = np.asarray(labels)[:, None] * np.log(np.clip(probabilities, 1e-7, 1))
    return -np.mean(terms if OVER == "all" else terms.sum(axis=1))
