"""One plus the square, or the square alone."""

CATALOGUE = "AC11"
FAILS = ("slopes.tanh",)
HINT = "What is the slope at 0, where the curve is steepest?"
HOW = "plus"
TRIES = {"HOW": ("plus", "square", "minus one", "times", "of sigmoid")}


def tanh_slope(z):
    t = tanh(z)
    return {
        "plus": 1 + t**2,
        "square": t**2,
        "minus one": t**2 - 1,
        "times": t * (1 - t),
        "of sigmoid": sigmoid(z) * (1 - sigmoid(z)),
    }[HOW]
