"""Errors that only a notebook's surroundings, or the history of its libraries, explain."""

import pytest

from grader.advice import explanations


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("AttributeError: module 'tensorflow' has no attribute 'Session'", "`tf.Session`"),
        ("RuntimeError: The Session graph is empty. Add operations to the graph before calling run().", "`tf.Session`"),
        ("AttributeError: module 'tensorflow' has no attribute 'placeholder'", "argument of your function"),
        ("AttributeError: module 'tensorflow' has no attribute 'enable_eager_execution'", "on from the start"),
        ("AttributeError: 'Sequential' object has no attribute 'predict_classes'", "`predict`"),
        ("AttributeError: 'Sequential' object has no attribute 'score'", "`evaluate`"),
        ("URLError: <urlopen error [Errno 101] Network is unreachable>", "no network"),
    ],
)
def test_what_was_removed_or_is_not_there_is_explained_in_one_sentence(error, word):
    (sentence,) = explanations(error)
    assert word in sentence


def test_of_other_errors_nothing_is_said():
    assert explanations("ValueError: operands could not be broadcast together") == []
