"""The rate that is given is not used, or only a part of it."""

CATALOGUE = ""
FAILS = (
    "descent.step",
    "descent.unchanged",
)
HINT = "Call your function with two rates. Should the answers differ?"
RATE, OF = 0.01, "fixed"
TRIES = {"RATE": (0.01, 0.1, 0.001, 0.5, 2.0), "OF": ("fixed", "part")}


def descend(w, gradient, rate):
    return w - (RATE if OF == "fixed" else RATE * rate) * gradient
