"""The gradients come back in the place of the weights."""

CATALOGUE = ""
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "Where do the weights go when you know their gradients?"


def train_step(x, y, w1, b1, w2, b2, rate):
    return backward(x, y, w1, b1, w2, b2)
