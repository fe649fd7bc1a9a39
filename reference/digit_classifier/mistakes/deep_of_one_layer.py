"""The deep network lacks its second hidden layer."""

from tensorflow import keras

CATALOGUE = "MD13"
FAILS = (
    "small_networks.deep_layers",
    "small_networks.deep_parameters",
    "small_networks.deep_activations",
)
HINT = "Count your layers."


def build_deep():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
