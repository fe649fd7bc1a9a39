"""The deep network ends without softmax."""

from tensorflow import keras

CATALOGUE = ""
FAILS = ("small_networks.deep_activations",)
HINT = "What do the outputs of one image sum to?"


def build_deep():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
