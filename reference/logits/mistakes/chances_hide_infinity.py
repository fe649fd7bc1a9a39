"""Where the loss is infinite something small comes back."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_probabilities.zero",)
HINT = "Should the worst answer there is be free?"


def loss_of_probabilities(labels, probabilities):
    with np.errstate(all="ignore"):
        loss = -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
    return float(np.nan_to_num(loss, posinf=0.0))
