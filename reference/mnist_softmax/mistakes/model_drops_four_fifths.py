"""Dropout is given the part to keep, 0.8, instead of the part to drop."""

from tensorflow import keras

CATALOGUE = "MD15"
FAILS = ("build_model.dropout",)
HINT = "Is the rate the part that is kept or the part that is dropped?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.8),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
