"""Other NumPy: `ravel`, `true_divide`, `take`, `bincount`; copies before anything."""

import numpy as np


def prepare(images):
    return np.true_divide(np.stack([image.ravel() for image in images]), 16.0)


def split(rows, labels):
    rows, labels = np.array(rows), np.array(labels)
    order = np.random.default_rng(SEED).permutation(rows.shape[0])
    rows, labels = rows.take(order, axis=0), labels.take(order)
    count = len(rows) - HELD
    (x_train, x_validation), (y_train, y_validation) = np.split(rows, [count]), np.split(labels, [count])
    return x_train, y_train, x_validation, y_validation


def confusion(labels, digits):
    pairs = 10 * np.asarray(labels, dtype="int64") + np.asarray(digits, dtype="int64")
    return np.bincount(pairs, minlength=100).reshape(10, 10)
