"""The loss that was expected at the start comes back, whatever the batch."""

CATALOGUE = ""
FAILS = (
    "loss_of_probabilities.reacts",
    "loss_of_probabilities.values",
    "loss_of_probabilities.mean",
    "loss_of_probabilities.zero",
    "loss_of_probabilities.unchanged",
)
HINT = "Does your loss look at its arguments at all?"


def loss_of_probabilities(labels, probabilities):
    return 2.302585
