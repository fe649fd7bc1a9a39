"""Three hidden layers whose widths were tuned until the number of parameters was right."""

from tensorflow import keras

CATALOGUE = ""
FAILS = ("build_model.layers", "build_model.activations", "build_model.dropout")
HINT = "Many networks have 101,770 parameters. Which layers does the text ask for?"


def build_model():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(109, activation="relu"),
            keras.layers.Dense(48, activation="relu"),
            keras.layers.Dense(185, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
