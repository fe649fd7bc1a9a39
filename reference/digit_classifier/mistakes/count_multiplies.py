"""All numbers are multiplied."""

CATALOGUE = ""
FAILS = ("count_parameters.one", "count_parameters.chain")
HINT = "Two layers in a row: do their parameters multiply, or add up?"
BIASES = 0
TRIES = {"BIASES": (0, 1)}


def count_parameters(inputs, units):
    total = inputs
    for width in units:
        total *= width
    return total + BIASES * sum(units)
