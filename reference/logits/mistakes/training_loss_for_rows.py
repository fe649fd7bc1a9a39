"""The loss for one-hot rows is given numbers."""

from tensorflow import keras

CATALOGUE = "TR04"
FAILS = (
    "train_model.history",
    "train_model.moves",
    "train_model.accuracy",
)
HINT = "Two encodings of labels, two losses. Which are yours?"


def train_model(model, images, labels):
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=1)
