"""Logits go into a loss that expects probabilities: the training is stuck at 2.3026."""

CATALOGUE = "TR01"
FAILS = (
    "train_model.moves",
    "train_model.accuracy",
)
HINT = "Your loss sits at ln 10, a die with ten sides. What does the loss assume about its input?"


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=2)
