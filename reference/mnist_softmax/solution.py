# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From logits to digits: softmax, cross-entropy and a first network
#
# In this notebook you build, piece by piece, a network that reads handwritten digits. You write six functions.
# Each has a docstring that says what comes in and what must come out: shapes, dtypes and units. Everything else
# about how you write them is up to you: NumPy or TensorFlow, loops or none.
#
# Check your work as often as you like, in a terminal beside this notebook:
#
#     grader check mnist_softmax.ipynb
#
# Cells marked *Try it* are for you alone; they are not run when your notebook is graded.

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from tensorflow import keras

# %% [markdown]
# ## The data
#
# MNIST holds 70,000 scanned digits, 28 by 28 pixels each, with grey values from 0 to 255.

# %% tags=["demo"]
# Try it: load the data and look at it.
(train_images, train_labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()
print("images", train_images.shape, train_images.dtype, "labels", train_labels.shape, train_labels.dtype)

figure, axes = plt.subplots(2, 6, figsize=(9, 3.4))
for axis, image, label in zip(axes.ravel(), train_images, train_labels):
    axis.imshow(image, cmap="gray_r")
    axis.set_title(f"label {label}")
    axis.axis("off")
plt.show()

# %% [markdown]
# ## 1. Preparing the data (10 points)
#
# A dense layer takes one row of numbers per image, and it learns best when those numbers are small. The labels
# become one-hot rows: all zeros but a one at the place of the digit.


# %%
def preprocess(images, labels):
    """Turn raw MNIST arrays into what the network takes.

    Args:
        images: uint8 array of shape (n, 28, 28), grey values 0 to 255.
        labels: integer array of shape (n,), digits 0 to 9. Not every digit needs to occur.

    Returns:
        A pair `(x, y)`: x a float32 array of shape (n, 784) with values in [0, 1], pixels in their original
        order; y a float array of shape (n, 10), one-hot.
    """
    # BEGIN SOLUTION
    x = np.asarray(images).reshape(len(images), 784).astype("float32") / 255.0
    y = np.eye(10, dtype="float32")[np.asarray(labels)]
    return x, y
    # END SOLUTION


# %% tags=["demo"]
# Try it.
x_train, y_train = preprocess(train_images, train_labels)
x_test, y_test = preprocess(test_images, test_labels)
print(x_train.shape, x_train.dtype, x_train.min(), x_train.max(), y_train[:2])

# %% [markdown]
# ## 2. Softmax (20 points)
#
# Softmax turns scores, the *logits*, into probabilities:
#
# $$\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# Your function must also survive logits such as 1000, where $e^{1000}$ is more than a float can hold.


# %%
def softmax(logits):
    """Softmax over the classes, numerically stable.

    Args:
        logits: float array of shape (batch, classes) or (classes,); any finite values, also 1000 or -1000.

    Returns:
        Float array of the same shape: probabilities, each row sums to 1. The argument stays as it was.
    """
    # BEGIN SOLUTION
    logits = np.asarray(logits)
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)
    # END SOLUTION


# %% tags=["demo"]
# Try it: each row should sum to one.
print(softmax(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])))

# %% [markdown]
# ## 3. Cross-entropy (20 points)
#
# The loss of one sample is the negative natural logarithm of the probability given to its true class; the loss of
# a batch is the mean over its samples:
#
# $$L = -\frac{1}{n} \sum_{s=1}^{n} \sum_i y_{si} \ln p_{si}$$


# %%
def cross_entropy(y_true, y_pred):
    """Mean cross-entropy of a batch.

    Args:
        y_true: float array of shape (batch, classes), one-hot rows.
        y_pred: float array of shape (batch, classes), probabilities, each row sums to 1.

    Returns:
        One float, the mean over the batch, in nats. Where a probability is exactly 0 the result stays finite:
        treat it as a tiny number such as 1e-7 (not larger than 1e-4). The arguments stay as they were.
    """
    # BEGIN SOLUTION
    probabilities = np.clip(np.asarray(y_pred), 1e-12, 1.0)
    return -np.mean(np.sum(np.asarray(y_true) * np.log(probabilities), axis=-1))
    # END SOLUTION


# %% tags=["demo"]
# Try it: a guess that knows nothing about ten classes costs ln 10 = 2.3026.
print(cross_entropy(np.eye(10)[:3], np.full((3, 10), 0.1)))

# %% [markdown]
# ## 4. The network (20 points)
#
# 784 inputs, a hidden layer of 512 units with ReLU, dropout that drops a fifth of them while training, and 10
# outputs that are probabilities. 407,050 parameters.


# %%
def build_model():
    """Build the network; it need not be compiled.

    Returns:
        A Keras model for inputs of shape (batch, 784): Dense 512 with ReLU, Dropout with rate 0.2, Dense 10 with
        softmax. Outputs have shape (batch, 10) and each row sums to 1. Sequential, functional or subclassed.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


# %% tags=["demo"]
# Try it: the summary should end with 407,050 parameters.
build_model().summary()

# %% [markdown]
# ## 5. Training (20 points)
#
# Choose an optimizer, a loss that fits one-hot labels and probabilities, a batch size and a number of epochs. Your
# model must reach an accuracy of at least 0.95 on images it has never seen.


# %%
def train_model(model, x_train, y_train):
    """Compile and fit the given model.

    Args:
        model: a Keras model as `build_model` returns it.
        x_train: float32 array of shape (60000, 784), values in [0, 1].
        y_train: float32 array of shape (60000, 10), one-hot.

    Returns:
        The History that `fit` returns. `model` itself is trained afterwards.
    """
    # BEGIN SOLUTION
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)
    # END SOLUTION


# %% tags=["demo"]
# Try it: train and plot the learning curve.
model = build_model()
history = train_model(model, x_train, y_train)
plt.plot(history.history["loss"], marker="o")
plt.xlabel("epoch")
plt.ylabel("training loss")
plt.show()
print("test loss and accuracy", model.evaluate(x_test, y_test, verbose=0))

# %% [markdown]
# ## 6. Reading digits (10 points)


# %%
def predict_digits(model, x):
    """The digit the model sees in each image.

    Args:
        model: a Keras model with outputs of shape (batch, 10).
        x: float32 array of shape (n, 784).

    Returns:
        Integer array of shape (n,): for each image the class with the largest output, 0 to 9.
    """
    # BEGIN SOLUTION
    return np.argmax(np.asarray(model(x, training=False)), axis=-1)
    # END SOLUTION


# %% tags=["demo"]
# Try it: look at some of the images your model gets wrong.
digits = predict_digits(model, x_test)
wrong = np.flatnonzero(digits != test_labels)[:6]
figure, axes = plt.subplots(1, 6, figsize=(9, 2))
for axis, index in zip(axes, wrong):
    axis.imshow(test_images[index], cmap="gray_r")
    axis.set_title(f"{digits[index]}, not {test_labels[index]}")
    axis.axis("off")
plt.show()
