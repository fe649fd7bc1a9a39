"""The tables are put one after the other where they should be added."""

import numpy as np

CATALOGUE = ""
FAILS = (
    "add_and_multiply.sum",
    "add_and_multiply.row",
    "add_and_multiply.unchanged",
)
HINT = "What does `+` do with two lists, and what with two arrays?"
FORM = "concatenate"
TRIES = {"FORM": ("concatenate", "lists", "stack")}


def add_and_multiply(a, b):
    if FORM == "lists":
        return list(a) + list(b), a * b
    if FORM == "stack":
        return np.stack([a, b]), a * b
    return np.concatenate([a, b]), a * b
