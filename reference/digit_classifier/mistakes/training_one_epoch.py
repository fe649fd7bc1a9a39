"""One epoch in small steps with a fifth of the images: the network has only begun."""

from tensorflow import keras

CATALOGUE = "TR18"
FAILS = (
    "train_model.learns",
    "train_model.accuracy",
)
HINT = "The curve still falls. What would more epochs do?"


def train_model(model, images, labels):
    model.compile(optimizer=keras.optimizers.Adam(1.2e-4), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:12000], labels[:12000], batch_size=64, epochs=1, validation_split=0.1)
