"""The output layer has eleven units for ten digits."""

from tensorflow import keras

CATALOGUE = "MD02"
FAILS = (
    "build_model.output",
    "build_model.layers",
    "build_model.parameters",
    "build_model.probabilities",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "How many digits are there? Count from 0 to 9."


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(11, activation="softmax"),
        ]
    )
