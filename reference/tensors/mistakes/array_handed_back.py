"""The argument comes back as it is."""

CATALOGUE = ""
FAILS = (
    "to_tensor.reacts",
    "to_tensor.floats",
    "to_tensor.values",
    "to_tensor.scalar",
)
HINT = "Which type and which dtype has what you return?"


def to_tensor(numbers):
    return numbers
