"""The mean over the epochs is reported."""

import numpy as np

CATALOGUE = "TR26"
FAILS = ("accuracy_to_report.unseen",)
HINT = "Which of the networks on the way is the one you hand in?"
OF = "val_accuracy"
TRIES = {"OF": ("val_accuracy", "accuracy")}


def accuracy_to_report(history, model, images, labels):
    return float(np.mean(history[OF]))
