"""The caller's weights are changed."""

CATALOGUE = "GD03"
FAILS = ("train_step.unchanged",)
HINT = "Does your function leave its arguments alone?"


def train_step(x, y, w1, b1, w2, b2, rate):
    for part, gradient in zip((w1, b1, w2, b2), backward(x, y, w1, b1, w2, b2)):
        part -= rate * gradient
    return w1, b1, w2, b2
