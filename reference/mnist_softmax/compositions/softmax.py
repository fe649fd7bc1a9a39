"""Softmax, part by part: what happens to the logits, what is subtracted, raised, summed over, and done at the end."""

import numpy as np

BEFORE, SHIFT, WHERE, POWER, OVER, EPSILON, AFTER = "nothing", "row", "both", "e", "classes", 0.0, "nothing"
PARTS = {
    "BEFORE": {
        "nothing": "",
        "in place": "softmax_changes_argument",
        "sizes": "softmax_of_sizes",
        "squares": "softmax_of_sizes",
        "relu": "softmax_of_sizes",
        "truncated": "softmax_truncates_logits",
        "over maximum": "softmax_divides_by_maximum",
        "over largest size": "softmax_divides_by_maximum",
        "clipped at 500": "softmax_clips_logits",
        "clipped at 50": "softmax_clips_logits",
        "clipped at 20": "softmax_clips_logits",
        "flat": "softmax_flattens",
    },
    "SHIFT": {
        "row": "",
        "none": "softmax_overflows",
        "batch": "softmax_shifts_by_batch_maximum",
        "column": "softmax_shifts_by_column_maximum",
        "minimum": "softmax_shifts_by_minimum",
        "least": "softmax_shifts_by_minimum",
        "mean": "softmax_shifts_by_minimum",
    },
    "WHERE": {
        "both": "",
        "above": "softmax_shifts_numerator_only",
        "below": "softmax_shifts_denominator_only",
        "after": "softmax_subtracts_after_exp",
    },
    "POWER": {
        "e": "",
        "two": "softmax_base_two",
        "ten": "softmax_base_two",
        "negated": "softmax_negates_logits",
        "half": "softmax_divides_by_temperature",
        "double": "softmax_divides_by_temperature",
        "tenth": "softmax_divides_by_temperature",
        "root": "softmax_divides_by_class_root",
        "logits": "softmax_without_exp",
        "expm1": "softmax_minus_one",
    },
    "OVER": {
        "classes": "",
        "samples": "softmax_over_samples",
        "all": "softmax_sums_everything",
        "mean": "softmax_divides_by_mean",
        "count": "softmax_divides_by_count",
        "length": "softmax_divides_by_length",
        "nothing": "softmax_not_normalised",
        "lost axis": "softmax_without_keepdims",
        "second axis": "softmax_for_batches_only",
        "others": "softmax_leaves_out_own",
        "squared": "softmax_squares_exponentials",
    },
    "EPSILON": {
        0.0: "",
        1e-2: "softmax_with_large_epsilon",
        1e-3: "softmax_with_large_epsilon",
        1e-4: "softmax_with_large_epsilon",
        1.0: "softmax_with_large_epsilon",
    },
    "AFTER": {
        "nothing": "",
        "logarithm": "softmax_is_log_softmax",
        "two decimals": "softmax_rounds",
        "three decimals": "softmax_rounds",
        "four decimals": "softmax_rounds",
        "again": "softmax_twice",
        "percent": "softmax_in_percent",
        "class": "softmax_returns_class",
        "largest": "softmax_returns_largest",
        "first row": "softmax_of_first_sample",
        "complement": "softmax_complement",
        "transposed": "softmax_transposed",
        "certain": "softmax_one_hot",
    },
}
BEFORE_WAYS = {
    "sizes": np.abs,
    "squares": np.square,
    "relu": lambda z: np.maximum(z, 0),
    "truncated": np.trunc,
    "over maximum": lambda z: z / np.max(z, axis=-1, keepdims=True),
    "over largest size": lambda z: z / np.max(np.abs(z), axis=-1, keepdims=True),
    "clipped at 500": lambda z: np.clip(z, -500, 500),
    "clipped at 50": lambda z: np.clip(z, -50, 50),
    "clipped at 20": lambda z: np.clip(z, -20, 20),
    "flat": np.ravel,
}
SHIFTS = {
    "row": lambda z: np.max(z, axis=-1, keepdims=True),
    "none": lambda z: 0.0,
    "batch": np.max,
    "column": lambda z: np.max(z, axis=0),
    "minimum": lambda z: np.min(z, axis=-1, keepdims=True),
    "least": np.min,
    "mean": lambda z: np.mean(z, axis=-1, keepdims=True),
}
POWERS = {
    "two": np.exp2,
    "ten": lambda z: 10.0**z,
    "negated": lambda z: np.exp(-z),
    "half": lambda z: np.exp(z / 2),
    "double": lambda z: np.exp(2 * z),
    "tenth": lambda z: np.exp(z / 10),
    "root": lambda z: np.exp(z / np.sqrt(z.shape[-1])),
    "logits": lambda z: z,
    "expm1": np.expm1,
}
SUMS = {
    "classes": lambda e: e.sum(axis=-1, keepdims=True),
    "samples": lambda e: e.sum(axis=0),
    "all": np.sum,
    "mean": lambda e: e.mean(axis=-1, keepdims=True),
    "count": lambda e: e.shape[-1],
    "length": lambda e: np.sqrt(np.sum(e**2, axis=-1, keepdims=True)),
    "nothing": lambda e: 1.0,
    "lost axis": lambda e: e.sum(axis=-1),
    "second axis": lambda e: e.sum(axis=1, keepdims=True),
    "others": lambda e: e.sum(axis=-1, keepdims=True) - e,
    "squared": lambda e: e.sum(axis=-1, keepdims=True) ** 2,
}
ENDS = {
    "logarithm": np.log,
    "two decimals": lambda p: np.round(p, 2),
    "three decimals": lambda p: np.round(p, 3),
    "four decimals": lambda p: np.round(p, 4),
    "again": lambda p: np.exp(p) / np.exp(p).sum(axis=-1, keepdims=True),
    "percent": lambda p: 100 * p,
    "class": lambda p: np.argmax(p, axis=-1),
    "largest": lambda p: np.max(p, axis=-1),
    "first row": lambda p: p[0] if p.ndim == 2 else p,
    "complement": lambda p: 1 - p,
    "transposed": np.transpose,
    "certain": lambda p: (p == np.max(p, axis=-1, keepdims=True)).astype(float),
}


def softmax(logits):
    given = np.asarray(logits)
    z = BEFORE_WAYS.get(BEFORE, lambda z: z)(given)
    shift = SHIFTS[SHIFT](z)
    raised = POWERS.get(POWER, np.exp)
    if BEFORE == "in place":
        given -= shift
        shift = 0.0
    e = raised(z) - shift if WHERE == "after" else raised(z if WHERE == "below" else z - shift)
    below = {"above": lambda: raised(z), "below": lambda: raised(z - shift)}.get(WHERE, lambda: e)()
    return ENDS.get(AFTER, lambda p: p)(e / (SUMS[OVER](below) + EPSILON))
