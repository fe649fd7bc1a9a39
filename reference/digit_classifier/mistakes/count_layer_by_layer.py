"""The numbers of the layers come one by one."""

CATALOGUE = ""
FAILS = (
    "count_parameters.one",
    "count_parameters.chain",
)
HINT = "One integer is asked for. What is left to do with the list?"


def count_parameters(inputs, units):
    found = []
    for width in units:
        found.append((inputs + 1) * width)
        inputs = width
    return found
