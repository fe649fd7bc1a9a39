"""The model is trained, but the history is not returned."""

CATALOGUE = ""
FAILS = ("train_model.history",)
HINT = "`fit` returns something your function should hand on."


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, batch_size=128, epochs=2)
