"""The argument comes back as it is."""

CATALOGUE = ""
FAILS = (
    "leaky.reacts",
    "leaky.shape",
    "leaky.values",
    "leaky.steep",
    "leaky.unchanged",
)
HINT = "What must become of -2 when the slope is 0.1?"


def leaky(x, slope):
    return x
