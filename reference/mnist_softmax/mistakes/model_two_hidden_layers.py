"""The network has two hidden layers of 512 units instead of one."""

from tensorflow import keras

CATALOGUE = "MD13"
FAILS = (
    "build_model.layers",
    "build_model.parameters",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "Count the layers that have weights. How many does the text name?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
