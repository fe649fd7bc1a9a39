"""With what Keras brings along: a rescaling and a flatten layer, a functional model, stopping by validation."""

import tensorflow as tf
from tensorflow import keras


def prepare(images):
    return keras.layers.Flatten()(keras.layers.Rescaling(1.0 / 16)(images.astype("float32")))


def build_model():
    inputs = keras.Input(shape=(64,))
    hidden = keras.layers.Activation("relu")(keras.layers.Dense(units=HIDDEN)(inputs))
    return keras.Model(inputs, keras.layers.Softmax()(keras.layers.Dense(10)(hidden)))


def train_model(model, x, y):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model.fit(x, y, batch_size=32, epochs=40, validation_split=0.1, callbacks=[stop], verbose=0)


def confusion(labels, digits):
    return tf.math.confusion_matrix(labels, digits, num_classes=10)
