# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Logits, probabilities, and a training that is stuck
#
# A network that reads digits ends in ten numbers. Sometimes they are *logits*, sometimes they are *probabilities*, and
# a surprising amount of trouble comes from taking one for the other: predictions that are all nearly equal, a loss
# that never falls below 1.46, or a training that sits at 2.3026 for ever. In this notebook you meet all three, and
# repair the last one.
#
# Check your work as often as you like, in a terminal beside this notebook:
#
#     grader check logits.ipynb
#
# Cells marked *Try it* are for you alone; they are not run when your notebook is graded.

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from tensorflow import keras

# %% [markdown]
# ## 1. A network that gives logits (20 points)
#
# Pictures of 28 by 28 pixels come in. They are flattened, go through 128 hidden units with ReLU and a dropout of a
# fifth, and end in ten outputs **without** an activation: the outputs are logits, any real number each. Count:
# 784 · 128 + 128 weights and biases, then 128 · 10 + 10, together 101,770.


# %%
def build_model():
    """Build the network; it need not be compiled.

    Returns:
        A Keras model for inputs of shape (batch, 28, 28): Flatten, Dense 128 with ReLU, Dropout with rate 0.2,
        Dense 10 without an activation. Outputs have shape (batch, 10) and are logits.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )
    # END SOLUTION


# %% tags=["demo"]
# Try it: the summary should end with 101,770 parameters, and an untrained network answers with small numbers.
(train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
x_train, x_test = train_images.astype("float32") / 255, test_images.astype("float32") / 255
model = build_model()
model.summary()
print(model(x_train[:1]).numpy())

# %% [markdown]
# ## 2. Which of the two is it? (10 points)
#
# Ten numbers came out of somebody's network. Probabilities are never negative, and those of one sample sum to one;
# logits do neither, but by accident. Your function looks at the numbers and says what they are. Mind that computers
# round: a sum of 0.99999994 is a one.


# %%
def are_probabilities(outputs):
    """Tell whether a network's outputs are probabilities.

    Args:
        outputs: float array of shape (batch, classes), float32 or float64.

    Returns:
        True when every row holds probabilities (no entry below 0, sum 1 up to rounding), else False.
    """
    # BEGIN SOLUTION
    outputs = np.asarray(outputs)
    sums = outputs.sum(axis=-1)
    return bool((outputs >= 0).all() and np.allclose(sums, 1.0, atol=1e-4))
    # END SOLUTION


# %% tags=["demo"]
# Try it: what does your network give?
print(are_probabilities(model(x_train[:5]).numpy()), are_probabilities(np.full((2, 10), 0.1)))

# %% [markdown]
# ## 3. From logits to probabilities (15 points)
#
# Softmax turns logits into probabilities, once. Applied a second time, to what already are probabilities, it makes
# them nearly equal: with ten classes no entry is above 0.2320 any more, however sure the network is.


# %%
def predict_probabilities(model, images):
    """Probabilities that a network with logits as outputs gives to each class.

    Args:
        model: a Keras model whose outputs of shape (batch, 10) are logits.
        images: float32 array of shape (n, 28, 28). There may be a single image (n = 1).

    Returns:
        Float array of shape (n, 10): the softmax of the model's outputs, each row sums to 1. It must be right, and
        finite, for large logits such as 500 too.
    """
    # BEGIN SOLUTION
    return tf.nn.softmax(model(images, training=False)).numpy()
    # END SOLUTION


# %% tags=["demo"]
# Try it: ten probabilities near 0.1, since nothing has been learnt yet.
print(predict_probabilities(model, x_train[:1]).round(3))

# %% [markdown]
# ## 4. The loss of probabilities (15 points)
#
# MNIST's labels are numbers, not one-hot rows. *Sparse* cross-entropy takes them as they are: the loss of one sample
# is $-\ln p$, with $p$ the probability given to its true class, and the loss of a batch is the mean. This is what
# `SparseCategoricalCrossentropy(from_logits=False)` computes.


# %%
def loss_of_probabilities(labels, probabilities):
    """Mean sparse cross-entropy of a batch of probabilities.

    Args:
        labels: integer array of shape (batch,), classes from 0.
        probabilities: float array of shape (batch, classes), each row sums to 1.

    Returns:
        One float, the mean over the batch, in nats. Where a probability is exactly 0 the result stays finite: treat
        it as a tiny number such as 1e-7 (not larger than 1e-4). The arguments stay as they were.
    """
    # BEGIN SOLUTION
    chosen = np.asarray(probabilities)[np.arange(len(labels)), labels]
    return -np.mean(np.log(np.maximum(chosen, 1e-12)))
    # END SOLUTION


# %% tags=["demo"]
# Try it: 0.1 for the true class costs ln 10.
print(loss_of_probabilities(np.array([5, 0]), np.full((2, 10), 0.1)))

# %% [markdown]
# ## 5. The loss of logits (20 points)
#
# With logits $z$ and the true class $y$ the same loss is
#
# $$L = \ln \sum_j e^{z_j} - z_y$$
#
# and needs no probability at all. Subtract the largest logit from all of them first, and nothing overflows. This is
# what `SparseCategoricalCrossentropy(from_logits=True)` computes.


# %%
def loss_of_logits(labels, logits):
    """Mean sparse cross-entropy of a batch of logits.

    Args:
        labels: integer array of shape (batch,), classes from 0.
        logits: float array of shape (batch, classes), any finite numbers, also 1000 or -1000.

    Returns:
        One float, the mean over the batch, in nats. It is exact for large logits too: where the true class lies 1000
        below another, that sample costs 1000. The arguments stay as they were.
    """
    # BEGIN SOLUTION
    logits = np.asarray(logits)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    chosen = shifted[np.arange(len(labels)), labels]
    return np.mean(np.log(np.exp(shifted).sum(axis=-1)) - chosen)
    # END SOLUTION


# %% tags=["demo"]
# Try it: both ways to the same loss.
some_logits = model(x_train[:100]).numpy()
print(loss_of_logits(train_labels[:100], some_logits))
print(loss_of_probabilities(train_labels[:100], predict_probabilities(model, x_train[:100])))

# %% [markdown]
# ## 6. What a network costs that knows nothing (5 points)
#
# Before training, a network gives every class about the same probability. So you know its loss beforehand, and a
# training that starts elsewhere is worth a look, as is one that *ends* there.


# %%
def initial_loss(classes):
    """Cross-entropy, in nats, of a network that gives the same probability to each of its classes.

    Args:
        classes: how many classes there are, an integer of at least 2.

    Returns:
        One float.
    """
    # BEGIN SOLUTION
    return float(np.log(classes))
    # END SOLUTION


# %% tags=["demo"]
# Try it: remember this number for ten classes.
print(initial_loss(10), loss_of_logits(train_labels[:1000], model(x_train[:1000]).numpy()))

# %% [markdown]
# ## 7. Repair a training that is stuck (15 points)
#
# Somebody trained the network of part 1 with the lines below. Epoch after epoch the loss shows 2.30, and what little
# is read right is luck. Run the cell, then find out why: what does the network give, and what does the loss assume?

# %% tags=["demo"]
# Try it: a training that is stuck.
stuck = build_model()
stuck.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
stuck.fit(x_train, train_labels, batch_size=128, epochs=2, verbose=2)
print(stuck.evaluate(x_test, test_labels, verbose=0))

# %% [markdown]
# Write `train_model` so that the given network learns. Its accuracy on images it has never seen must reach 0.93.


# %%
def train_model(model, images, labels):
    """Compile and fit the given model.

    Args:
        model: a Keras model as `build_model` returns it: its outputs are logits.
        images: float32 array of shape (60000, 28, 28), values in [0, 1].
        labels: uint8 array of shape (60000,), digits 0 to 9.

    Returns:
        The History that `fit` returns. `model` itself is trained afterwards.
    """
    # BEGIN SOLUTION
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=2, verbose=2)
    # END SOLUTION


# %% tags=["demo"]
# Try it: the loss begins near ln 10 and falls.
model = build_model()
history = train_model(model, x_train, train_labels)
plt.plot(history.history["loss"], marker="o")
plt.axhline(initial_loss(10), linestyle="dashed", color="grey")
plt.xlabel("epoch")
plt.ylabel("training loss")
plt.show()
print(loss_of_logits(test_labels, model(x_test).numpy()))
