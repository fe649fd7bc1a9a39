"""Ten sigmoids answer, each for itself."""

CATALOGUE = ""
FAILS = ("build_model.probabilities", "build_model.activations")
HINT = "Do the ten numbers of one image sum to one?"

from tensorflow import keras


def build_model():
    layers = [keras.layers.Dense(HIDDEN, activation="relu"), keras.layers.Dense(10, activation="sigmoid")]
    return keras.Sequential([keras.Input((64,)), *layers])
