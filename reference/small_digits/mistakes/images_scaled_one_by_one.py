"""Each image is scaled by its own largest grey value."""

CATALOGUE = ""
FAILS = ("prepare.pale",)
HINT = "Does a pale image stay pale?"


def prepare(images):
    rows = images.reshape(len(images), 64).astype("float32")
    return rows / rows.max(axis=1, keepdims=True)
