"""The gradient is divided by the learning rate, or multiplied by it twice."""

CATALOGUE = "GD02"
FAILS = ("descent.step", "descent.unchanged")
HINT = "Halve the learning rate: does the step halve?"
HOW = "divided"
TRIES = {"HOW": ("divided", "twice", "one minus")}


def descend(w, gradient, rate):
    factor = {"divided": 1 / rate, "twice": rate**2, "one minus": 1 - rate}[HOW]
    return w - factor * gradient
