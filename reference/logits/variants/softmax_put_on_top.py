"""The other repair: a softmax on top of the given network, and the loss of probabilities."""

from tensorflow import keras


def train_model(model, images, labels):
    whole = keras.Sequential([model, keras.layers.Softmax()])
    whole.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return whole.fit(images, labels, batch_size=128, epochs=2)
