"""The largest grey value of the batch becomes 1, whatever it is."""

CATALOGUE = ""
FAILS = ("prepare.pale",)
HINT = "Does the same image become the same row, whichever images come with it?"


def prepare(images):
    rows = images.reshape(len(images), 64).astype("float32")
    return rows / rows.max()
