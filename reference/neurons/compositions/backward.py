"""Back-propagation, part by part: the error, its mean, the way back to the hidden layer, and the biases."""

import numpy as np

ERROR, MEAN, SLOPE, LAYER, BIASES = "p - y", "batch", "a (1 - a)", "activations", "summed"
PARTS = {
    "ERROR": {
        "p - y": "",
        "y - p": "back_uphill",
        "differentiated twice": "back_softmax_twice",
        "-y / p": "back_without_softmax",
    },
    "MEAN": {
        "batch": "",
        "none": "back_not_averaged",
        "classes": "back_divided_by_classes",
        "doubled": "back_divided_by_classes",
    },
    "SLOPE": {
        "a (1 - a)": "",
        "none": "back_without_slope",
        "of the sums": "back_slope_of_the_sums",
        "of relu": "back_slope_of_relu",
        "of tanh": "back_slope_of_tanh",
        "twice": "back_slope_twice",
    },
    "LAYER": {"activations": "", "sums": "back_from_inputs_sums"},
    "BIASES": {"summed": "", "averaged": "back_biases_averaged_twice", "in one number": "back_bias_in_one_number"},
}


def backward(x, y, w1, b1, w2, b2):
    sums = x @ w1 + b1
    a, p = forward(x, w1, b1, w2, b2)
    error = {
        "p - y": p - y,
        "y - p": y - p,
        "differentiated twice": (p - y) * p * (1 - p),
        "-y / p": -y / p,
    }[ERROR] / {"batch": len(x), "none": 1, "classes": y.shape[1], "doubled": len(x) / 2}[MEAN]
    s = sigmoid(a)
    slope = {
        "a (1 - a)": a * (1 - a),
        "none": 1.0,
        "of the sums": sums * (1 - sums),
        "of relu": sums > 0,
        "of tanh": 1 - a**2,
        "twice": s * (1 - s),
    }[SLOPE]
    hidden = error @ w2.T * slope
    bias = {"summed": lambda e: e.sum(axis=0), "averaged": lambda e: e.mean(axis=0), "in one number": np.sum}[BIASES]
    return x.T @ hidden, bias(hidden), (a if LAYER == "activations" else sums).T @ error, bias(error)
