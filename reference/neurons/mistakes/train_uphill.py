"""The step goes uphill."""

CATALOGUE = "GD01"
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "Does the loss fall when you repeat the step?"


def train_step(x, y, w1, b1, w2, b2, rate):
    return [part + rate * gradient for part, gradient in zip((w1, b1, w2, b2), backward(x, y, w1, b1, w2, b2))]
