"""Pixels are taken column by column."""

CATALOGUE = ""
FAILS = ("prepare.values", "prepare.pale")
HINT = "In which order do the pixels of an image stand in your row?"


def prepare(images):
    return images.transpose(0, 2, 1).reshape(len(images), 64).astype("float32") / 16
