"""Samples and size are multiplied, or a rest is counted."""

CATALOGUE = ""
FAILS = (
    "descent.even",
    "descent.short",
)
HINT = "How many steps has an epoch of 10 samples in batches of 5?"
HOW = "product"
TRIES = {"HOW": ("product", "difference", "sum")}


def steps_per_epoch(samples, size):
    return {"product": samples * size, "difference": samples - size, "sum": samples + size}[HOW]
