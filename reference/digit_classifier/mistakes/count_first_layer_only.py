"""Only the first layer is counted."""

CATALOGUE = ""
FAILS = ("count_parameters.chain",)
HINT = "How many rounds does your loop run before it returns?"


def count_parameters(inputs, units):
    return (inputs + 1) * units[0]
