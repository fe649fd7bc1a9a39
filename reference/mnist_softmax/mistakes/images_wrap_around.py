"""The grey values are computed with in eight bits, and run over."""

import numpy as np

CATALOGUE = "TR31"
FAILS = ("preprocess.image_values",)
HINT = "What is 200 + 100 in uint8? Which dtype do your images have when you compute with them?"
HOW = "doubled"
TRIES = {"HOW": ("doubled", "cast after")}


def preprocess(images, labels):
    x = images * np.uint8(2) if HOW == "doubled" else (images / 255).astype("uint8") * np.uint8(1)
    x = x.reshape(-1, 784).astype("float32")
    return x / 255 if HOW == "doubled" else x, np.eye(10)[labels]
