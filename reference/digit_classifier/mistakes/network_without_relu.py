"""The hidden layer has no activation."""

from tensorflow import keras

CATALOGUE = "MD04"
FAILS = (
    "build_classifier.activations",
    "train_model.accuracy",
)
HINT = "Two linear layers in a row: what can they do that one cannot?"


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(512),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
