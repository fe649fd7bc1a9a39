"""The sum of the exponentials runs over the whole batch."""

import numpy as np

CATALOGUE = "SM02"
FAILS = ("loss_of_logits.values", "loss_of_logits.mean", "loss_of_logits.large")
HINT = "Over which numbers does the sum below the fraction line run: one sample's, or all?"


def loss_of_logits(labels, logits):
    top = logits.max()
    total = np.log(np.exp(logits - top).sum()) + top
    return np.mean(total - logits[np.arange(len(labels)), labels])
