# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Small digits, and numbers of your own
#
# Everything once more, on data that you have not met: 1,297 digits of 8 by 8 pixels. What held for MNIST need not hold
# here, so look before you compute.
#
# Check your work as often as you like, in a terminal beside this notebook:
#
#     grader check small_digits.ipynb
#
# Cells marked *Try it* are for you alone; they are not run when your notebook is graded.
#
# The next cell holds three numbers that are yours: other students have others. Leave them as they are, and write
# `HIDDEN`, `HELD` and `SEED` in your code wherever the text does; you are graded with your own.

# %%
import matplotlib.pyplot as plt
import numpy as np
from tensorflow import keras

HIDDEN = 24  # units of your hidden layer
HELD = 160  # images that you hold back for validation
SEED = 7  # of your generator of random numbers

# %% [markdown]
# The file `digits.npz` came with this notebook and must lie beside it: in Jupyter and VS Code in the same folder, in
# Colab in the panel *Files*, to which you can drag it. It needs nothing but NumPy.

# %% tags=["demo"]
# Try it: the data.
with np.load("digits.npz") as data:
    images, labels = data["x_train"], data["y_train"]
print(images.shape, images.dtype, "from", images.min(), "to", images.max(), labels[:10])
figure, axes = plt.subplots(1, 8, figsize=(9, 2))
for axis, image, label in zip(axes, images, labels):
    axis.imshow(image, cmap="gray_r", vmin=0, vmax=16)
    axis.set_title(label)
    axis.axis("off")
plt.show()

# %% [markdown]
# ## 1. Preparing the images (15 points)
#
# A network takes rows of numbers between 0 and 1. What the largest grey value is depends on who made the data: a pixel
# of these images counts the dark ones among 4 by 4 dots, so it is a whole number from 0 to 16.


# %%
def prepare(images):
    """Rows of scaled pixels.

    Args:
        images: uint8 array of shape (n, 8, 8), grey values from 0 to 16. No image need be as dark as 16.

    Returns:
        Float array of shape (n, 64), pixels in their order, 0 for the grey value 0 and 1 for 16. The argument stays as
        it was.
    """
    # BEGIN SOLUTION
    return images.reshape(len(images), -1).astype("float32") / 16
    # END SOLUTION


# %% tags=["demo"]
# Try it.
rows = prepare(images)
print(rows.shape, rows.dtype, rows.min(), rows.max())

# %% [markdown]
# ## 2. A split that can be repeated (20 points)
#
# What you hold back for validation should be drawn by lot, or you may hold back one person's handwriting; and it should
# be the same lot tomorrow, or you cannot compare two runs. So draw with a generator that begins with your seed.


# %%
def split(rows, labels):
    """Part rows and labels into those to train with and those to validate with.

    The positions 0 to n - 1 are shuffled by `np.random.default_rng(SEED).permutation(n)`. In the order that this
    gives, the last HELD are for validation and those before them for training.

    Args:
        rows: float array of shape (n, pixels), n larger than HELD.
        labels: integer array of shape (n,), the digit of each row.

    Returns:
        Four arrays: training rows of shape (n - HELD, pixels), training labels of shape (n - HELD,), validation rows
        of shape (HELD, pixels), validation labels of shape (HELD,). The arguments stay as they were.
    """
    # BEGIN SOLUTION
    order = np.random.default_rng(SEED).permutation(len(rows))
    train, validation = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[validation], labels[validation]
    # END SOLUTION


# %% tags=["demo"]
# Try it: the second call gives the same.
x_train, y_train, x_validation, y_validation = split(rows, labels)
print(x_train.shape, y_train.shape, x_validation.shape, y_validation.shape)
print(y_validation[:10], split(rows, labels)[3][:10])

# %% [markdown]
# ## 3. The network (25 points)
#
# 64 numbers in, one hidden layer of `HIDDEN` units with ReLU, ten outputs with softmax. With 32 hidden units it has
# 2,410 parameters, with yours another number: work it out before you look.


# %%
def build_model():
    """Build the network; it need not be compiled.

    Returns:
        A Keras model for inputs of shape (batch, 64): Dense HIDDEN with ReLU, Dense 10 with softmax. Outputs have shape
        (batch, 10) and each row sums to 1. Sequential, functional or subclassed.
    """
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(HIDDEN, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # END SOLUTION


# %% tags=["demo"]
# Try it.
build_model().summary()

# %% [markdown]
# ## 4. Training (25 points)
#
# A thousand images are few, and an epoch is over in no time: so it takes more of them than with MNIST. The labels are
# numbers here, not one-hot rows; choose the loss that fits. Your network must read at least 86 % of digits it has never
# seen.


# %%
def train_model(model, x, y):
    """Compile and fit the given model.

    Args:
        model: a Keras model as `build_model` returns it.
        x: float32 array of shape (n, 64), values in [0, 1].
        y: integer array of shape (n,), digits 0 to 9.

    Returns:
        The History that `fit` returns, or its dictionary of lists. `model` itself is trained afterwards.
    """
    # BEGIN SOLUTION
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=30, verbose=0)
    # END SOLUTION


# %% tags=["demo"]
# Try it: a few seconds.
model = build_model()
history = train_model(model, x_train, y_train)
print("validation loss and accuracy", model.evaluate(x_validation, y_validation, verbose=0))

# %% [markdown]
# ## 5. What is taken for what (15 points)
#
# One number says how often the network is wrong, a table says where: the entry in row t and column p counts the images
# of the digit t that were taken for p. What is right stands on the diagonal.


# %%
def confusion(labels, digits):
    """The table of confusions.

    Args:
        labels: integer array of shape (n,), true digits 0 to 9. Not every digit needs to occur.
        digits: integer array of shape (n,), the digits they were taken for.

    Returns:
        Integer array of shape (10, 10): how many images of the digit of the row were taken for that of the column.
        The arguments stay as they were.
    """
    # BEGIN SOLUTION
    table = np.zeros((10, 10), dtype=int)
    np.add.at(table, (labels, digits), 1)
    return table
    # END SOLUTION


# %% tags=["demo"]
# Try it: which digits does your network mix up?
guesses = np.argmax(model.predict(x_validation, verbose=0), axis=-1)
print(confusion(y_validation, guesses))
