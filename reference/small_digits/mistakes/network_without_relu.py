"""The hidden layer is linear."""

CATALOGUE = ""
FAILS = ("build_model.activations",)
HINT = "What can two linear layers do that one cannot?"

from tensorflow import keras


def build_model():
    layers = [keras.layers.Dense(HIDDEN), keras.layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((64,)), *layers])
