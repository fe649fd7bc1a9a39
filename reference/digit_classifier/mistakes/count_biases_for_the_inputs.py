"""The inputs get biases, too."""

CATALOGUE = ""
FAILS = (
    "count_parameters.one",
    "count_parameters.chain",
)
HINT = "Is the first list of numbers a layer with weights?"


def count_parameters(inputs, units):
    total = inputs
    for width in units:
        total += (inputs + 1) * width
        inputs = width
    return total
