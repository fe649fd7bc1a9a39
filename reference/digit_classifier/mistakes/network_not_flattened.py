"""Pictures go into the dense layer without being flattened."""

from tensorflow import keras

CATALOGUE = "MD11"
FAILS = (
    "build_classifier.output",
    "build_classifier.layers",
    "build_classifier.parameters",
    "build_classifier.activations",
    "build_classifier.open",
)
HINT = "How many numbers enter the first dense layer, 28 or 784?"


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
