"""Adam runs with a learning rate of 1.0, and training jumps about."""

from tensorflow import keras

CATALOGUE = "TR16"
FAILS = ("train_model.learns", "train_model.accuracy")
HINT = "Look at the first losses. How far does each step carry the weights?"


def train_model(model, x_train, y_train):
    optimizer = keras.optimizers.Adam(learning_rate=1.0)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:10000], y_train[:10000], batch_size=128, epochs=1)
