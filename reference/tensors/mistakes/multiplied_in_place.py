"""The first table is overwritten with the product."""

CATALOGUE = ""
FAILS = ("add_and_multiply.unchanged",)
HINT = "Does your function leave its arguments alone?"


def add_and_multiply(a, b):
    total = a + b
    a *= b
    return total, a
