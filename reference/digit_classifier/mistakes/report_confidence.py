"""The mean of the largest probabilities is reported: how sure, not how right."""

import numpy as np

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "A network may be sure and wrong. What do you compare its answers with?"


def accuracy_to_report(history, model, images, labels):
    return float(np.mean(np.max(model.predict(images, verbose=0), axis=1)))
