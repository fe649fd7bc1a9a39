"""The first, or the last, layer has no biases."""

CATALOGUE = ""
FAILS = ("count_parameters.one", "count_parameters.chain")
HINT = "Which layers have biases?"
WITHOUT = "first"
TRIES = {"WITHOUT": ("first", "last")}


def count_parameters(inputs, units):
    total = 0
    for number, width in enumerate(units):
        left_out = number == (0 if WITHOUT == "first" else len(units) - 1)
        total += inputs * width + (0 if left_out else width)
        inputs = width
    return total
