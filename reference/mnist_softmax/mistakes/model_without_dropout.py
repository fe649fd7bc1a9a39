"""The network has no dropout."""

from tensorflow import keras

CATALOGUE = ""
FAILS = ("build_model.dropout",)
HINT = "Which layer of the text behaves differently in training? Is it in your summary?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
