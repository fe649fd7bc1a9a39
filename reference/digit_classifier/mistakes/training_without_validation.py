"""Nothing is held back for validation."""

CATALOGUE = ""
FAILS = ("train_model.history",)
HINT = "Which argument of `fit` holds a part of the training images back?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=7)
