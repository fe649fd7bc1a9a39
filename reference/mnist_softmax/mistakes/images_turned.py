"""The pixels of an image come column by column."""

import numpy as np

CATALOGUE = "TR15"
FAILS = ("preprocess.image_values",)
HINT = "Plot one of your rows, reshaped to 28 by 28. Which way up is the digit?"
HOW = "columns"
TRIES = {"HOW": ("columns", "mirrored", "upside down", "half a turn")}


def preprocess(images, labels):
    turned = {
        "columns": lambda a: a.transpose(0, 2, 1),
        "mirrored": lambda a: a[:, :, ::-1],
        "upside down": lambda a: a[:, ::-1],
        "half a turn": lambda a: a[:, ::-1, ::-1],
    }[HOW](images)
    return turned.reshape(-1, 784).astype("float32") / 255, np.eye(10)[labels]
