"""One of the two results comes twice."""

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "Sum and product: are your two results different?"
WHICH = "sum"
TRIES = {"WHICH": ("sum", "product")}


def add_and_multiply(a, b):
    return (a + b, a + b) if WHICH == "sum" else (a * b, a * b)
