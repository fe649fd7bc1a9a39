"""Rows are divided by how often the digit occurs."""

CATALOGUE = ""
FAILS = ("confusion.counts", "confusion.absent", "confusion.unchanged")
HINT = "Counts are asked. What do your rows sum to?"

import numpy as np


def confusion(labels, digits):
    table = np.zeros((10, 10))
    np.add.at(table, (labels, digits), 1)
    return table / np.maximum(table.sum(axis=1, keepdims=True), 1)
