"""The logits come back as they are."""

CATALOGUE = ""
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "What is still missing between the outputs and probabilities?"


def predict_probabilities(model, images):
    return model(images).numpy()
