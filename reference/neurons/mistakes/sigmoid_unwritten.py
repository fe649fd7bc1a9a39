"""The argument comes back as it is."""

CATALOGUE = ""
FAILS = (
    "sigmoid.reacts",
    "sigmoid.values",
    "sigmoid.large",
    "sigmoid.unchanged",
)
HINT = "Between which two numbers does every sigmoid lie?"


def sigmoid(z):
    return z
