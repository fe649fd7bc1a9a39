"""A step is taken for every sample, or for one alone."""

CATALOGUE = ""
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "How many samples does one step of batch gradient descent look at?"
HOW = "each"
TRIES = {"HOW": ("each", "first", "last")}


def train_step(x, y, w1, b1, w2, b2, rate):
    chosen = {"each": range(len(x)), "first": (0,), "last": (len(x) - 1,)}[HOW]
    for at in chosen:
        dw1, db1, dw2, db2 = backward(x[at : at + 1], y[at : at + 1], w1, b1, w2, b2)
        w1, b1, w2, b2 = w1 - rate * dw1, b1 - rate * db1, w2 - rate * dw2, b2 - rate * db2
    return w1, b1, w2, b2
