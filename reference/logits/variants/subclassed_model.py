"""A subclassed network whose layers are created out of order."""

from tensorflow import keras


class Digits(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(10)
        self.drop = keras.layers.Dropout(0.2)
        self.hidden = keras.layers.Dense(128)
        self.flat = keras.layers.Flatten()

    def call(self, images, training=False):
        hidden = keras.activations.relu(self.hidden(self.flat(images)))
        return self.out(self.drop(hidden, training=training))


def build_model():
    return Digits()
