"""The loss looks at the classes that are not the true one."""

import numpy as np

CATALOGUE = "CE17"
FAILS = ("cross_entropy.values",)
HINT = "Which class's probability matters for one sample? What are the ones of a one-hot row for?"
HOW = "one minus p"
TRIES = {"HOW": ("one minus p", "p")}


def cross_entropy(y_true, y_pred):
    p = 1 - y_pred if HOW == "one minus p" else y_pred
    return -np.mean(np.sum((1 - y_true) * np.log(np.clip(p, 1e-7, 1.0)), axis=1))
