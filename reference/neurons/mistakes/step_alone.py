"""The step comes back, and not where it leads."""

CATALOGUE = ""
FAILS = ("descent.step", "descent.unchanged")
HINT = "Where does `w` go? What comes back: the place, or the way to it?"
SIGN = 1
TRIES = {"SIGN": (1, -1)}


def descend(w, gradient, rate):
    return SIGN * rate * gradient
