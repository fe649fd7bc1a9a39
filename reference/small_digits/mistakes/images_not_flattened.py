"""Images keep their 8 by 8 pixels."""

CATALOGUE = ""
FAILS = ("prepare.shape", "prepare.values", "prepare.pale", "prepare.unchanged")
HINT = "How many numbers hold one row, and how many axes has your array?"


def prepare(images):
    return images.astype("float32") / 16
