"""The learning rate is not used, or divided by the size of the batch once more."""

CATALOGUE = "GD02"
FAILS = (
    "train_step.output",
    "train_step.hidden",
    "train_step.hidden_bias",
    "train_step.output_bias",
    "train_step.unchanged",
)
HINT = "Halve the learning rate: does the step halve? By how much does one step move a weight?"
HOW = "unused"
TRIES = {"HOW": ("unused", "over batch", "fixed")}


def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    r = {"unused": 1.0, "over batch": rate / len(x), "fixed": 0.1}[HOW]
    return w1 - r * dw1, b1 - r * db1, w2 - r * dw2, b2 - r * db2
