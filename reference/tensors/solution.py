# %% [markdown]
# # Tensors: numbers with a shape
#
# Everything a network computes is made of tensors: arrays of numbers with a shape and a dtype. In this notebook you
# make them, read their shape, add and multiply them, and let TensorFlow turn a function into a graph. You write six
# short functions; each has a docstring that says what comes in and what must come out.
#
#     grader check tensors.ipynb
#
# checks your work, as often as you like. Cells marked *Try it* are for you alone; they are not run when your notebook
# is graded.

# %%
import numpy as np
import tensorflow as tf

# %% [markdown]
# ## 1. From NumPy (8 points)
#
# A tensor is made from Python's numbers, from lists or from NumPy arrays. Networks compute with `float32`: half the
# memory of NumPy's `float64`, and precise enough.


# %%
def to_tensor(numbers):
    """Make a tensor of floating-point numbers.

    Args:
        numbers: integer array of any shape, also a single number of shape ().

    Returns:
        Tensor (or array) of the same shape and the same values, dtype float32.
    """
    # BEGIN SOLUTION
    return tf.constant(numbers, dtype=tf.float32)
    # END SOLUTION


# %% tags=["demo"]
# Try it: a scalar, a vector, a matrix.
print(to_tensor(np.array(7)))
print(to_tensor(np.array([1, 2, 3])))
print(to_tensor(np.array([[1, 2], [3, 4]])))

# %% [markdown]
# ## 2. Rank and size (8 points)
#
# A scalar has rank 0, a vector 1, a matrix 2. The rank is the number of axes, not the number of entries; the size is
# the number of entries, and a scalar has one.


# %%
def rank_and_size(tensor):
    """How many axes and how many entries a tensor has.

    Args:
        tensor: float array of any shape, also ().

    Returns:
        A pair of integers `(rank, size)`.
    """
    # BEGIN SOLUTION
    return len(np.shape(tensor)), int(np.size(tensor))
    # END SOLUTION


# %% tags=["demo"]
# Try it: 2 axes, 6 entries.
print(rank_and_size(np.zeros((2, 3))))

# %% [markdown]
# ## 3. Entry by entry (8 points)
#
# `+` and `*` work entry by entry. Where one tensor has fewer rows it is *broadcast*: used again for every row.


# %%
def add_and_multiply(a, b):
    """Sum and product of two tensors, entry by entry.

    Args:
        a: float array of shape (rows, columns).
        b: float array of the same shape, or of shape (columns,), which then belongs to every row.

    Returns:
        A pair `(sum, product)` of float arrays of shape (rows, columns). The arguments stay as they were.
    """
    # BEGIN SOLUTION
    return tf.add(a, b), tf.multiply(a, b)
    # END SOLUTION


# %% tags=["demo"]
# Try it: [[11, 22], [13, 24]] and [[10, 40], [30, 80]].
print(add_and_multiply(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 20.0])))

# %% [markdown]
# ## 4. The dot product (10 points)
#
# The dot product multiplies along one axis and sums over it. For two vectors that is a single number; for matrices
# the last axis of the first meets the first axis of the second.


# %%
def dot(a, b):
    """Dot product over the last axis of `a` and the first axis of `b`.

    Args:
        a: float array of shape (n,) or (rows, n).
        b: float array of shape (n,) or (n, columns).

    Returns:
        Float array with the axes that are left: (), (rows,), (columns,) or (rows, columns).
    """
    # BEGIN SOLUTION
    return tf.tensordot(a, b, axes=1)
    # END SOLUTION


# %% tags=["demo"]
# Try it: 1*4 + 2*5 + 3*6 = 32.
print(dot(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0])))

# %% [markdown]
# ## 5. Eager execution (6 points)
#
# TensorFlow computes at once, line by line, as NumPy does: that is *eager execution*, and it is always on. Old
# tutorials open a `tf.Session` and feed a `tf.placeholder`; both are gone. What you need from a tensor you take with
# `.numpy()`.


# %%
def weighted_total(weights, numbers):
    """The sum of all numbers, each times its weight, as a plain number.

    Args:
        weights: float array of shape (n,).
        numbers: float array of shape (n,).

    Returns:
        One float: a Python float, a NumPy number or a tensor of shape ().
    """
    # BEGIN SOLUTION
    products = tf.multiply(tf.constant(weights), tf.constant(numbers))
    return float(tf.reduce_sum(products).numpy())
    # END SOLUTION


# %% tags=["demo"]
# Try it: 0.5*2 + 0.25*4 = 2.
print(weighted_total(np.array([0.5, 0.25]), np.array([2.0, 4.0])))

# %% [markdown]
# ## 6. A graph (10 points)
#
# `@tf.function` runs your Python code once, with tensors without numbers, and keeps the operations as a graph that is
# fast to repeat. A Python `if` on numbers is decided when the graph runs, entry by entry it is `tf.where`.


# %%
@tf.function
def leaky(x, slope):
    """Keep what is positive, scale down what is negative.

    Args:
        x: float array of any shape.
        slope: float, the factor for negative entries.

    Returns:
        Float array of the same shape: x where x is positive, slope * x elsewhere. The arguments stay as they were.
    """
    # BEGIN SOLUTION
    return tf.where(x > 0, x, slope * x)
    # END SOLUTION


# %% tags=["demo"]
# Try it: [-0.2, 0, 3].
print(leaky(np.array([-2.0, 0.0, 3.0]), np.array(0.1)))
