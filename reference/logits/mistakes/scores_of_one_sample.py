"""Only one sample of the batch counts."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "How many samples does your loss look at?"
AT = 0
TRIES = {"AT": (0, -1)}


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])[AT]
