"""The sigmoid is taken."""

CATALOGUE = "AC04"
FAILS = ("activations.tanh", "activations.tanh_large")
HINT = "What is the value at 0?"


def tanh(z):
    return sigmoid(z)
