"""Softmax runs over the samples."""

import numpy as np

CATALOGUE = "SM01"
FAILS = ("loss_of_logits.values", "loss_of_logits.mean", "loss_of_logits.finite", "loss_of_logits.large")
HINT = "Which numbers must add up to one: those of one sample, or those of one class?"


def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=0)
    p = np.exp(z) / np.exp(z).sum(axis=0)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))
