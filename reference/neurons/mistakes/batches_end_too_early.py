"""The slice ends where it should only begin."""

CATALOGUE = ""
FAILS = (
    "descent.batches",
    "descent.last_batch",
)
HINT = "Where does your slice end for the second mini-batch?"


def mini_batch(order, size, number):
    return order[number * size : size]
