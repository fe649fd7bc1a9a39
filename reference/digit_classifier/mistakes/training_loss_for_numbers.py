"""The loss for numbers is given one-hot rows."""

CATALOGUE = "TR04"
FAILS = (
    "train_model.history",
    "train_model.learns",
    "train_model.accuracy",
)
HINT = "Two encodings of labels, two losses. Which are yours?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=1, validation_split=0.1)
