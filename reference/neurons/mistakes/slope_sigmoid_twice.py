"""The sigmoid is applied once too often."""

CATALOGUE = "AC10"
FAILS = ("slopes.sigmoid",)
HINT = "What is the slope at 0? It is one quarter."


def sigmoid_slope(z):
    s = sigmoid(sigmoid(z))
    return s * (1 - s)
