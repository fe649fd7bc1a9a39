"""Python loops and lists wherever they do."""

import numpy as np


def to_tensor(numbers):
    if numbers.ndim == 0:
        return float(numbers)
    return [to_tensor(part) for part in numbers]


def rank_and_size(tensor):
    rank, size = 0, 1
    for length in tensor.shape:
        rank += 1
        size *= length
    return [rank, size]


def add_and_multiply(a, b):
    rows = [b] * len(a) if b.ndim == 1 else b
    total = [[float(x + y) for x, y in zip(left, right)] for left, right in zip(a, rows)]
    product = [[float(x * y) for x, y in zip(left, right)] for left, right in zip(a, rows)]
    return total, product


def dot(a, b):
    if a.ndim == 2:
        return np.stack([dot(row, b) for row in a])
    if b.ndim == 2:
        return np.array([dot(a, column) for column in b.T])
    return np.float64(sum(x * y for x, y in zip(a, b)))


def weighted_total(weights, numbers):
    total = 0.0
    for position in range(len(weights)):
        total += weights[position] * numbers[position]
    return total


def leaky(x, slope):
    out = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        out[index] = x[index] if x[index] > 0 else slope * x[index]
    return out
