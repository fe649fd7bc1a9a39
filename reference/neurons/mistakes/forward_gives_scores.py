"""The scores of the output layer come back, without softmax."""

CATALOGUE = "CE12"
FAILS = ("forward.rows", "forward.output", "forward.stable")
HINT = "Outputs are probabilities. What do your rows add up to?"


def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    return a, a @ w2 + b2
