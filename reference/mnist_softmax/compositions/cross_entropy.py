"""Cross-entropy, part by part: what happens to the predictions, which classes count, the logarithm, sign and mean."""

import numpy as np

BEFORE, FLOOR, CLASSES, LOGARITHM, SIGN, OVER, FACTOR = "nothing", "clip", "true", "e", -1, "samples", 1.0
PARTS = {
    "BEFORE": {
        "nothing": "",
        "softmax": "loss_applies_softmax",
        "sigmoid": "loss_applies_sigmoid",
        "smoothed": "loss_smooths_labels",
    },
    "FLOOR": {
        "clip": "",
        "add 1e-5": "",
        "add 1e-6": "",
        "add 1e-7": "",
        "add 1e-8": "",
        "add 1e-10": "",
        "both 1e-7": "",
        "add 0.1": "loss_of_shifted_probabilities",
        "add 0.01": "loss_of_shifted_probabilities",
        "add 0.001": "loss_of_shifted_probabilities",
        "none": "loss_without_protection",
        "clip 0.1": "loss_clips_too_much",
        "clip 0.01": "loss_clips_too_much",
        "clip 0.001": "loss_clips_too_much",
    },
    "CLASSES": {
        "true": "",
        "all": "loss_counts_all_classes",
        "likeliest": "loss_ignores_labels",
        "swapped": "loss_swaps_arguments",
        "two": "loss_for_two_classes",
        "others": "loss_of_other_classes",
        "other p": "loss_of_other_classes",
        "predicted": "loss_is_entropy",
    },
    "LOGARITHM": {
        "e": "",
        "two": "loss_in_bits",
        "ten": "loss_in_decimals",
        "one plus": "loss_log_one_plus",
        "missing": "loss_without_logarithm",
        "squared": "loss_squares_logarithm",
    },
    "SIGN": {-1: "", 1: "loss_without_minus"},
    "OVER": {
        "samples": "",
        "sum": "loss_sums_batch",
        "entries": "loss_averages_all_entries",
        "classes": "loss_divides_by_classes",
        "each sample": "loss_per_sample",
        "each class": "loss_per_class",
        "mean of each class": "loss_per_class",
        "each entry": "loss_per_entry",
        "first": "loss_of_first_sample",
        "last": "loss_of_last_sample",
        "largest": "loss_takes_the_worst",
        "median": "loss_takes_the_worst",
        "but one": "loss_leaves_out_a_sample",
        "twice": "loss_divides_twice",
        "one less": "loss_divides_by_one_less",
    },
    "FACTOR": {1.0: "", 0.5: "loss_halved", 2.0: "loss_halved", 100.0: "loss_halved"},
}
BEFORE_WAYS = {
    "softmax": lambda p: np.exp(p) / np.exp(p).sum(axis=1, keepdims=True),
    "sigmoid": lambda p: 1 / (1 + np.exp(-p)),
}
LOGARITHMS = {
    "e": np.log,
    "two": np.log2,
    "ten": np.log10,
    "one plus": np.log1p,
    "missing": lambda p: p,
    "squared": lambda p: np.log(p) ** 2,
}
MEANS = {
    "samples": lambda t: np.mean(np.sum(t, axis=1)),
    "sum": np.sum,
    "entries": np.mean,
    "classes": lambda t: np.sum(t) / t.shape[1],
    "each sample": lambda t: np.sum(t, axis=1),
    "each class": lambda t: np.sum(t, axis=0),
    "mean of each class": lambda t: np.mean(t, axis=0),
    "each entry": lambda t: t,
    "first": lambda t: np.sum(t[0]),
    "last": lambda t: np.sum(t[-1]),
    "largest": lambda t: np.sum(t, axis=1)[np.argmax(np.abs(np.sum(t, axis=1)))],
    "median": lambda t: np.median(np.sum(t, axis=1)),
    "but one": lambda t: np.mean(np.sum(t[:-1], axis=1)),
    "twice": lambda t: np.mean(np.sum(t, axis=1)) / len(t),
    "one less": lambda t: np.sum(t) / (len(t) - 1),
}


def protected(p):
    way, _, number = FLOOR.partition(" ")
    if way == "none":
        return p
    if way == "add":
        return p + float(number)
    return np.clip(p, float(number or 1e-7), 1.0 - float(number) * (way == "both") if number else 1.0)


def cross_entropy(y_true, y_pred):
    y, p = np.asarray(y_true, dtype=float), BEFORE_WAYS.get(BEFORE, lambda p: p)(np.asarray(y_pred))
    y = 0.9 * y + 0.1 / y.shape[1] if BEFORE == "smoothed" else y
    log = LOGARITHMS[LOGARITHM]
    terms = {
        "true": lambda: y * log(protected(p)),
        "all": lambda: log(protected(p)),
        "likeliest": lambda: (p == p.max(axis=1, keepdims=True)) * log(protected(p)),
        "swapped": lambda: p * log(protected(y)),
        "two": lambda: y * log(protected(p)) + (1 - y) * log(protected(1 - p)),
        "others": lambda: (1 - y) * log(protected(1 - p)),
        "other p": lambda: (1 - y) * log(protected(p)),
        "predicted": lambda: p * log(protected(p)),
    }[CLASSES]()
    return FACTOR * SIGN * MEANS[OVER](terms)
