"""Mutants of the solution that no check should fail, because the docstrings allow them."""

EQUIVALENT = {
    "are_probabilities: np.allclose(sums, 1.0, atol=0.0001) -> np.allclose(1.0, sums, atol=0.0001)": (
        "Close is close from either side."
    ),
    "are_probabilities: np.allclose(sums, 1.0, atol=0.0001) -> np.allclose(sums, 1.0)": (
        "The relative tolerance alone is wider than the rounding of float32."
    ),
    "are_probabilities: np.allclose(sums, 1.0, atol=0.0001) -> np.allclose(sums, 1.0, atol=0.0)": (
        "The relative tolerance alone is wider than the rounding of float32."
    ),
    "are_probabilities: np.asarray(outputs) -> outputs": "NumPy's functions take what comes as it is.",
    "are_probabilities: outputs = np.asarray(outputs) -> nothing": "NumPy's functions take what comes as it is.",
    "initial_loss: float(np.log(classes)) -> np.log(classes)": "A NumPy number is as good as a Python float.",
    "loss_of_logits: logits = np.asarray(logits) -> nothing": "An array comes in.",
    "loss_of_logits: np.asarray(logits) -> logits": "An array comes in.",
    "loss_of_probabilities: np.asarray(probabilities) -> probabilities": "An array comes in.",
    "predict_probabilities: model(images, training=False) -> model(images)": "Outside of `fit` a model does not train.",
}
