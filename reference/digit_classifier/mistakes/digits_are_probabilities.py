"""The probabilities come back."""

CATALOGUE = "PR03"
FAILS = ("predictions.digits",)
HINT = "Which digit?"


def predict_digits(model, images):
    return model.predict(images, verbose=0)
