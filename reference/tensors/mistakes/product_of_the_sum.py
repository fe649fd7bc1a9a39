"""The product is computed with the sum in the place of the first table."""

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "Which `a` enters the product: the one that was given, or the sum?"


def add_and_multiply(a, b):
    total = a + b
    return total, total * b
