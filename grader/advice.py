"""Explains errors that only the surroundings of a notebook, or the history of its libraries, explain."""

EAGER = "TensorFlow computes at once since version 2: call the operation and take `.numpy()` of what comes back"

SURROUNDINGS = (
    (
        ("No module named 'tensorflow_datasets'",),
        "`tensorflow_datasets` is not there while a notebook is graded: import only what you use.",
    ),
    (
        ("gaierror", "URLError", "ConnectionError", "ConnectionRefused", "Network is unreachable", "URL fetch failure"),
        "There is no network while a notebook is graded: put what you need into the notebook or beside it.",
    ),
    (("StdinNotImplementedError",), "Nobody is there to answer `input()` while a notebook is graded."),
    (("No module named 'google.colab'",), "Colab's own modules exist in Colab only; nothing graded needs them."),
)
REMOVED = (
    (
        ("has no attribute 'Session'", "has no attribute 'InteractiveSession'", "Session graph is empty"),
        f"`tf.Session` is of TensorFlow 1 and was removed. {EAGER}.",
    ),
    (
        ("has no attribute 'placeholder'", "placeholder() is not compatible with eager"),
        "`tf.placeholder` is of TensorFlow 1 and was removed. What it stood for is now an argument of your function.",
    ),
    (
        ("has no attribute 'enable_eager_execution'",),
        "`tf.enable_eager_execution` is of TensorFlow 1 and was removed: eager execution is on from the start. Leave"
        " the line out.",
    ),
    (
        ("has no attribute 'get_default_graph'", "has no attribute 'global_variables_initializer'"),
        f"Graphs and initializers are not handled by hand any more; they were part of TensorFlow 1. {EAGER}.",
    ),
    (
        ("has no attribute 'predict_classes'",),
        "`predict_classes` was removed from Keras: take the class with the largest of the outputs of `predict`.",
    ),
    (("has no attribute 'score'",), "A Keras model has no `score`: `evaluate` returns its loss and its metrics."),
)


def explanations(error: str) -> list[str]:
    """What a student needs to know about an error that only the surroundings or a removed function explain."""
    return [sentence for signs, sentence in (*SURROUNDINGS, *REMOVED) if any(sign in error for sign in signs)]
