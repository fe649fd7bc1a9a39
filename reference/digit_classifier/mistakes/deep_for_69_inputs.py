"""The deep network takes 69 numbers, as the 4,480 parameters printed elsewhere need."""

from tensorflow import keras

CATALOGUE = ""
FAILS = (
    "small_networks.deep_layers",
    "small_networks.deep_parameters",
    "small_networks.deep_activations",
)
HINT = "How many numbers does an image of 28 by 28 pixels hold?"


def build_deep():
    return keras.Sequential(
        [
            keras.Input((69,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
