"""The model is asked as if it were still in training, so that dropout spoils its answers."""

import numpy as np

CATALOGUE = ""
FAILS = ("predict_digits.values",)
HINT = "Which layers of a network behave differently while it is trained? Is it being trained here?"


def predict_digits(model, x):
    return np.argmax(np.asarray(model(x, training=True)), axis=-1)
