"""The network is compiled, and never fitted."""

from tensorflow import keras

CATALOGUE = "TR20"
FAILS = (
    "train_model.history",
    "train_model.moves",
    "train_model.accuracy",
)
HINT = "How many steps did the weights make?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
