"""The loss of logits, part by part: the shift, the sum of the exponentials, the score that counts, and the mean."""

import numpy as np

SHIFT, SUM, PICKED, SIGN, OVER = "row", "classes", "true", 1, "samples"
PARTS = {
    "SHIFT": {"row": "", "none": "scores_overflow", "sum": "scores_shifted_in_part"},
    "SUM": {
        "classes": "",
        "all": "scores_of_the_whole_batch",
        "samples": "scores_over_samples",
    },
    "PICKED": {"true": "", "none": "scores_without_true_one", "columns": "scores_of_all_columns"},
    "SIGN": {1: "", -1: "scores_without_minus"},
    "OVER": {"samples": "", "sum": "scores_summed", "each": "scores_per_sample"},
}


def loss_of_logits(labels, logits):
    z, samples = np.asarray(logits), np.arange(len(labels))
    axis = {"classes": 1, "all": None, "samples": 0}[SUM]
    top = z.max(axis=axis, keepdims=True) if SHIFT != "none" else np.zeros((1, 1))
    sums = np.log(np.exp(z - top).sum(axis=axis, keepdims=True))
    sums = np.broadcast_to(sums if SHIFT == "sum" else sums + top, z.shape)
    losses = {
        "true": lambda: (sums - z)[samples, labels],
        "none": lambda: sums[samples, labels],
        "columns": lambda: (sums - z)[:, labels],
    }[PICKED]()
    return SIGN * {"samples": np.mean, "sum": np.sum, "each": lambda x: x}[OVER](losses)
