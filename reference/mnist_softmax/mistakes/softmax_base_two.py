"""Softmax uses powers of two instead of powers of e."""

CATALOGUE = "SM13"
FAILS = ("softmax.values", "softmax.vector", "softmax.stable", "softmax.mixed_rows")
HINT = "The ratio of two probabilities should be exp of the difference of their logits. What is it in yours?"
SHIFT = "row"
TRIES = {"SHIFT": ("row", "none")}


def softmax(logits):
    shift = logits.max(axis=-1, keepdims=True) if SHIFT == "row" else 0
    powers = 2.0 ** (logits - shift)
    return powers / powers.sum(axis=-1, keepdims=True)
