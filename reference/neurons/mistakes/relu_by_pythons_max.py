"""Python's own maximum, which compares whole arrays."""

CATALOGUE = "AC07"
FAILS = (
    "activations.relu",
    "activations.relu_unchanged",
)
HINT = "You need the maximum entry by entry."


def relu(z):
    return max(0, z)
