"""The sum is halved."""

CATALOGUE = ""
FAILS = (
    "add_and_multiply.sum",
    "add_and_multiply.row",
    "add_and_multiply.unchanged",
)
HINT = "Add 2 and 4 by hand. Is it 3?"


def add_and_multiply(a, b):
    return (a + b) / 2, a * b
