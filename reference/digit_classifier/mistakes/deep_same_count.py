"""The deep network has other widths, tuned until the number of parameters was right."""

from tensorflow import keras

CATALOGUE = ""
FAILS = ("small_networks.deep_layers",)
HINT = "Many networks have 52,650 parameters. Which layers does the text ask for?"


def build_deep():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(46, activation="relu"),
            keras.layers.Dense(290, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
