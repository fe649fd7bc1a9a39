"""The argument is changed."""

CATALOGUE = "AC08"
FAILS = ("activations.relu_unchanged",)
HINT = "Does your function leave its argument alone?"


def relu(z):
    z[z < 0] = 0
    return z
