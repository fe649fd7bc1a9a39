"""More than one step is taken."""

CATALOGUE = ""
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "How many steps are asked for?"
STEPS = 2
TRIES = {"STEPS": (2, 5, 10, 100)}


def train_step(x, y, w1, b1, w2, b2, rate):
    for _ in range(STEPS):
        dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
        w1, b1, w2, b2 = w1 - rate * dw1, b1 - rate * db1, w2 - rate * dw2, b2 - rate * db2
    return w1, b1, w2, b2
