"""Each input gets a bias, and not each unit."""

CATALOGUE = ""
FAILS = ("count_parameters.one", "count_parameters.chain")
HINT = "Who has a bias: what enters a layer, or what leaves it?"


def count_parameters(inputs, units):
    total = 0
    for width in units:
        total += inputs * (width + 1)
        inputs = width
    return total
