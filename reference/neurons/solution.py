# %% [markdown]
# # Neurons: from a weighted sum to back-propagation
#
# In this notebook you build a network of two layers from nothing but arrays: the neuron, its activation, the loss, the
# gradient and a step downhill. Each function has a docstring that says what comes in and what must come out. Later
# functions use earlier ones; where an earlier one of yours is wrong, the later ones are graded with ours in its place.
#
#     grader check neurons.ipynb
#
# checks your work, as often as you like. Cells marked *Try it* are for you alone; they are not run when your notebook
# is graded.

# %%
import numpy as np

# %% [markdown]
# ## 1. A linear neuron (6 points)
#
# A neuron weighs its inputs, adds them up, and adds its bias: $z = \sum_j x_j w_j + b$.


# %%
def linear(x, w, b):
    """The weighted sums of one neuron for many samples.

    Args:
        x: float array of shape (batch, inputs).
        w: float array of shape (inputs,).
        b: float, the bias.

    Returns:
        Float array of shape (batch,).
    """
    # BEGIN SOLUTION
    return x @ w + b
    # END SOLUTION


# %% tags=["demo"]
# Try it: 1*3 + 2*4 + 0.5 = 11.5.
print(linear(np.array([[1.0, 2.0]]), np.array([3.0, 4.0]), 0.5))

# %% [markdown]
# ## 2. Sigmoid (10 points)
#
# $\sigma(z) = 1 / (1 + e^{-z})$ lies between 0 and 1. For $z = -1000$ the exponential $e^{1000}$ is more than a float
# can hold; your function must give 0 there, and never NaN.


# %%
def sigmoid(z):
    """The sigmoid of every entry.

    Args:
        z: float array of any shape; any finite values, also 1000 or -1000.

    Returns:
        Float array of the same shape, values from 0 to 1. The argument stays as it was.
    """
    # BEGIN SOLUTION
    decaying = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + decaying), decaying / (1 + decaying))
    # END SOLUTION


# %% tags=["demo"]
# Try it: one half in the middle.
print(sigmoid(np.array([-2.0, 0.0, 2.0])))

# %% [markdown]
# ## 3. ReLU and tanh (8 points)
#
# ReLU keeps what is positive and makes 0 of the rest. The hyperbolic tangent is
# $(e^{z} - e^{-z}) / (e^{z} + e^{-z})$, from -1 to 1.


# %%
def relu(z):
    """What is positive, and 0 for the rest.

    Args:
        z: float array of any shape.

    Returns:
        Float array of the same shape. The argument stays as it was.
    """
    # BEGIN SOLUTION
    return np.maximum(z, 0)
    # END SOLUTION


# %%
def tanh(z):
    """The hyperbolic tangent of every entry.

    Args:
        z: float array of any shape; any finite values, also 1000 or -1000.

    Returns:
        Float array of the same shape, values from -1 to 1. The argument stays as it was.
    """
    # BEGIN SOLUTION
    return np.tanh(z)
    # END SOLUTION


# %% tags=["demo"]
# Try it.
print(relu(np.array([-2.0, 3.0])), tanh(np.array([-2.0, 0.0, 2.0])))

# %% [markdown]
# ## 4. Slopes (12 points)
#
# To learn, a network needs the slope of its activations: $\sigma' = \sigma (1 - \sigma)$,
# $\tanh' = 1 - \tanh^2$, and for ReLU 1 where the input is positive, 0 where it is negative.


# %%
def sigmoid_slope(z):
    """Derivative of the sigmoid at every entry of `z`, the *input* of the sigmoid; same shape."""
    # BEGIN SOLUTION
    s = sigmoid(z)
    return s * (1 - s)
    # END SOLUTION


# %%
def tanh_slope(z):
    """Derivative of the hyperbolic tangent at every entry of `z`, its *input*; same shape."""
    # BEGIN SOLUTION
    return 1 - tanh(z) ** 2
    # END SOLUTION


# %%
def relu_slope(z):
    """Derivative of ReLU at every entry of `z`, a float array without zeros; same shape, floats 0.0 and 1.0."""
    # BEGIN SOLUTION
    return np.where(z > 0, 1.0, 0.0)
    # END SOLUTION


# %% tags=["demo"]
# Try it: the slope of the sigmoid is largest in the middle, 0.25.
print(sigmoid_slope(np.array([-2.0, 0.0, 2.0])), tanh_slope(np.array([0.0])), relu_slope(np.array([-1.0, 1.0])))

# %% [markdown]
# ## 5. Losses (18 points)
#
# A loss says in one number how wrong a batch of answers is: the mean squared error for numbers, the cross-entropy
# $-\frac{1}{n}\sum_s \sum_i y_{si} \ln p_{si}$ for probabilities, the hinge loss
# $\frac{1}{n}\sum_s \max(0, 1 - y_s f_s)$ for scores whose sign is the answer.


# %%
def mean_squared_error(y_true, y_pred):
    """Mean of the squared errors: two float arrays of shape (batch, outputs) in, one float out."""
    # BEGIN SOLUTION
    return np.mean((y_pred - y_true) ** 2)
    # END SOLUTION


# %%
def cross_entropy(y_true, y_pred):
    """Mean cross-entropy of a batch, in nats.

    Args:
        y_true: float array of shape (batch, classes), one-hot rows.
        y_pred: float array of shape (batch, classes), probabilities, none of them 0.

    Returns:
        One float: the sum over the classes, the mean over the batch.
    """
    # BEGIN SOLUTION
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))
    # END SOLUTION


