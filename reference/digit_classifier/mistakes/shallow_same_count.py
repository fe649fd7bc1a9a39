"""The shallow network is deep: three hidden layers with the right number of parameters."""

from tensorflow import keras

CATALOGUE = ""
FAILS = (
    "small_networks.shallow_layers",
    "small_networks.shallow_activations",
)
HINT = "Many networks have 50,890 parameters. Which layers does the text ask for?"


def build_shallow():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(140, activation="relu"),
            keras.layers.Dense(140, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
