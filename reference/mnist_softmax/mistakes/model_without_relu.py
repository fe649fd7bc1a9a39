"""The hidden layer has no activation, so that the network is linear up to its softmax."""

from tensorflow import keras

CATALOGUE = "MD04"
FAILS = ("build_model.activations", "train_model.accuracy")
HINT = "Two linear layers in a row: what can they do that one cannot?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
