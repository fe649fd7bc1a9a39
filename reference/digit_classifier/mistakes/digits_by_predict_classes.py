"""predict_classes was removed from Keras."""

CATALOGUE = ""
FAILS = ("predictions.digits",)
HINT = "Which function finds the place of the largest number?"


def predict_digits(model, images):
    return model.predict_classes(images)
