"""The mini-batch begins at its own number, not at a multiple of the size."""

CATALOGUE = ""
FAILS = ("descent.batches", "descent.last_batch")
HINT = "Where does the second mini-batch of five begin?"


def mini_batch(order, size, number):
    return order[number : number + size]
