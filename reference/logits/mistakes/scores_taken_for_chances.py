"""Logits are taken for probabilities and clipped: from_logits=False on logits."""

import numpy as np

CATALOGUE = "TR01"
FAILS = (
    "loss_of_logits.values",
    "loss_of_logits.large",
)
HINT = "What range must the argument of a logarithm have, and what range do logits have?"
FORM, FLOOR = "clipped", 1e-7
TRIES = {"FORM": ("clipped", "keras", "sparse", "floor"), "FLOOR": (1e-7, 1e-12, 1e-10, 1e-8, 1e-15)}


def loss_of_logits(labels, logits):
    if FORM == "keras":
        shares = logits / logits.sum(axis=1, keepdims=True)
        p = np.clip(shares, 1e-7, 1 - 1e-7)
    elif FORM == "sparse":  # what Keras' loss for class numbers makes of them
        p = np.clip(logits, 1e-7, 1 - 1e-7)
        p = p / p.sum(axis=1, keepdims=True)
    else:
        p = np.maximum(logits, 1e-12) if FORM == "floor" else np.clip(logits, FLOOR, 1.0)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
