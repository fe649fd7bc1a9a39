"""All six functions with what Keras brings along: a rescaling layer, `keras.ops`, a loss object, a subclassed model."""

import numpy as np
from tensorflow import keras


def preprocess(images, labels):
    scale = keras.layers.Rescaling(1.0 / 255)
    x = keras.ops.reshape(scale(images), (len(images), 784))
    return np.asarray(x), keras.utils.to_categorical(labels, num_classes=10)


def softmax(logits):
    return keras.ops.softmax(logits, axis=-1)


def cross_entropy(y_true, y_pred):
    return keras.losses.CategoricalCrossentropy()(y_true, y_pred)


class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(512, activation="relu")
        self.dropout = keras.layers.Dropout(0.2)
        self.scores = keras.layers.Dense(10)

    def call(self, x):
        return keras.activations.softmax(self.scores(self.dropout(self.hidden(x))))


def build_model():
    return Reader()


def train_model(model, x_train, y_train):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=1, restore_best_weights=True)
    model.compile(optimizer="nadam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, validation_split=0.1, callbacks=[stop])


def predict_digits(model, x):
    return keras.ops.argmax(model.predict(x), axis=-1)
