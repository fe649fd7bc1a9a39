"""The labels stay numbers, one to a row."""

CATALOGUE = "TR04"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "Each label becomes a row of ten numbers. How many does yours have?"
KIND = "float32"
TRIES = {"KIND": ("float32", "int64", "uint8", "float64")}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, labels.reshape(-1, 1).astype(KIND)
