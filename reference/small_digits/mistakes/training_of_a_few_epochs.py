"""As many epochs as were enough for MNIST."""

CATALOGUE = ""
FAILS = ("train_model.accuracy",)
HINT = "Does the curve still fall at the end?"


def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=5, verbose=0)
