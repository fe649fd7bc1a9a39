"""The length of one axis is taken for the size."""

import numpy as np

CATALOGUE = ""
FAILS = ("rank_and_size.size", "rank_and_size.one")
HINT = "How many entries has a table of 2 rows and 3 columns?"
AXIS, FORM = 0, "guarded"
TRIES = {"AXIS": (0, -1), "FORM": ("guarded", "plain", "longest", "longest plain")}


def rank_and_size(tensor):
    shape = np.shape(tensor)
    if "longest" in FORM:
        return len(shape), max(shape) if shape or FORM.endswith("plain") else 1
    return len(shape), int(shape[AXIS]) if shape or FORM == "plain" else 1
