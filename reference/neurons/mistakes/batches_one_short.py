"""The last sample of every mini-batch is left out."""

CATALOGUE = ""
FAILS = ("descent.batches", "descent.last_batch")
HINT = "How many samples has your first mini-batch?"
HOW = "short"
TRIES = {"HOW": ("short", "long", "shifted")}


def mini_batch(order, size, number):
    begin = number * size + (HOW == "shifted")
    return order[begin : begin + size + {"short": -1, "long": 1, "shifted": 0}[HOW]]
