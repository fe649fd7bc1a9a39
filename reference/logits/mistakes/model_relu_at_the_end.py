"""ReLU follows the last layer, so that no logit is negative."""

from tensorflow import keras

CATALOGUE = "MD09"
FAILS = ("build_model.activations",)
HINT = "What happens to a class whose logit should be negative?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="relu"),
        ]
    )
