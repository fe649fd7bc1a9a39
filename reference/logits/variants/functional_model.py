"""A functional network with a reshape instead of Flatten, separate activations, compiled already."""

from tensorflow import keras


def build_model():
    images = keras.Input(shape=(28, 28))
    x = keras.layers.Reshape((784,))(images)
    x = keras.layers.Dense(128)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Dropout(0.2)(x)
    outputs = keras.layers.Dense(10, activation="linear")(x)
    model = keras.Model(images, outputs)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model
