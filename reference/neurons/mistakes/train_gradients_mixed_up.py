"""The gradients come in another order than the weights."""

CATALOGUE = ""
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "Which gradient belongs to which weights?"


def train_step(x, y, w1, b1, w2, b2, rate):
    dw2, db2, dw1, db1 = backward(x, y, w1, b1, w2, b2)
    return descend(w1, dw1, rate), descend(b1, db1, rate), descend(w2, dw2, rate), descend(b2, db2, rate)
