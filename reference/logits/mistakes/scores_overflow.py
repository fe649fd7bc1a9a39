"""Raw exponentials overflow for large logits."""

import numpy as np

CATALOGUE = "SM03"
FAILS = (
    "loss_of_logits.finite",
    "loss_of_logits.large",
)
HINT = "What is exp(1000) in floating point, and what may you subtract for free?"


def loss_of_logits(labels, logits):
    with np.errstate(all="ignore"):
        total = np.log(np.exp(logits).sum(axis=1))
        return np.mean(total - logits[np.arange(len(labels)), labels])
