"""The layers have no biases."""

from tensorflow import keras

CATALOGUE = "MD14"
FAILS = (
    "build_model.layers",
    "build_model.parameters",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "How many parameters does one neuron have? One of them does not belong to any input."


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu", use_bias=False),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax", use_bias=False),
        ]
    )
