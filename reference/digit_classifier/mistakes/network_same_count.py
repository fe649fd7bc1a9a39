"""Two hidden layers whose widths were tuned until the number of parameters was right."""

from tensorflow import keras

CATALOGUE = ""
FAILS = (
    "build_classifier.layers",
    "build_classifier.open",
    "build_classifier.activations",
)
HINT = "Many networks have 407,050 parameters. Which layers does the text ask for?"


def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(314, activation="relu"),
            keras.layers.Dense(494, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
