"""Labels come back as numbers and not as one-hot rows."""

CATALOGUE = "TR04"
FAILS = ("preprocess.labels", "preprocess.absent_digits")
HINT = "A loss on probabilities compares ten numbers with ten numbers. How many does one of your labels have?"
KIND = "float32"
TRIES = {"KIND": ("float32", "int64", "uint8")}


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, labels.astype(KIND)
