"""Matrices are multiplied where their entries should be."""

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "`@` or `*`: which one works entry by entry?"


def add_and_multiply(a, b):
    product = a @ b if a.shape == b.shape and len(a) == a.shape[1] else a @ b.T
    return a + b, product
