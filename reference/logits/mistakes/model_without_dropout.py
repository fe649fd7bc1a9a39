"""There is no dropout."""

from tensorflow import keras

CATALOGUE = ""
FAILS = ("build_model.dropout",)
HINT = "What happens to the hidden units during training, in your network and in the text?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
