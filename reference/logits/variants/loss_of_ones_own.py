"""A loss function of one's own over logits, one-hot labels, another optimizer."""

import tensorflow as tf
from tensorflow import keras


def train_model(model, images, labels):
    def loss(rows, logits):
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=rows, logits=logits))

    model.compile(optimizer=keras.optimizers.RMSprop(0.002), loss=loss, metrics=["accuracy"])
    return model.fit(images, keras.utils.to_categorical(labels, 10), batch_size=100, epochs=3, validation_split=0.1)
