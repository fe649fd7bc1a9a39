"""One epoch with plain gradient descent: the network has only begun."""

CATALOGUE = "TR18"
FAILS = (
    "train_model.learns",
    "train_model.accuracy",
)
HINT = "The curve still falls. What would more epochs, or another optimizer, do?"


def train_model(model, images, labels):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:12000], labels[:12000], batch_size=32, epochs=1, validation_split=0.1)
