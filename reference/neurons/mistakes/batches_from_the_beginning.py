"""All samples up to the end of the mini-batch come back."""

CATALOGUE = ""
FAILS = (
    "descent.batches",
    "descent.last_batch",
)
HINT = "Where does your slice begin?"


def mini_batch(order, size, number):
    return order[: (number + 1) * size]
