"""The images, in [0, 1] already, are divided by 255 once more, and few epochs remain."""

CATALOGUE = "TR08"
FAILS = (
    "train_model.learns",
    "train_model.accuracy",
)
HINT = "Print the largest value of the images. Is the network asked later about the same kind of image?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images / 255, labels, batch_size=128, epochs=1, validation_split=0.1)
