"""A constant comes back."""

CATALOGUE = ""
FAILS = (
    "loss_of_logits.reacts",
    "loss_of_logits.values",
    "loss_of_logits.mean",
    "loss_of_logits.finite",
    "loss_of_logits.large",
    "loss_of_logits.unchanged",
)
HINT = "Does your loss look at its arguments at all?"


def loss_of_logits(labels, logits):
    return 2.302585
