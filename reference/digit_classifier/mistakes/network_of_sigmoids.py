"""Ten sigmoids at the output."""

from tensorflow import keras

CATALOGUE = "MD08"
FAILS = ("build_classifier.activations",)
HINT = "Ten independent yes or no answers, or one choice of ten?"


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
