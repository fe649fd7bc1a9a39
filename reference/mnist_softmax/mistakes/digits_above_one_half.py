"""A digit counts only where its probability exceeds one half; otherwise the answer is 0."""

CATALOGUE = "PR05"
FAILS = ("predict_digits.values",)
HINT = "Which digit do you answer when no class exceeds one half?"


def predict_digits(model, x):
    return (model.predict(x, verbose=0) > 0.5).astype(int).argmax(axis=1)
