"""The weights come back as they were."""

CATALOGUE = ""
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "Which line of your function changes the weights?"


def train_step(x, y, w1, b1, w2, b2, rate):
    backward(x, y, w1, b1, w2, b2)
    return w1, b1, w2, b2
