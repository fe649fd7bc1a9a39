"""Only a small part of the images is learnt from: the rest is held back, or left out."""

CATALOGUE = ""
FAILS = ("train_model.accuracy",)
HINT = "How many images do the weights learn from? Is the share you name the part kept, or the part held back?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.9)
