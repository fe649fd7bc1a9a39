"""Nine outputs for the digits 1 to 9."""

from tensorflow import keras

CATALOGUE = "MD02"
FAILS = (
    "build_model.output",
    "build_model.layers",
    "build_model.parameters",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "How many digits are there?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(9),
        ]
    )
