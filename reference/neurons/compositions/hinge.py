"""The hinge loss, part by part: the margin, its side, the floor, and the mean."""

import numpy as np

PRODUCT, SIDE, MARGIN, FLOOR, POWER, OVER = "product", -1, 1.0, "each", 1, "mean"
PARTS = {
    "PRODUCT": {"product": "", "difference": "hinge_difference"},
    "SIDE": {-1: "", 1: "hinge_the_other_side"},
    "MARGIN": {1.0: "", 0.0: "hinge_without_margin"},
    "FLOOR": {"each": "", "none": "hinge_without_floor", "after": "hinge_floor_after_mean"},
    "POWER": {1: "", 2: "hinge_squared"},
    "OVER": {"mean": "", "sum": "hinge_summed", "each": "hinge_per_sample"},
}


def hinge(y_true, scores):
    margins = MARGIN + SIDE * (y_true * scores if PRODUCT == "product" else y_true - scores)
    losses = (np.maximum(0, margins) if FLOOR == "each" else margins) ** POWER
    found = {"mean": np.mean, "sum": np.sum, "each": lambda x: x}[OVER](losses)
    return np.maximum(0, found) if FLOOR == "after" else found
