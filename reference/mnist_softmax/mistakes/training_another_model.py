"""A new model is trained, and the one that was handed in stays as it was."""

from tensorflow import keras

CATALOGUE = "TR20"
FAILS = ("train_model.learns", "train_model.accuracy")
HINT = "Is the model you train the one that was handed to you?"


def train_model(model, x_train, y_train):
    model = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:5000], y_train[:5000], batch_size=128, epochs=1)
