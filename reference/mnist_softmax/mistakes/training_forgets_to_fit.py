"""The model is compiled, but never fitted."""

CATALOGUE = "TR20"
FAILS = ("train_model.history", "train_model.learns", "train_model.accuracy")
HINT = "Which line of your function changes the weights?"


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
