"""Labels are as wide as the largest digit that occurs, since the number of classes is not given."""

from tensorflow import keras

CATALOGUE = "TR30"
FAILS = ("preprocess.absent_digits",)
HINT = "How wide are your rows when no nine occurs among the labels?"


def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    return x, keras.utils.to_categorical(labels)
