"""Batches are counted from 1."""

CATALOGUE = ""
FAILS = (
    "descent.batches",
    "descent.last_batch",
)
HINT = "Where does the batch number 0 begin?"


def mini_batch(order, size, number):
    return order[(number - 1) * size : number * size] if number else order[:0]
