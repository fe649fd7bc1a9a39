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
    (
        "plot_history: axes.plot(epochs, history[f'val_{what}'], marker='o', label=f'validation {what}') -> "
        "axes.plot(epochs, history[f'val_{what}'], label=f'validation {what}')"
    ): "How a figure looks is left open.",
    (
        "plot_history: axes.plot(epochs, history[what], marker='o', label=f'training {what}') -> "
        "axes.plot(epochs, history[what], label=f'training {what}')"
    ): "How a figure looks is left open.",
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(1, 2)": "How a figure looks is left open.",
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(1, 2, figsize=(10, 3))": (
        "How a figure looks is left open."
    ),
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(1, 2, figsize=(10, 5))": (
        "How a figure looks is left open."
    ),
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(1, 2, figsize=(11, 4))": (
        "How a figure looks is left open."
    ),
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(1, 2, figsize=(9, 4))": (
        "How a figure looks is left open."
    ),
    "plot_history: plt.subplots(1, 2, figsize=(10, 4)) -> plt.subplots(2, 1, figsize=(10, 4))": (
        "How a figure looks is left open."
    ),
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images)": "How much is printed is left open.",
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images, verbose=1)": (
        "How much is printed is left open."
    ),
    "predict_digits: model.predict(images, verbose=0) -> model.predict(images, verbose=-1)": (
        "How much is printed is left open."
    ),
}
