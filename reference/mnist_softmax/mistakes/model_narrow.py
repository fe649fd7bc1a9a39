"""The hidden layer has 128 units instead of 512."""

from tensorflow import keras

CATALOGUE = "MD03"
FAILS = ("build_model.layers", "build_model.parameters")
HINT = "Compare the width of your hidden layer with the text."


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
