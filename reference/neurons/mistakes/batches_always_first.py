"""The first mini-batch comes back, whichever was asked for."""

CATALOGUE = ""
FAILS = ("descent.batches", "descent.last_batch")
HINT = "Ask for the mini-batch with the number 2. Which samples come?"
HOW = "first"
TRIES = {"HOW": ("first", "rest", "strided")}


def mini_batch(order, size, number):
    return {"first": order[:size], "rest": order[number * size :], "strided": order[number::size]}[HOW]
