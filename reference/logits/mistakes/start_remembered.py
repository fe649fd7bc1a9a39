"""The number for ten classes, whatever is asked."""

CATALOGUE = ""
FAILS = ("initial_loss.any",)
HINT = "What does a fair coin cost?"


def initial_loss(classes):
    return 2.302585093
