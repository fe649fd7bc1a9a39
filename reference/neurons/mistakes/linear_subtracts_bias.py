"""The bias is subtracted."""

CATALOGUE = ""
FAILS = ("linear.values",)
HINT = "Compute one sample with two inputs by hand. Is the bias there, once?"
HOW = "minus"
TRIES = {"HOW": ("minus", "times", "twice")}


def linear(x, w, b):
    s = x @ w
    return {"minus": s - b, "times": s * b, "twice": s + 2 * b}[HOW]
