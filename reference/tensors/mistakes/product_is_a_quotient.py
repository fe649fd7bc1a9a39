"""The first table is divided by the second."""

CATALOGUE = ""
FAILS = ("add_and_multiply.product",)
HINT = "Multiply two small tables by hand, entry by entry."
HOW = "a / b"
TRIES = {"HOW": ("a / b", "b / a")}


def add_and_multiply(a, b):
    return a + b, (a / b if HOW == "a / b" else b / a)
