"""True and False come back instead of positions."""

CATALOGUE = ""
FAILS = (
    "predictions.right",
    "predictions.wrong",
    "predictions.unchanged",
)
HINT = "Positions are asked: where are the true ones?"


def right_and_wrong(digits, labels):
    return digits == labels, digits != labels
