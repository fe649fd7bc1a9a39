"""The network has no hidden layer."""

from tensorflow import keras

CATALOGUE = "MD13"
FAILS = (
    "build_model.layers",
    "build_model.parameters",
    "build_model.activations",
    "build_model.dropout",
    "train_model.accuracy",
)
HINT = "Count the layers that have weights. How many does the text name?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
