"""A subclassed network that reshapes by itself; tf.one_hot."""

import tensorflow as tf
from tensorflow import keras


def one_hot(labels, num_classes):
    return tf.one_hot(labels, num_classes)


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.outputs_ = keras.layers.Dense(10, activation="softmax")
        self.hidden = keras.layers.Dense(512, activation="relu")
        self.flatten = keras.layers.Flatten()

    def call(self, images):
        return self.outputs_(self.hidden(self.flatten(images)))


def build_classifier():
    return Classifier()
