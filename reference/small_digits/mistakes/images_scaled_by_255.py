"""Grey values are divided by 255, as they were with MNIST."""

CATALOGUE = ""
FAILS = ("prepare.values", "prepare.pale")
HINT = "What is the largest grey value of these images?"


def prepare(images):
    return images.reshape(len(images), 64).astype("float32") / 255
