"""Nine outputs, for the digits 1 to 9."""

from tensorflow import keras

CATALOGUE = "MD02"
FAILS = (
    "build_classifier.output",
    "build_classifier.layers",
    "build_classifier.parameters",
    "build_classifier.activations",
    "build_classifier.open",
)
HINT = "How many digits are there?"


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(9, activation="softmax"),
        ]
    )
