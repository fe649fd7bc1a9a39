"""Mutants of the solution that no check should fail, because the docstrings allow them."""

EQUIVALENT = {
    "accuracy_to_report: model.evaluate(images, labels, verbose=0) -> model.evaluate(images, labels)": (
        "How much is printed is left open."
    ),
    "accuracy_to_report: model.evaluate(images, labels, verbose=0) -> model.evaluate(images, labels, verbose=1)": (
        "How much is printed is left open."
    ),
    "accuracy_to_report: model.evaluate(images, labels, verbose=0) -> model.evaluate(images, labels, verbose=-1)": (
        "How much is printed is left open."
    ),
    "one_hot: np.asarray(labels) -> labels": "An array comes in.",
    "one_hot: np.eye(num_classes, dtype='float32') -> np.eye(num_classes)": "Any floating-point dtype will do.",
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images)": "How much is printed is left open.",
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images, verbose=1)": (
        "How much is printed is left open."
    ),
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images, verbose=-1)": (
        "How much is printed is left open."
    ),
}
