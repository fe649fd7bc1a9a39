"""The products are not added up."""

CATALOGUE = ""
FAILS = (
    "linear.shape",
    "linear.values",
)
HINT = "How many numbers does one neuron give for one sample?"


def linear(x, w, b):
    return x * w + b
