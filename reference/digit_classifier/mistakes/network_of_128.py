"""The hidden layer of another lesson: 128 units."""

from tensorflow import keras

CATALOGUE = "MD03"
FAILS = (
    "build_classifier.layers",
    "build_classifier.parameters",
    "build_classifier.open",
)
HINT = "Compare your width with the text."


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
