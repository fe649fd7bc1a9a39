"""The images are scaled once more."""

import numpy as np

CATALOGUE = ""
FAILS = ("accuracy_to_report.unseen",)
HINT = "In which range are the images that come in?"
BY = 255.0
TRIES = {"BY": (255.0, 0.00392156862745098)}


def accuracy_to_report(history, model, images, labels):
    return model.evaluate(images / np.float32(BY), labels, verbose=0)[1]
