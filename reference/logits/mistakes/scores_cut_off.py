"""The loss is cut off at 16.1, since the probability is clipped at 1e-7."""

import numpy as np

CATALOGUE = "CE09"
FAILS = ("loss_of_logits.large",)
HINT = "Which prediction can no longer be punished, and why is no probability needed at all?"
FLOOR, HOW = 1e-7, "least"
TRIES = {"FLOOR": (1e-7, 1e-12, 1e-15, 1e-10, 1e-9, 1e-8, 1e-6, 1e-5, 1e-4), "HOW": ("least", "added")}


def loss_of_logits(labels, logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    chosen = p[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(chosen, FLOOR) if HOW == "least" else chosen + FLOOR))
