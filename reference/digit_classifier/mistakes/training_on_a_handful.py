"""Ninety per cent of the images are held back, and ten are learnt from."""

CATALOGUE = ""
FAILS = ("train_model.accuracy",)
HINT = "What is the share that `validation_split` names: the part kept, or the part held back?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.9)
