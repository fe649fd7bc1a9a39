"""The hidden layer has a width that is nobody's."""

CATALOGUE = ""
FAILS = ("build_model.layers",)
HINT = "How many units has your hidden layer, and how many should it have?"

from tensorflow import keras


def build_model():
    layers = [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((64,)), *layers])
