"""The logits come back as they are."""

CATALOGUE = ""
FAILS = (
    "predict_probabilities.values",
    "predict_probabilities.one",
    "predict_probabilities.large",
)
HINT = "What is still missing between the outputs and probabilities?"
ASKED = "call"
TRIES = {"ASKED": ("call", "predict")}


def predict_probabilities(model, images):
    return model.predict(images, verbose=0) if ASKED == "predict" else model(images).numpy()
