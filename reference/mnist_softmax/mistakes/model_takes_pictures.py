"""The network takes pictures of 28 by 28 and not the rows of 784 numbers that it gets."""

from tensorflow import keras

CATALOGUE = "MD11"
FAILS = (
    "build_model.output",
    "build_model.layers",
    "build_model.parameters",
    "build_model.probabilities",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "How many numbers does one image have when it reaches the network, and in which shape?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
