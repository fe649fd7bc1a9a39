"""The size of the pictures is fixed when the network is built."""

from tensorflow import keras

CATALOGUE = "MD01"
FAILS = ("build_classifier.open",)
HINT = "Who tells the network how large the pictures are: you, or the first batch?"


def build_classifier():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
