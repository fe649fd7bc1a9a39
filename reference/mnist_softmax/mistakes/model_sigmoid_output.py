"""The outputs are ten sigmoids, which do not sum to one."""

from tensorflow import keras

CATALOGUE = "MD08"
FAILS = ("build_model.probabilities", "build_model.activations", "build_model.dropout")
HINT = "Ten independent yes or no answers, or one choice of ten?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
