"""Where the probability is 0 the loss is infinite."""

import numpy as np

CATALOGUE = "CE08"
FAILS = ("loss_of_probabilities.zero",)
HINT = "A sure but wrong network: what does your loss return?"


def loss_of_probabilities(labels, probabilities):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
