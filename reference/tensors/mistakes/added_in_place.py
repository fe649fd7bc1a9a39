"""The first table is changed."""

CATALOGUE = ""
FAILS = ("add_and_multiply.unchanged",)
HINT = "Does your function leave its arguments alone?"


def add_and_multiply(a, b):
    product = a * b
    a += b
    return a, product
