"""The caller's weights are changed."""

CATALOGUE = "GD03"
FAILS = ("descent.unchanged",)
HINT = "Does your function leave its argument alone?"


def descend(w, gradient, rate):
    w -= rate * gradient
    return w
