"""The hidden layer of the next lesson: 512 units, 407,050 parameters."""

from tensorflow import keras

CATALOGUE = "MD03"
FAILS = (
    "build_model.layers",
    "build_model.parameters",
)
HINT = "Compare your width with the text."


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
