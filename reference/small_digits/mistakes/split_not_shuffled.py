"""The last rows as they came are held back."""

CATALOGUE = ""
FAILS = ("split.training_rows", "split.training_labels", "split.validation_rows", "split.validation_labels")
HINT = "Whose handwriting are the last rows, if the images of one person lie together?"


def split(rows, labels):
    return rows[:-HELD], labels[:-HELD], rows[-HELD:], labels[-HELD:]
