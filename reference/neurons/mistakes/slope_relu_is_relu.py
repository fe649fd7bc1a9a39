"""The value of ReLU is given for its slope."""

CATALOGUE = "AC12"
FAILS = ("slopes.relu",)
HINT = "The slope, not the value."


def relu_slope(z):
    return relu(z)
