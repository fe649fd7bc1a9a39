"""The labels come back as they are."""

CATALOGUE = ""
FAILS = (
    "one_hot.values",
    "one_hot.width",
    "one_hot.unchanged",
)
HINT = "How many numbers does a row hold?"


def one_hot(labels, num_classes):
    return labels
