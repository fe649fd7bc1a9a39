"""A new network with a softmax is trained; the one that was handed in stays as it was."""

from tensorflow import keras

CATALOGUE = "TR20"
FAILS = (
    "train_model.moves",
    "train_model.accuracy",
)
HINT = "Is the network you train the one that was handed to you?"


def train_model(model, images, labels):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:6000], labels[:6000], batch_size=128, epochs=1)
