"""The hidden layer has no activation."""

from tensorflow import keras

CATALOGUE = "MD04"
FAILS = (
    "build_model.activations",
    "train_model.accuracy",
)
HINT = "Two linear layers in a row: what can they do that one cannot?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
