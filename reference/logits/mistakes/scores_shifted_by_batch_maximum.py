"""The largest logit of the whole batch is subtracted from every row."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.finite",
    "loss_of_logits.large",
)
HINT = "Whose maximum do you subtract? What is left of a row that lies 1000 below it?"


def loss_of_logits(labels, logits):
    z = logits - np.max(logits)
    with np.errstate(all="ignore"):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
