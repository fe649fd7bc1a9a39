"""The digits come back, and not where they stand."""

CATALOGUE = ""
FAILS = ("predictions.right", "predictions.wrong", "predictions.unchanged")
HINT = "Positions were asked for: is the first of yours where a prediction stands, or what it says?"
OF = "digits"
TRIES = {"OF": ("digits", "labels")}


def right_and_wrong(digits, labels):
    shown = digits if OF == "digits" else labels
    return shown[digits == labels], shown[digits != labels]
