"""The first table is raised to the power of the second."""

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "How many stars has a product?"


def add_and_multiply(a, b):
    return a + b, a**b
