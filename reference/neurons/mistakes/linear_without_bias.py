"""The bias is forgotten."""

CATALOGUE = "S3-02"
FAILS = ("linear.values",)
HINT = "Compute one sample by hand. What is the bias for?"


def linear(x, w, b):
    return x @ w
