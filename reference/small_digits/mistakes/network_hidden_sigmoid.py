"""The hidden layer has sigmoids."""

CATALOGUE = ""
FAILS = ("build_model.activations",)
HINT = "Which activation does the text ask for in the hidden layer?"

from tensorflow import keras


def build_model():
    layers = [keras.layers.Dense(HIDDEN, activation="sigmoid"), keras.layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((64,)), *layers])
