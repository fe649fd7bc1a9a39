"""Softmax over the 64 hidden units; the ten outputs are missing."""

from tensorflow import keras

CATALOGUE = ""
FAILS = (
    "small_networks.shallow_layers",
    "small_networks.shallow_parameters",
    "small_networks.shallow_activations",
)
HINT = "How many outputs has the network, and how many digits are there?"


def build_shallow():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Softmax(),
        ]
    )
