"""Plain Python loops over lists, with lists coming back and `math` instead of NumPy."""

import math

import numpy as np


def preprocess(images, labels):
    x, y = [], []
    for image, label in zip(images.tolist(), labels.tolist()):
        pixels = []
        for row in image:
            for grey in row:
                pixels.append(grey / 255)
        x.append(pixels)
        row = [0.0] * 10
        row[label] = 1.0
        y.append(row)
    return [np.array(x, dtype="float32"), np.array(y)]


def softmax(logits):
    if np.ndim(logits) == 2:
        return [softmax(row) for row in logits]
    largest = max(float(z) for z in logits)
    powers = []
    for z in logits:
        powers.append(math.exp(float(z) - largest))
    total = sum(powers)
    return [power / total for power in powers]


def cross_entropy(y_true, y_pred):
    total = 0.0
    for labels, probabilities in zip(y_true, y_pred):
        for label, probability in zip(labels, probabilities):
            if label == 1:
                total -= math.log(max(probability, 1e-10))
    return total / len(y_true)


def predict_digits(model, x):
    digits = []
    for scores in np.array(model(x)).tolist():
        best = 0
        for digit in range(10):
            if scores[digit] > scores[best]:
                best = digit
        digits.append(best)
    return digits
