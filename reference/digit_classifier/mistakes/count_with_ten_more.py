"""An output layer of ten is added that nobody asked for."""

CATALOGUE = ""
FAILS = (
    "count_parameters.one",
    "count_parameters.chain",
)
HINT = "Which layers are in the list?"


def count_parameters(inputs, units):
    total = 0
    for width in (*units, 10):
        total += (inputs + 1) * width
        inputs = width
    return total
