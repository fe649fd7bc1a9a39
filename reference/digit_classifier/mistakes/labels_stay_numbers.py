"""The labels come back as they are."""

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "How many numbers does a row hold?"
KIND = "integers"
TRIES = {"KIND": ("integers", "floats")}


def one_hot(labels, num_classes):
    return labels if KIND == "integers" else labels.astype("float32")
