"""Only the last layer is counted."""

CATALOGUE = ""
FAILS = ("count_parameters.chain",)
HINT = "What becomes of the count of the layer before?"


def count_parameters(inputs, units):
    for width in units:
        total = (inputs + 1) * width
        inputs = width
    return total
