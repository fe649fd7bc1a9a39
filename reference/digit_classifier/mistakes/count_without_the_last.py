"""The last of several layers is left out."""

CATALOGUE = ""
FAILS = ("count_parameters.chain",)
HINT = "Where does your range end?"


def count_parameters(inputs, units):
    total = 0
    for width in units[:-1] or units:
        total += (inputs + 1) * width
        inputs = width
    return total
