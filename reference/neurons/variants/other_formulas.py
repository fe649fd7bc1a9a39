"""Formulas that are equal but not the same: logistic by tanh, means by division, a loss by indices."""

import numpy as np


def linear(x, w, b):
    return np.sum(x * w, axis=-1) + b


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def relu(z):
    return z * (z > 0)


def tanh(z):
    return 2 * sigmoid(2 * z) - 1


def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)


def tanh_slope(z):
    return 1 / np.cosh(z) ** 2


def relu_slope(z):
    return (np.sign(z) + 1) / 2


def mean_squared_error(y_true, y_pred):
    return np.square(y_true - y_pred).sum() / y_true.size


def cross_entropy(y_true, y_pred):
    return -np.log(y_pred[np.arange(len(y_pred)), y_true.argmax(axis=1)]).mean()


def hinge(y_true, scores):
    margins = 1 - y_true * scores
    return margins[margins > 0].sum() / len(margins)


def descend(w, gradient, rate):
    return np.subtract(w, np.multiply(rate, gradient))


def mini_batch(order, size, number):
    return np.array_split(order, range(int(size), len(order), int(size)))[int(number)]


def steps_per_epoch(samples, size):
    return (samples + size - 1) // size
