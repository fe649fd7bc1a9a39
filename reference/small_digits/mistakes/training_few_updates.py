"""A single epoch: forty steps."""

CATALOGUE = ""
FAILS = ("train_model.learns", "train_model.accuracy")
HINT = "How many steps does one epoch take with so few images?"


def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=1, verbose=0)
