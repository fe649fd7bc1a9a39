"""The dropout rate is taken for the part that is kept."""

from tensorflow import keras

CATALOGUE = "MD15"
FAILS = ("build_model.dropout",)
HINT = "Is the rate the part kept or the part dropped?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.8),
            keras.layers.Dense(10),
        ]
    )
