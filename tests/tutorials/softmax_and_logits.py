# %% [markdown]
# # Softmax and logits, as a student of the second tutorial hands it in (lesson `logits`)

# %%
import numpy as np
import tensorflow as tf
from tensorflow import keras


# %% S1-18: the network of the text; its ten numbers are logits
def build_model():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )


# %% S1-03: logits are taken to be anything between 0 and 1, "like a probability"
def are_probabilities(outputs):
    return bool(np.min(outputs) >= 0 and np.max(outputs) <= 1)


# %% S1-06: softmax of what already are probabilities
def predict_probabilities(model, images):
    predictions = tf.nn.softmax(model(images))
    return tf.nn.softmax(predictions).numpy()


# %% S1-08: the loss of one sample, from probabilities that went through softmax once more
def loss_of_probabilities(labels, probabilities):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, probabilities).numpy()


# %% S1-10: "ours has already been normalised"
def loss_of_logits(labels, logits):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=False)(labels, logits).numpy()


# %% S1-17: what a network costs that knows nothing
def initial_loss(classes):
    return 1 - 1 / classes


# %% S1-11: stuck at 2.3026, and shown as a success
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False))
    return model.fit(images[:12800], labels[:12800], epochs=1, batch_size=128)


# %% tags=["retake"]
# S1-02: probabilities are called logits: the model ends in softmax
def build_model():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% tags=["retake"]
# S1-04: the numbers 1 to 10
def build_model():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(11),
        ]
    )
