"""The digits come back, and not where they stand."""

import numpy as np

CATALOGUE = ""
FAILS = ("predictions.right", "predictions.wrong", "predictions.unchanged")
HINT = "Positions were asked for: is the first of yours where a prediction stands, or what it says?"
OF, FORM = "digits", "masks"
TRIES = {"OF": ("digits", "labels"), "FORM": ("masks", "lists")}


def right_and_wrong(digits, labels):
    shown = digits if OF == "digits" else labels
    if FORM == "lists":
        pairs = list(zip(shown, digits == labels, strict=True))
        return np.array([n for n, hit in pairs if hit]), np.array([n for n, hit in pairs if not hit])
    return shown[digits == labels], shown[digits != labels]
