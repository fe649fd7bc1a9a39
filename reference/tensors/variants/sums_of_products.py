"""Dot products written as sums, and the graph by a mask."""

import numpy as np
import tensorflow as tf


def to_tensor(numbers):
    return tf.constant(np.array(numbers, dtype=np.float32))


def rank_and_size(tensor):
    return np.ndim(tensor), int(np.prod(np.shape(tensor)))


def add_and_multiply(a, b):
    return np.add(a, b), np.multiply(a, b)


def dot(a, b):
    return np.einsum("...n,n...->...", a, b) if b.ndim == 1 else np.einsum("...n,nc->...c", a, b)


def weighted_total(weights, numbers):
    return float(np.sum(weights * numbers))


def leaky(x, slope):
    mask = x > 0
    return x * mask + slope * x * ~mask
