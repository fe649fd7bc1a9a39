"""Nothing is measured but the loss."""

CATALOGUE = ""
FAILS = ("train_model.history",)
HINT = "Which argument of `compile` says what is measured beside the loss?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model.fit(images, labels, batch_size=128, epochs=7, validation_split=0.1)
