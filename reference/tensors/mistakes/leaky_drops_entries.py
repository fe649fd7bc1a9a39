"""Entries are left out."""

CATALOGUE = ""
FAILS = (
    "leaky.shape",
    "leaky.values",
    "leaky.steep",
)
HINT = "Shape in, shape out: how many entries does your function hand back?"
WHICH = "positive"
TRIES = {"WHICH": ("positive", "negative", "scaled")}


def leaky(x, slope):
    return {"positive": x[x > 0], "negative": x[x < 0], "scaled": slope * x[x < 0]}[WHICH]
