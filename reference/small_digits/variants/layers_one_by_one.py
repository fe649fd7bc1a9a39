"""Layers added one by one, and several calls of `fit`, each a part of the way."""

from tensorflow import keras


def build_model():
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(64,)))
    model.add(keras.layers.Dense(HIDDEN))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(10))
    model.add(keras.layers.Activation("softmax"))
    return model


def train_model(model, x, y):
    model.compile("rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=32, epochs=15, verbose=0)
    return model.fit(x, y, batch_size=64, epochs=15, verbose=0)
