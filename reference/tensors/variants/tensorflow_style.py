"""TensorFlow's own functions, converted at the door."""

import tensorflow as tf


def to_tensor(numbers):
    return tf.cast(tf.convert_to_tensor(numbers), tf.float32)


def rank_and_size(tensor):
    tensor = tf.convert_to_tensor(tensor)
    return tf.rank(tensor), tf.size(tensor)


def add_and_multiply(a, b):
    a, b = tf.convert_to_tensor(a), tf.convert_to_tensor(b)
    return a + b, a * b


def dot(a, b):
    return tf.tensordot(tf.convert_to_tensor(a), tf.convert_to_tensor(b), axes=[[-1], [0]])


@tf.function
def weighted_total(weights, numbers):
    return tf.tensordot(weights, numbers, 1)


def leaky(x, slope):
    return tf.maximum(x, 0) + slope * tf.minimum(x, 0)
