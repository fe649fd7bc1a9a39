"""The images are scaled once more before the model sees them."""

import numpy as np

CATALOGUE = "PR07"
FAILS = ("predict_digits.values",)
HINT = "The images are scaled already. What is the largest number the model sees?"
BY = 0.00392156862745098
TRIES = {"BY": (0.00392156862745098, 255.0)}


def predict_digits(model, x):
    return np.argmax(model.predict(x / BY, verbose=0), axis=1)
