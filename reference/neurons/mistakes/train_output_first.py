"""The output layer is updated before the error is propagated through it, as the tutorial says."""

CATALOGUE = "BP13"
FAILS = (
    "train_step.hidden",
    "train_step.hidden_bias",
)
HINT = "Which w2 produced the prediction?"
HOW = "weights"
TRIES = {"HOW": ("weights", "all anew")}


def train_step(x, y, w1, b1, w2, b2, rate):
    _, _, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    a, p = forward(x, w1, b1, w2, b2)
    w2, b2 = descend(w2, dw2, rate), descend(b2, db2, rate)
    if HOW == "all anew":
        dw1, db1, _, _ = backward(x, y, w1, b1, w2, b2)
        return descend(w1, dw1, rate), descend(b1, db1, rate), w2, b2
    hidden = ((p - y) / len(x)) @ w2.T * a * (1 - a)
    return descend(w1, x.T @ hidden, rate), descend(b1, hidden.sum(axis=0), rate), w2, b2
