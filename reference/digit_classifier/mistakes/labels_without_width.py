"""to_categorical without num_classes: the width follows from the largest label."""

from tensorflow import keras

CATALOGUE = "TR30"
FAILS = ("one_hot.width",)
HINT = "What happens to the width of your rows when the highest classes do not occur?"


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels)
