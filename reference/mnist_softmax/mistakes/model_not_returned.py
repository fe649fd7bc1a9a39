"""The network is built, but not returned."""

from tensorflow import keras

CATALOGUE = ""
FAILS = (
    "build_model.output",
    "build_model.layers",
    "build_model.parameters",
    "build_model.probabilities",
    "build_model.activations",
    "build_model.dropout",
)
HINT = "What does a function hand back when its last line only computes something?"


def build_model():
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="softmax"))
