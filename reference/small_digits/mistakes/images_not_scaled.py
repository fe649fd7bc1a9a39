"""The rows hold grey values as they are."""

CATALOGUE = ""
FAILS = ("prepare.values", "prepare.pale")
HINT = "What is the largest number in your rows?"


def prepare(images):
    return images.reshape(len(images), 64).astype("float32")
