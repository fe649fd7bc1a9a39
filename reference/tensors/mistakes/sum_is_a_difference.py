"""The second table is subtracted."""

CATALOGUE = ""
FAILS = (
    "add_and_multiply.sum",
    "add_and_multiply.row",
    "add_and_multiply.unchanged",
)
HINT = "Which sign stands between the two?"
HOW = "a - b"
TRIES = {"HOW": ("a - b", "b - a")}


def add_and_multiply(a, b):
    return (a - b if HOW == "a - b" else b - a), a * b
