"""A factor of s (1 - s) is missing, or has another sign."""

CATALOGUE = ""
FAILS = ("slopes.sigmoid",)
HINT = "What is the slope at 0? It is one quarter."
HOW = "s"
TRIES = {"HOW": ("s", "1 - s", "s (1 + s)", "s (s - 1)", "s - s", "squared")}


def sigmoid_slope(z):
    s = sigmoid(z)
    return {
        "s": s,
        "1 - s": 1 - s,
        "s (1 + s)": s * (1 + s),
        "s (s - 1)": s * (s - 1),
        "s - s": s - s**3,
        "squared": s * (1 - s) ** 2,
    }[HOW]
