"""There is one hidden layer too many."""

CATALOGUE = ""
FAILS = ("build_model.layers", "build_model.activations")
HINT = "How many hidden layers does the text ask for?"

from tensorflow import keras


def build_model():
    hidden = [keras.layers.Dense(HIDDEN, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((64,)), *hidden, keras.layers.Dense(10, activation="softmax")])
