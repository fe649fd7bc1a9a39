"""Only the last layer's biases are counted."""

CATALOGUE = ""
FAILS = ("count_parameters.chain",)
HINT = "Which layers have biases?"
WHICH = -1
TRIES = {"WHICH": (-1, 0)}


def count_parameters(inputs, units):
    total = units[WHICH]
    for width in units:
        total += inputs * width
        inputs = width
    return total
