"""Only one of the products counts."""

CATALOGUE = ""
FAILS = ("weighted_total.value",)
HINT = "How often does your loop run before it returns, and what does each round keep of the one before?"
AT = 0
TRIES = {"AT": (0, -1)}


def weighted_total(weights, numbers):
    return float(weights[AT] * numbers[AT])
