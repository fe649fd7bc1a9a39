"""NumPy throughout, no TensorFlow at all."""

import numpy as np


def to_tensor(numbers):
    return np.asarray(numbers).astype("float32")


def rank_and_size(tensor):
    return tensor.ndim, tensor.size


def add_and_multiply(a, b):
    return a + b, a * b


def dot(a, b):
    return np.dot(a, b)


def weighted_total(weights, numbers):
    return np.dot(weights, numbers)


def leaky(x, slope):
    return np.where(x > 0, x, slope * x)
