"""The logarithm has another base than e."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "Which logarithm undoes `exp`?"
BASE = 10
TRIES = {"BASE": (10, 2), "PART": ("all", "sum")}
PART = "all"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    sums, true = np.log(np.exp(z).sum(axis=1)), z[np.arange(len(labels)), labels]
    base = np.log(BASE)
    return np.mean(sums / base - true) if PART == "sum" else np.mean((sums - true) / base)
