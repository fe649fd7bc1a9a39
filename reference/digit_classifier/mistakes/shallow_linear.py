"""The hidden layer of the shallow network has no activation."""

from tensorflow import keras

CATALOGUE = "MD04"
FAILS = ("small_networks.shallow_activations",)
HINT = "Which activation follows the hidden layer?"


def build_shallow():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
