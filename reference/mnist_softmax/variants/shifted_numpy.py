"""NumPy with `np.newaxis`, `np.where` and integer indexing in place of `keepdims`, `clip` and a product with labels."""

import numpy as np


def preprocess(images, labels):
    n = images.shape[0]
    x = np.zeros((n, 784), dtype=np.float32)
    x[:] = images.reshape(n, -1)
    x *= np.float32(1 / 255)
    y = np.zeros((n, 10))
    y[np.arange(n), labels] = 1
    return x, y


def softmax(logits):
    top = logits.max(axis=-1)[..., np.newaxis]
    e = np.exp(logits - top)
    return e / (e.sum(axis=-1)[..., np.newaxis] + 1e-12)


def cross_entropy(y_true, y_pred):
    p = y_pred[np.arange(len(y_true)), y_true.argmax(axis=1)]
    return np.average(np.where(p > 0, -np.log(np.where(p > 0, p, 1)), -np.log(1e-7)))


def predict_digits(model, x):
    return model.predict(x, verbose=0).argmax(1)
