"""Ten yes or no questions are asked instead of one choice of ten."""

import numpy as np

CATALOGUE = "CE13"
FAILS = ("loss_of_logits.values", "loss_of_logits.large")
HINT = "For how many classes is a sigmoid?"
OVER = "all"
TRIES = {"OVER": ("all", "classes", "true")}


def loss_of_logits(labels, logits):
    y = np.eye(logits.shape[1])[labels]
    terms = np.maximum(logits, 0) - logits * y + np.log1p(np.exp(-np.abs(logits)))
    if OVER == "true":
        return np.mean(np.sum(y * np.logaddexp(0, -logits), axis=1))
    return np.mean(terms) if OVER == "all" else np.mean(terms.sum(axis=1))
