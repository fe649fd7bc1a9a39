"""The first, or the last, layer is left out."""

CATALOGUE = ""
FAILS = ("count_parameters.one", "count_parameters.chain")
HINT = "How many layers do you count for a list of one number?"
WHICH = "last"
TRIES = {"WHICH": ("last", "first")}


def count_parameters(inputs, units):
    found = []
    for width in units:
        found.append((inputs + 1) * width)
        inputs = width
    return sum(found[:-1] if WHICH == "last" else found[1:])
