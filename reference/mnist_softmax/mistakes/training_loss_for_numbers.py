"""The loss expects class numbers, but the labels are one-hot rows."""

CATALOGUE = "TR04"
FAILS = ("train_model.history", "train_model.learns", "train_model.accuracy")
HINT = "There are two encodings of labels and two losses. Which encoding do your labels have?"


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2)
