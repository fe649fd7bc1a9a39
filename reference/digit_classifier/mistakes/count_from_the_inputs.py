"""Every layer is taken to see the inputs."""

CATALOGUE = ""
FAILS = ("count_parameters.chain",)
HINT = "How many numbers enter the second layer?"


def count_parameters(inputs, units):
    return sum((inputs + 1) * width for width in units)
