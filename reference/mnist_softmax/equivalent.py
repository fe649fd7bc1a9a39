"""Mutants of the solution that no check should fail, because the docstrings allow them."""

EQUIVALENT = {
    "preprocess: np.asarray(images) -> images": "Images come as an array.",
    "preprocess: np.asarray(labels) -> labels": "Labels come as an array.",
    "preprocess: np.asarray(images).reshape(len(images), 784).astype('float32') -> "
    "np.asarray(images).reshape(len(images), 784)": (
        "The division makes floats of the integers all the same, and any float dtype is accepted."
    ),
    "preprocess: np.eye(10, dtype='float32') -> np.eye(10)": "Any float dtype is accepted.",
    "softmax: logits = np.asarray(logits) -> nothing": "Logits come as an array.",
    "softmax: np.asarray(logits) -> logits": "Logits come as an array.",
    "cross_entropy: np.asarray(y_true) -> y_true": "Labels come as an array.",
    "cross_entropy: np.asarray(y_pred) -> y_pred": "Probabilities come as an array.",
    "cross_entropy: np.clip(np.asarray(y_pred), 1e-12, 1.0) -> np.clip(1e-12, np.asarray(y_pred), 1.0)": (
        "The larger of two numbers is the same in either order, and no probability is above 1."
    ),
    "cross_entropy: np.clip(np.asarray(y_pred), 1e-12, 1.0) -> np.clip(np.asarray(y_pred), 1e-12, 2.0)": (
        "No probability is above 1, so the upper bound is never reached."
    ),
    "predict_digits: np.asarray(model(x, training=False)) -> model(x, training=False)": (
        "NumPy takes Keras' tensors as they are."
    ),
    "predict_digits: model(x, training=False) -> model(x)": "Outside of `fit` a model is not in training by itself.",
}
