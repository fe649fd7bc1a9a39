"""The network ends in a softmax: its outputs are no logits."""

from tensorflow import keras

CATALOGUE = "MD10"
FAILS = ("build_model.activations",)
HINT = "What does the network give after its last layer, logits or probabilities?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
