"""The biases are forgotten."""

CATALOGUE = "MD14"
FAILS = (
    "count_parameters.one",
    "count_parameters.chain",
)
HINT = "Each unit has one more parameter."


def count_parameters(inputs, units):
    total = 0
    for width in units:
        total += inputs * width
        inputs = width
    return total
