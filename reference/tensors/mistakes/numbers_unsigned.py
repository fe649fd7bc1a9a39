"""The numbers become bytes on the way, so that negative ones wrap round."""

import numpy as np
import tensorflow as tf

CATALOGUE = ""
FAILS = ("to_tensor.values",)
HINT = "What does an unsigned byte make of -1?"
KIND = "uint8"
TRIES = {"KIND": ("uint8", "uint16", "uint32")}


def to_tensor(numbers):
    return tf.constant(np.asarray(numbers).astype(KIND), dtype=tf.float32)
