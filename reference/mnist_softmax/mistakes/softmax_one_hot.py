"""Softmax gives the largest logit of each row everything."""

CATALOGUE = "SM15"
FAILS = (
    "softmax.values",
    "softmax.vector",
    "softmax.stable",
    "softmax.mixed_rows",
)
HINT = "Softmax is the soft version of a choice. How sure should it be when two logits are close?"


def softmax(logits):
    return (logits == logits.max(axis=-1, keepdims=True)).astype(float)
