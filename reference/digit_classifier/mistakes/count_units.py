"""Units are counted, and no weights."""

CATALOGUE = ""
FAILS = (
    "count_parameters.one",
    "count_parameters.chain",
)
HINT = "How many weights does one unit have that sees 784 inputs?"
WITH = "inputs"
TRIES = {"WITH": ("inputs", "units")}


def count_parameters(inputs, units):
    return sum(units) + (inputs if WITH == "inputs" else 0)
