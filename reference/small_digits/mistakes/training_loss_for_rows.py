"""The loss is the one for one-hot rows; the labels are numbers."""

CATALOGUE = ""
FAILS = ("train_model.history", "train_model.learns", "train_model.accuracy")
HINT = "Which shape do your labels have, and which does this loss take?"


def train_model(model, x, y):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=30, verbose=0)
