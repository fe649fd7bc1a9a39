"""Whole numbers are divided: all but the darkest pixels become 0."""

CATALOGUE = ""
FAILS = ("prepare.shape", "prepare.values", "prepare.pale", "prepare.unchanged")
HINT = "Which numbers lie between 0 and 1 in an array of whole numbers?"


def prepare(images):
    return images.reshape(len(images), 64) // 16
