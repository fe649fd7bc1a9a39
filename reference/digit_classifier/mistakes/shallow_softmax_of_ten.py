"""Softmax(10) is taken for a layer of ten units; its argument is an axis."""

from tensorflow import keras

CATALOGUE = "MD06"
FAILS = (
    "small_networks.shallow_layers",
    "small_networks.shallow_parameters",
    "small_networks.shallow_activations",
)
HINT = "What does the first argument of that layer mean, and where are the ten units?"


def build_shallow():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Softmax(10),
        ]
    )
