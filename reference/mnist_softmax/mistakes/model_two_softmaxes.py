"""Softmax is applied twice: in the output layer and in a layer after it."""

from tensorflow import keras

CATALOGUE = "MD10"
FAILS = ("build_model.activations", "build_model.dropout")
HINT = "Even for a very clear image the largest output stays small. How often is softmax applied?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
            keras.layers.Softmax(),
        ]
    )
