"""What is held back for validation is trained with all the same."""

CATALOGUE = ""
FAILS = ("train_model.history",)
HINT = "What does an accuracy tell on images that the weights have learnt from?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    held_back = (images[-10_000:], labels[-10_000:])
    return model.fit(images, labels, batch_size=128, epochs=7, validation_data=held_back)
