"""A training loop of one's own, NumPy batches and a gradient tape, returning a dictionary of lists."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


def train_model(model, x, y):
    optimizer = keras.optimizers.Adam(learning_rate=0.003)
    loss_of = keras.losses.SparseCategoricalCrossentropy()

    @tf.function
    def step(rows, digits):
        with tf.GradientTape() as tape:
            loss = loss_of(digits, model(rows, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    history = {"loss": []}
    generator = np.random.default_rng(SEED)
    for _ in range(20):
        order = generator.permutation(len(x))
        starts = range(0, len(x) - 31, 32)
        losses = [step(x[order[at : at + 32]], y[order[at : at + 32]]) for at in starts]
        history["loss"].append(float(np.mean(losses)))
    return history
