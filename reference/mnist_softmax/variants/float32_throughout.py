"""Everything cast to float32 first, whatever dtype comes in, with an epsilon added inside the logarithm."""

import numpy as np


def preprocess(images, labels):
    x = np.float32(images).reshape(-1, 784) / np.float32(255)
    y = (labels[:, None] == np.arange(10)).astype(np.float32)
    return x, y


def softmax(logits):
    z = np.asarray(logits, dtype=np.float32)
    z = z - z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def cross_entropy(y_true, y_pred):
    y = y_true.astype(np.float32)
    p = y_pred.astype(np.float32)
    return np.mean(-np.sum(y * np.log(p + np.float32(1e-9)), axis=1))


def predict_digits(model, x):
    return np.argmax(model.predict(x, batch_size=256, verbose=0), axis=1).astype(np.uint8)
