"""A subclassed model with a custom dense layer, shuffled and cut into batches by hand for `train_on_batch`."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Linear(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.one, self.two = Linear(512), Linear(10)
        self.dropout = keras.layers.Dropout(0.2)

    def call(self, x, training=None):
        x = tf.nn.relu(self.one(x))
        x = self.dropout(x, training=training)
        return tf.nn.softmax(self.two(x))


def build_model():
    model = Network()
    model.build((None, 784))
    return model


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    losses = []
    for _ in range(2):
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), 128):
            chosen = order[start : start + 128]
            losses.append(float(model.train_on_batch(x_train[chosen], y_train[chosen])))
    return {"loss": losses}