# %%
def hinge(y_true, scores):
    """Mean hinge loss: labels -1.0 or 1.0 and scores, both float arrays of shape (batch,), in; one float out."""
    # BEGIN SOLUTION
    return np.mean(np.maximum(0, 1 - y_true * scores))
    # END SOLUTION


# %% tags=["demo"]
# Try it: 2.5; ln 4 = 1.386; (0 + 0.5 + 2) / 3 = 0.833.
print(mean_squared_error(np.array([[1.0, 2.0]]), np.array([[2.0, 4.0]])))
print(cross_entropy(np.eye(4)[:2], np.full((2, 4), 0.25)))
print(hinge(np.array([1.0, 1.0, -1.0]), np.array([3.0, 0.5, 1.0])))

# %% [markdown]
# ## 6. A step downhill, and its batches (10 points)
#
# Gradient descent goes against the gradient, by the learning rate: $w - \eta\, g$. One pass over all samples, an
# *epoch*, takes one step with batch gradient descent, one per sample with stochastic gradient descent, and one per
# mini-batch in between. The samples are shuffled first; the last mini-batch may be short.


# %%
def descend(w, gradient, rate):
    """One step of gradient descent.

    Args:
        w: float array of any shape.
        gradient: float array of the same shape.
        rate: float, the learning rate.

    Returns:
        Float array of the same shape: where `w` goes. `w` itself stays as it was.
    """
    # BEGIN SOLUTION
    return w - rate * gradient
    # END SOLUTION


# %%
def mini_batch(order, size, number):
    """The samples of one mini-batch.

    Args:
        order: integer array of shape (samples,), the shuffled numbers of all samples.
        size: integer, samples in a mini-batch.
        number: integer, which mini-batch of the epoch, from 0.

    Returns:
        Integer array: the part of `order` that belongs to this mini-batch, in order. The last may be shorter.
    """
    # BEGIN SOLUTION
    return order[number * size : (number + 1) * size]
    # END SOLUTION


# %%
def steps_per_epoch(samples, size):
    """How many mini-batches of `size` an epoch of `samples` has, the short last one included; integers."""
    # BEGIN SOLUTION
    return int(np.ceil(samples / size))
    # END SOLUTION


# %% tags=["demo"]
# Try it: 1,875 steps for 60,000 images in batches of 32; 469 in batches of 128.
print(descend(np.array([1.0]), np.array([2.0]), 0.1), mini_batch(np.array([3, 0, 2, 1, 4]), 2, 2))
print(steps_per_epoch(60000, 32), steps_per_epoch(60000, 128))

# %% [markdown]
# ## 7. Forward (12 points)
#
# The network: a hidden layer of sigmoid neurons, an output layer whose scores become probabilities by softmax.


# %%
def forward(x, w1, b1, w2, b2):
    """Hidden activations and output probabilities.

    Args:
        x: float array of shape (batch, inputs).
        w1, b1: float arrays of shape (inputs, hidden) and (hidden,).
        w2, b2: float arrays of shape (hidden, classes) and (classes,).

    Returns:
        A pair `(a, p)`: a of shape (batch, hidden), the sigmoid of the hidden layer's sums; p of shape (batch,
        classes), the softmax of the output layer's sums.
    """
    # BEGIN SOLUTION
    a = sigmoid(x @ w1 + b1)
    scores = a @ w2 + b2
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return a, powers / np.sum(powers, axis=1, keepdims=True)
    # END SOLUTION


# %% tags=["demo"]
# Try it: rows of probabilities.
print(forward(np.ones((2, 3)), np.ones((3, 4)), np.zeros(4), np.ones((4, 2)), np.array([0.0, 1.0])))

# %% [markdown]
# ## 8. Backward (14 points)
#
# Back-propagation computes the gradient of the mean cross-entropy for *all* weights. At the output, softmax and
# cross-entropy simplify to $(p - y)/n$. On its way back the error passes the weights and the slope of the sigmoid,
# which is $a (1 - a)$.


# %%
def backward(x, y, w1, b1, w2, b2):
    """Gradients of the mean cross-entropy.

    Args:
        x: float array of shape (batch, inputs).
        y: float array of shape (batch, classes), one-hot rows.
        w1, b1, w2, b2: as for `forward`.

    Returns:
        Four float arrays `(dw1, db1, dw2, db2)`, each of the shape of what it is the gradient for.
    """
    # BEGIN SOLUTION
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / len(x)
    hidden = error @ w2.T * a * (1 - a)
    return x.T @ hidden, np.sum(hidden, axis=0), a.T @ error, np.sum(error, axis=0)
    # END SOLUTION


# %% [markdown]
# ## 9. One step of training (10 points)
#
# Forward, backward, then a step downhill for every weight. All gradients belong to the *same* weights: none is updated
# before all gradients are known.


# %%
def train_step(x, y, w1, b1, w2, b2, rate):
    """The weights after one step of gradient descent.

    Args:
        x, y, w1, b1, w2, b2: as for `backward`.
        rate: float, the learning rate.

    Returns:
        Four float arrays: the new w1, b1, w2, b2. The arguments stay as they were.
    """
    # BEGIN SOLUTION
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    return descend(w1, dw1, rate), descend(b1, db1, rate), descend(w2, dw2, rate), descend(b2, db2, rate)
    # END SOLUTION


# %% tags=["demo"]
# Try it: the loss falls.
random = np.random.default_rng(0)
x, y = random.normal(size=(20, 3)), np.eye(2)[random.integers(2, size=20)]
weights = random.normal(size=(3, 5)), np.zeros(5), random.normal(size=(5, 2)), np.zeros(2)
for step in range(5):
    print(step, cross_entropy(y, forward(x, *weights)[1]))
    weights = train_step(x, y, *weights, 0.5)
