"""One step is added whether or not samples are left."""

CATALOGUE = ""
FAILS = ("descent.even",)
HINT = "60 samples in batches of 12: how many batches?"


def steps_per_epoch(samples, size):
    return samples // size + 1
