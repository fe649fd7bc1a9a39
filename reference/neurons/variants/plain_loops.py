"""Python loops over single numbers, lists handed back."""

import math

import numpy as np


def linear(x, w, b):
    sums = []
    for sample in x:
        total = float(b)
        for number, weight in zip(sample, w):
            total += number * weight
        sums.append(total)
    return sums


def sigmoid(z):
    out = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        out[index] = 1 / (1 + math.exp(-z[index])) if z[index] > -700 else 0.0
    return out


def relu(z):
    if z.ndim == 0:
        return float(z) if z > 0 else 0.0
    return [relu(part) for part in z]


def tanh(z):
    return np.array([math.tanh(number) for number in z.reshape(-1)]).reshape(z.shape)


def mean_squared_error(y_true, y_pred):
    total, count = 0.0, 0
    for wanted, found in zip(y_true.reshape(-1), y_pred.reshape(-1)):
        total += (wanted - found) ** 2
        count += 1
    return total / count


def cross_entropy(y_true, y_pred):
    total = 0.0
    for labels, row in zip(y_true, y_pred):
        total -= math.log(row[list(labels).index(1.0)])
    return total / len(y_true)


def hinge(y_true, scores):
    return sum(max(0.0, 1 - y * s) for y, s in zip(y_true, scores)) / len(scores)


def mini_batch(order, size, number):
    batch = []
    for position in range(number * size, min(len(order), (number + 1) * size)):
        batch.append(int(order[position]))
    return batch


def steps_per_epoch(samples, size):
    steps = 0
    while samples > 0:
        steps += 1
        samples = samples - size
    return steps
