"""The mean squared error, part by part: what becomes of an error, over what is averaged, what is done at the end."""

import numpy as np

ERROR, OVER, FACTOR, AFTER = "squared", "all", 1.0, "nothing"
PARTS = {
    "ERROR": {"squared": "", "plain": "errors_not_squared", "size": "squares_are_sizes", "values": "squares_of_each"},
    "OVER": {
        "all": "",
        "sum": "squares_summed",
        "samples": "squares_summed_in_part",
        "outputs": "squares_summed_in_part",
        "each sample": "squares_per_row",
        "each output": "squares_per_row",
    },
    "FACTOR": {1.0: "", 0.5: "squares_halved"},
    "AFTER": {"nothing": "", "root": "squares_rooted"},
}
ERRORS = {
    "squared": lambda y, p: (p - y) ** 2,
    "plain": lambda y, p: p - y,
    "size": lambda y, p: np.abs(p - y),
    "values": lambda y, p: p**2 - y**2,
}
MEANS = {
    "all": np.mean,
    "sum": np.sum,
    "samples": lambda e: np.sum(e) / e.shape[0],
    "outputs": lambda e: np.sum(e) / e.shape[1],
    "each sample": lambda e: np.mean(e, axis=1),
    "each output": lambda e: np.mean(e, axis=0),
}


def mean_squared_error(y_true, y_pred):
    found = FACTOR * MEANS[OVER](ERRORS[ERROR](y_true, y_pred))
    return np.sqrt(found) if AFTER == "root" else found
