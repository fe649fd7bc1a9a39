"""Softmax uses powers of two instead of powers of e."""

CATALOGUE = "SM13"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "The ratio of two probabilities should be exp of the difference of their logits. What is it in yours?"


def softmax(logits):
    powers = 2.0 ** (logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
