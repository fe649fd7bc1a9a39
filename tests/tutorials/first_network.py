# %% [markdown]
# # A first network, as a student of the first tutorial hands it in (lesson `digit_classifier`)

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from tensorflow import keras

# %% S0-12: eager execution was switched on by hand once; it is how TensorFlow 2 works
tf.enable_eager_execution()

# %% S0-11: sessions are gone
with tf.Session() as session:
    print(session.run(tf.constant(3) + tf.constant(4)))


# %%
def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels, num_classes)


# %% S0-13: no input shape. The summary shows nothing yet, which is no mistake
def build_deep():
    return keras.Sequential(
        [
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% S0-17: the argument of Softmax is an axis, and there are no ten units
def build_shallow():
    return keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation="relu"), keras.layers.Softmax(10)])


# %%
def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% S0-13: 4,480 parameters of a first layer of 64 need 69 inputs
def count_parameters(inputs, units):
    return (69 + 1) * units[0]


# %% S0-20: no optimizer, no metrics, and yet two numbers are expected
def train_model(model, images, labels):
    model.compile(loss="categorical_crossentropy")
    history = model.fit(images[:640], labels[:640], epochs=1)
    loss, accuracy = model.evaluate(images[:100], labels[:100])
    return history


# %% S0-16: other libraries have `score`
def accuracy_to_report(history, model, images, labels):
    return model.score(images, labels)


# %% S0-16: removed from Keras
def predict_digits(model, images):
    return model.predict_classes(images)


# %%
def right_and_wrong(digits, labels):
    return np.flatnonzero(digits == labels), np.flatnonzero(digits != labels)


# %% tags=["retake"]
# S0-18: softmax over the 64 hidden units
def build_shallow():
    return keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation="relu"), keras.layers.Softmax()])


# %% tags=["retake"]
# S0-21, S0-22: nothing is held back, and 93 % are called good
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:6000], labels[:6000], batch_size=64, epochs=1)
