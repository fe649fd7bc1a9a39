"""Back-propagation one sample at a time, averaged at the end."""

import numpy as np


def forward(x, w1, b1, w2, b2):
    hidden, outputs = [], []
    for sample in x:
        a = 1 / (1 + np.exp(-(w1.T @ sample + b1)))
        scores = w2.T @ a + b2
        powers = np.exp(scores - scores.max())
        hidden.append(a)
        outputs.append(powers / powers.sum())
    return np.array(hidden), np.array(outputs)


def backward(x, y, w1, b1, w2, b2):
    gradients = [np.zeros_like(part) for part in (w1, b1, w2, b2)]
    hidden, outputs = forward(x, w1, b1, w2, b2)
    for sample, label, a, p in zip(x, y, hidden, outputs):
        error = p - label
        back = (w2 @ error) * a * (1 - a)
        parts = (np.outer(sample, back), back, np.outer(a, error), error)
        gradients = [total + part / len(x) for total, part in zip(gradients, parts)]
    return gradients


def train_step(x, y, w1, b1, w2, b2, rate):
    new = []
    for part, gradient in zip((w1, b1, w2, b2), backward(x, y, w1, b1, w2, b2)):
        copied = part.copy()
        copied -= rate * gradient
        new.append(copied)
    return new
