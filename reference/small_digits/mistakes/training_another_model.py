"""A network of one's own is trained, not the one that was handed in."""

CATALOGUE = ""
FAILS = ("train_model.learns", "train_model.accuracy")
HINT = "Which network do you fit?"

from tensorflow import keras


def train_model(model, x, y):
    other = keras.models.clone_model(model)
    other.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return other.fit(x, y, batch_size=32, epochs=30, verbose=0)
