"""A functional model that reshapes to pictures and back, with an inner model, trained on class numbers."""

import numpy as np
from tensorflow import keras


def build_model():
    inner = keras.Sequential(
        [
            keras.layers.Dense(512, activation=keras.layers.ReLU()),
            keras.layers.Dropout(0.2),
        ],
        name="features",
    )
    inputs = keras.Input(shape=(784,))
    pictures = keras.layers.Reshape((28, 28, 1))(inputs)
    rows = keras.layers.Reshape((784,))(pictures)
    outputs = keras.layers.Dense(10, activation=keras.activations.softmax)(inner(rows))
    return keras.Model(inputs=inputs, outputs=outputs)


def train_model(model, x_train, y_train):
    digits = np.argmax(y_train, axis=1)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, digits, batch_size=128, epochs=2)
    return history.history
