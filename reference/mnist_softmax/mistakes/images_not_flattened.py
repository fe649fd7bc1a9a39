"""Images keep their two dimensions of 28 by 28."""

from tensorflow import keras

CATALOGUE = "MD11"
FAILS = ("preprocess.image_shape", "preprocess.image_values", "preprocess.unchanged")
HINT = "How many numbers enter a dense layer per image, and in how many axes?"


def preprocess(images, labels):
    return images.astype("float32") / 255, keras.utils.to_categorical(labels, num_classes=10)
