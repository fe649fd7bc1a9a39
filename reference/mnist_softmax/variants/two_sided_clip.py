"""Cross-entropy with probabilities clipped on both sides, softmax in place on a copy with the classes first."""

import numpy as np


def softmax(logits):
    z = np.array(logits, copy=True).T
    z -= z.max(axis=0)
    np.exp(z, out=z)
    z /= z.sum(axis=0)
    return z.T


def cross_entropy(y_true, y_pred):
    epsilon = 1e-7
    p = np.clip(y_pred, epsilon, 1 - epsilon)
    losses = []
    for labels, row in zip(y_true, p):
        losses.append(-np.dot(labels, np.log(row)))
    return np.array(losses).mean()
