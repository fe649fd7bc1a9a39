"""Functions that are lambdas, closures, partial applications, decorated functions and objects that can be called."""

import functools

import numpy as np
from tensorflow import keras


def documented(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def one_hot(labels, classes=10):
    return np.array([[float(label == digit) for digit in range(classes)] for label in labels])


@documented
def preprocess(images, labels, largest=255.0):
    flat = np.stack([image.flatten() for image in images])
    return (flat / largest).astype("float32"), one_hot(labels)


def make_softmax(axis):
    def stable(values):
        shifted = values - np.amax(values, axis=axis, keepdims=True)
        return np.exp(shifted) / np.sum(np.exp(shifted), axis=axis, keepdims=True)

    return stable


softmax = make_softmax(axis=-1)


class Loss:
    def __init__(self, epsilon):
        self.epsilon = epsilon

    def __call__(self, labels, probabilities):
        return -(labels * np.log(np.maximum(probabilities, self.epsilon))).sum(axis=-1).mean()


cross_entropy = Loss(epsilon=1e-8)

build_model = lambda: keras.Sequential(  # noqa: E731
    [
        keras.layers.Input(shape=(784,)),
        keras.layers.Dense(512, "relu", kernel_initializer="he_normal"),
        keras.layers.Dropout(0.2, seed=1),
        keras.layers.Dense(10, "softmax"),
    ]
)


def fit(model, x, y, epochs):
    model.compile("adam", "categorical_crossentropy")
    return model.fit(x, y, 128, epochs)


train_model = functools.partial(fit, epochs=2)

predict_digits = lambda model, x: np.array(model(x)).argmax(axis=-1)  # noqa: E731
