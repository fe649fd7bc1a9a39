"""The right answers are counted."""

import numpy as np

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "Between which numbers must an accuracy lie?"


def accuracy_to_report(history, model, images, labels):
    return float(np.sum(np.argmax(model.predict(images, verbose=0), axis=1) == labels))
