"""The quotient comes back, a fraction."""

CATALOGUE = ""
FAILS = ("descent.even", "descent.short")
HINT = "Can there be a part of a step? Which type has your answer?"


def steps_per_epoch(samples, size):
    return samples / size
