"""Cross-entropy, part by part: which classes count, the logarithm, its sign and the mean."""

import numpy as np

CLASSES, LOGARITHM, SIGN, OVER = "true", "e", -1, "samples"
PARTS = {
    "CLASSES": {
        "true": "",
        "all": "entropy_counts_all_classes",
        "two": "entropy_for_two_classes",
        "predicted": "entropy_of_the_prediction",
    },
    "LOGARITHM": {"e": "", "two": "entropy_in_bits", "ten": "entropy_in_bits"},
    "SIGN": {-1: "", 1: "entropy_without_minus"},
    "OVER": {
        "samples": "",
        "sum": "entropy_summed",
        "entries": "entropy_averages_all",
        "classes": "entropy_divides_by_classes",
        "each sample": "entropy_per_sample",
    },
}
LOGARITHMS = {"e": np.log, "two": np.log2, "ten": np.log10}
MEANS = {
    "samples": lambda t: np.mean(np.sum(t, axis=1)),
    "sum": np.sum,
    "entries": np.mean,
    "classes": lambda t: np.sum(t) / t.shape[1],
    "each sample": lambda t: np.sum(t, axis=1),
}


def cross_entropy(y_true, y_pred):
    log = LOGARITHMS[LOGARITHM]
    terms = {
        "true": lambda: y_true * log(y_pred),
        "all": lambda: log(y_pred),
        "two": lambda: y_true * log(y_pred) + (1 - y_true) * log(1 - y_pred),
        "predicted": lambda: (y_pred == y_pred.max(axis=1, keepdims=True)) * log(y_pred),
    }[CLASSES]()
    return SIGN * MEANS[OVER](terms)
