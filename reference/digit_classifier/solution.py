# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A digit classifier, from the data to a number you may report
#
# The whole way once: labels, networks and their parameters, training with validation, the learning curves, the one
# accuracy that counts, and a look at what the network gets wrong. The goal is an accuracy of 0.975 on images the
# network has never seen.
#
# Check your work as often as you like, in a terminal beside this notebook:
#
#     grader check digit_classifier.ipynb
#
# Cells marked *Try it* are for you alone; they are not run when your notebook is graded.

# %%
import matplotlib.pyplot as plt
import numpy as np
from tensorflow import keras

# %% tags=["demo"]
# Try it: the data, scaled to [0, 1].
(train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
x_train, x_test = train_images.astype("float32") / 255, test_images.astype("float32") / 255
print(x_train.shape, x_train.dtype, train_labels[:5])

# %% [markdown]
# ## 1. One-hot labels (10 points)
#
# A label becomes a row of zeros with a single one, at the place of its class. How wide the row is follows from how
# many classes there *are*, not from how many happen to occur: a batch without a nine still has ten classes.


# %%
def one_hot(labels, num_classes):
    """One-hot rows of labels.

    Args:
        labels: integer array of shape (n,), classes from 0 to num_classes - 1. Not every class needs to occur.
        num_classes: how many classes there are, an integer.

    Returns:
        Float array of shape (n, num_classes). The labels stay as they were.
    """
    # BEGIN SOLUTION
    return np.eye(num_classes, dtype="float32")[np.asarray(labels)]
    # END SOLUTION


# %% tags=["demo"]
# Try it.
print(one_hot(np.array([3, 0, 2]), 5))

# %% [markdown]
# ## 2. The network (15 points)
#
# Flatten, 512 hidden units with ReLU, ten outputs with softmax. Give no input shape: the network takes it from the
# first images it sees, 28 by 28 pixels or any other size. Until then it has no weights, and nothing can be counted.


# %%
def build_classifier():
    """Build the network; it need not be compiled.

    Returns:
        A Keras model for images of shape (batch, height, width), any height and width: Flatten, Dense 512 with ReLU,
        Dense 10 with softmax. No input shape is given. Outputs have shape (batch, 10), each row sums to 1.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


# %% tags=["demo"]
# Try it: nothing can be counted before the first image; then there are 407,050 parameters.
model = build_classifier()
model.summary()
model(x_train[:1])
model.summary()

# %% [markdown]
# ## 3. Two smaller networks (10 points)
#
# Both take rows of 784 numbers. The deep one has hidden layers of 64 and 32 units, the shallow one a single hidden
# layer of 64; ReLU in every hidden layer, ten outputs with softmax. Softmax is an *activation*: it has no units of
# its own, so a dense layer of ten units must stand before it.


# %%
def build_deep():
    """Build the network 784 → 64 → 32 → 10.

    Returns:
        A Keras model for inputs of shape (batch, 784) with 52,650 parameters; each row of outputs sums to 1.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


# %%
def build_shallow():
    """Build the network 784 → 64 → 10.

    Returns:
        A Keras model for inputs of shape (batch, 784) with 50,890 parameters; each row of outputs sums to 1.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


# %% tags=["demo"]
# Try it.
print(build_deep().count_params(), build_shallow().count_params())

# %% [markdown]
# ## 4. Counting without Keras (10 points)
#
# A dense layer has one weight for each pair of input and unit, and one bias for each unit.


# %%
def count_parameters(inputs, units):
    """Number of parameters of dense layers, one after the other.

    Args:
        inputs: how many numbers enter the first layer, an integer.
        units: list of integers, how many units each layer has, at least one layer.

    Returns:
        One integer.
    """
    # BEGIN SOLUTION
    total = 0
    for width in units:
        total += (inputs + 1) * width
        inputs = width
    return total
    # END SOLUTION


# %% tags=["demo"]
# Try it: the three networks above.
print(count_parameters(784, [512, 10]), count_parameters(784, [64, 32, 10]), count_parameters(784, [64, 10]))

# %% [markdown]
# ## 5. Training with validation (20 points)
#
# Hold a part of the *training* images back from the weights, and look at them after every epoch: where the training
# loss still falls and the validation loss no longer does, the network has begun to learn by heart. The test images
# stay untouched; they are for one number at the very end.


# %%
def train_model(model, images, labels):
    """Compile and fit the given model, with a part of the given images for validation.

    Args:
        model: a Keras model as `build_classifier` returns it.
        images: float32 array of shape (60000, 28, 28), values in [0, 1].
        labels: float32 array of shape (60000, 10), one-hot.

    Returns:
        The History that `fit` returns, with training and validation measured (`loss`, `accuracy`, `val_loss`,
        `val_accuracy`), or its dictionary of lists. `model` itself is trained afterwards.
    """
    # BEGIN SOLUTION
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=7, validation_split=0.1, verbose=2)
    # END SOLUTION


# %% tags=["demo"]
# Try it: half a minute.
model = build_classifier()
history = train_model(model, x_train, one_hot(train_labels, 10)).history

# %% [markdown]
# ## 6. Learning curves (15 points)
#
# A picture says whether to train longer or to stop: loss and accuracy over the epochs, each for training and for
# validation.


# %%
def plot_history(history):
    """Draw the learning curves.

    Args:
        history: dictionary of four lists, one number an epoch: "loss", "accuracy", "val_loss", "val_accuracy".

    Returns:
        The matplotlib figure. It shows the four curves as lines or markers, in one or in several axes; every axis has
        a label along x and along y, and where curves share their axes a legend tells them apart.
    """
    # BEGIN SOLUTION
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    for axes, what in ((left, "loss"), (right, "accuracy")):
        epochs = np.arange(1, len(history[what]) + 1)
        axes.plot(epochs, history[what], marker="o", label=f"training {what}")
        axes.plot(epochs, history[f"val_{what}"], marker="o", label=f"validation {what}")
        axes.set_xlabel("epoch")
        axes.set_ylabel(what)
        axes.legend()
    return figure
    # END SOLUTION


# %% tags=["demo"]
# Try it.
plot_history(history)
plt.show()

# %% [markdown]
# ## 7. The number to report (10 points)
#
# An accuracy of 0.9966 on the images a network was trained with says little about images it has never seen. The
# number to report is measured on the test images, and on nothing else.


# %%
def accuracy_to_report(history, model, images, labels):
    """The accuracy that may be reported.

    Args:
        history: dictionary of four lists, as in `plot_history`.
        model: a compiled Keras model (loss and accuracy are measured) with outputs of shape (batch, 10).
        images: float32 array of shape (n, 28, 28), images that were used for nothing before.
        labels: integer array of shape (n,), their digits.

    Returns:
        One float between 0 and 1.
    """
    # BEGIN SOLUTION
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return accuracy
    # END SOLUTION


# %% [markdown]
# ## 8. Right and wrong (10 points)
#
# The digit a network reads is the place of its largest output. `model.predict_classes` is gone from Keras; `argmax`
# is all it was.


# %%
def predict_digits(model, images):
    """The digit the model sees in each image.

    Args:
        model: a Keras model with outputs of shape (batch, 10).
        images: float32 array of shape (n, 28, 28).

    Returns:
        Integer array of shape (n,), digits 0 to 9.
    """
    # BEGIN SOLUTION
    return np.argmax(model.predict(images, verbose=0), axis=-1)
    # END SOLUTION


# %%
def right_and_wrong(digits, labels):
    """Which predictions are right, and which are wrong.

    Args:
        digits: integer array of shape (n,), predicted digits.
        labels: integer array of shape (n,), true digits.

    Returns:
        A pair `(right, wrong)` of integer arrays: the positions of the right and of the wrong predictions, ascending.
        Either may be empty. The arguments stay as they were.
    """
    # BEGIN SOLUTION
    return np.flatnonzero(digits == labels), np.flatnonzero(digits != labels)
    # END SOLUTION


# %% tags=["demo"]
# Try it: some of what your network gets wrong.
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print("accuracy to report:", accuracy_to_report(history, model, x_test, test_labels))
digits = predict_digits(model, x_test)
right, wrong = right_and_wrong(digits, test_labels)
figure, axes = plt.subplots(1, 6, figsize=(9, 2))
for axis, index in zip(axes, wrong):
    axis.imshow(test_images[index], cmap="gray_r")
    axis.set_title(f"{digits[index]}, not {test_labels[index]}")
    axis.axis("off")
plt.show()
