"""The logits are clipped before anything is computed."""

import numpy as np

CATALOGUE = ""
FAILS = ("loss_of_logits.large",)
HINT = "The true class lies 1000 below another. Where have 950 of them gone?"
LIMIT = 50
TRIES = {"LIMIT": (50, 10, 20, 30, 100, 500, 700)}


def loss_of_logits(labels, logits):
    z = np.clip(logits, -LIMIT, LIMIT)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
