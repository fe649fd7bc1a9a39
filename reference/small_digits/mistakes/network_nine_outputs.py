"""The output layer has nine units: the zero is forgotten."""

CATALOGUE = ""
FAILS = ("build_model.output", "build_model.layers", "build_model.probabilities", "build_model.activations")
HINT = "How many digits are there?"

from tensorflow import keras


def build_model():
    layers = [keras.layers.Dense(HIDDEN, activation="relu"), keras.layers.Dense(9, activation="softmax")]
    return keras.Sequential([keras.Input((64,)), *layers])
