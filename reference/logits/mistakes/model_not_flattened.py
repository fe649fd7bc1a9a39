"""Pictures go into the dense layer without being flattened."""

from tensorflow import keras

CATALOGUE = "MD11"
FAILS = (
    "build_model.output",
    "build_model.layers",
    "build_model.parameters",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "How many numbers enter the first dense layer, 28 or 784?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
