"""The outputs of the model come back as they are."""

CATALOGUE = "PR03"
FAILS = ("predict_digits.shape", "predict_digits.values")
HINT = "Ten numbers per image are probabilities. Which digit do they speak for?"


def predict_digits(model, x):
    return model.predict(x, verbose=0)
