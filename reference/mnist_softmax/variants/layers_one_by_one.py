"""A Sequential model grown with `add`, without an input, activations as layers of their own, trained by SGD."""

from tensorflow import keras
from tensorflow.keras import layers


def build_model():
    model = keras.Sequential(name="digits")
    model.add(layers.Dense(512, name="first"))
    model.add(layers.ReLU())
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(10, name="last"))
    model.add(layers.Softmax())
    return model


def train_model(model, x_train, y_train):
    optimizer = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(optimizer=optimizer, loss=keras.losses.CategoricalCrossentropy(), metrics=["acc"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=0)
    return history
