"""The biases stay where they are."""

CATALOGUE = ""
FAILS = (
    "train_step.hidden_bias",
    "train_step.output_bias",
)
HINT = "Are the biases parameters, too?"


def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, _, dw2, _ = backward(x, y, w1, b1, w2, b2)
    return descend(w1, dw1, rate), b1, descend(w2, dw2, rate), b2
