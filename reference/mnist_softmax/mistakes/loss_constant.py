"""The loss is a constant."""

CATALOGUE = ""
FAILS = (
    "cross_entropy.shape",
    "cross_entropy.values",
    "cross_entropy.reacts",
    "cross_entropy.mean",
    "cross_entropy.perfect",
    "cross_entropy.not_negative",
    "cross_entropy.zero",
    "cross_entropy.zero_elsewhere",
    "cross_entropy.unchanged",
)
HINT = "Does your loss look at the predictions at all?"


def cross_entropy(y_true, y_pred):
    return 0.0
