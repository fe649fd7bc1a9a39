"""The probability itself, not its logarithm."""

CATALOGUE = ""
FAILS = (
    "initial_loss.ten",
    "initial_loss.any",
)
HINT = "This is the probability. What does it cost?"


def initial_loss(classes):
    return 1 / classes
