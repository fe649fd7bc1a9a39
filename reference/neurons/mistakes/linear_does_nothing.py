"""The samples come back as they are."""

CATALOGUE = ""
FAILS = (
    "linear.reacts",
    "linear.shape",
    "linear.values",
)
HINT = "Does your function use the weights?"


def linear(x, w, b):
    return x
