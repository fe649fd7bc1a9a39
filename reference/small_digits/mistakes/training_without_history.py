"""The history is not handed on."""

CATALOGUE = ""
FAILS = ("train_model.history",)
HINT = "What does your function return?"


def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=32, epochs=30, verbose=0)
