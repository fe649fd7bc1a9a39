"""sigmoid(1 - z) is taken for 1 - sigmoid(z)."""

CATALOGUE = ""
FAILS = ("slopes.sigmoid",)
HINT = "Compare sigmoid(1 - z) and 1 - sigmoid(z) at 0."
OF = "one minus"
TRIES = {"OF": ("one minus", "minus squared")}


def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(1 - z) if OF == "one minus" else sigmoid(z) ** 2
