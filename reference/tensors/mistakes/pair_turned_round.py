"""The product comes first."""

CATALOGUE = ""
FAILS = (
    "add_and_multiply.sum",
    "add_and_multiply.product",
    "add_and_multiply.row",
    "add_and_multiply.unchanged",
)
HINT = "In which order are sum and product asked for?"


def add_and_multiply(a, b):
    return a * b, a + b
