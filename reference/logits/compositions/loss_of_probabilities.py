"""The loss of probabilities, part by part: what happens to them, which entry counts, the logarithm and the mean."""

import numpy as np

BEFORE, FLOOR, PICKED, LOGARITHM, SIGN, OVER = "nothing", 1e-12, "true", "e", -1, "samples"
PARTS = {
    "BEFORE": {"nothing": "", "softmax": "chances_softmaxed"},
    "FLOOR": {1e-12: "", 1e-7: "", 0.0: "chances_unprotected"},
    "PICKED": {
        "true": "",
        "largest": "chances_of_the_surest",
        "columns": "chances_of_all_columns",
        "class before": "chances_of_the_class_before",
    },
    "LOGARITHM": {
        "e": "",
        "two": "chances_in_other_logarithms",
        "ten": "chances_in_other_logarithms",
        "none": "chances_without_logarithm",
    },
    "SIGN": {-1: "", 1: "chances_without_minus"},
    "OVER": {
        "samples": "",
        "sum": "chances_summed",
        "entries": "chances_averaged_over_classes",
        "each": "chances_per_sample",
    },
}


def loss_of_probabilities(labels, probabilities):
    p = np.asarray(probabilities)
    p = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True) if BEFORE == "softmax" else p
    samples, classes = np.arange(len(labels)), p.shape[1]
    picked = {
        "true": lambda: p[samples, labels],
        "largest": lambda: p.max(axis=1),
        "columns": lambda: p[:, labels],
        "class before": lambda: p[samples, labels - 1],
    }[PICKED]()
    floored = np.maximum(picked, FLOOR) if FLOOR else picked
    log = {"e": np.log, "two": np.log2, "ten": np.log10, "none": lambda x: x}[LOGARITHM]
    mean = {"samples": np.mean, "sum": np.sum, "entries": lambda x: np.mean(x) / classes, "each": lambda x: x}[OVER]
    return SIGN * mean(log(floored))
