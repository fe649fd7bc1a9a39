"""A layer is given one bias, whatever its units."""

CATALOGUE = ""
FAILS = ("count_parameters.one", "count_parameters.chain")
HINT = "Who has a bias: a layer, or each of its units?"


def count_parameters(inputs, units):
    total = 0
    for width in units:
        total += inputs * width + 1
        inputs = width
    return total
