# %% asarray_to_tensor | [tensors] correct: NumPy array instead of a tensor |
def to_tensor(numbers):
    return np.asarray(numbers, dtype="float32")

# %% product_of_the_shape_rank_and_size | [tensors] correct: shape alone, product of an empty shape is one |
import math

def rank_and_size(tensor):
    shape = tuple(tensor.shape)
    return len(shape), math.prod(int(length) for length in shape)

# %% nested_loops_add_and_multiply | [tensors] correct: explicit loops over rows and columns after broadcast_to |
def add_and_multiply(a, b):
    full = np.broadcast_to(b, a.shape)
    added = np.empty(a.shape)
    multiplied = np.empty(a.shape)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            added[i, j] = a[i, j] + full[i, j]
            multiplied[i, j] = a[i, j] * full[i, j]
    return added, multiplied

# %% one_axis_contracted_dot | [tensors] correct: tensordot over one axis |
def dot(a, b):
    return tf.tensordot(a, b, axes=1)

# %% two_parts_leaky | [tensors] correct: sum of the positive and the scaled negative part |
@tf.function
def leaky(x, slope):
    x = tf.convert_to_tensor(x)
    zero = tf.zeros_like(x)
    factor = tf.cast(slope, x.dtype)
    return tf.maximum(x, zero) + factor * tf.minimum(x, zero)

# %% einsum_linear | [neurons] correct: einsum |
def linear(x, w, b):
    return np.einsum("ij,j->i", x, w) + b

# %% half_angle_sigmoid | [neurons] correct: sigmoid by the hyperbolic tangent |
def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z)))

# %% odd_function_tanh | [neurons] correct: exponential of the absolute value only, and the sign |
def tanh(z):
    small = np.exp(-2.0 * np.abs(z))
    return np.sign(z) * (1.0 - small) / (1.0 + small)

# %% heaviside_relu_slope | [neurons] correct: Heaviside's function |
def relu_slope(z):
    return np.heaviside(z, 0.0)

# %% true_class_picked_cross_entropy | [neurons] correct: picks the true classes by a mask before the logarithm |
def cross_entropy(y_true, y_pred):
    of_true_class = y_pred[y_true > 0.5]
    return -float(np.log(of_true_class).mean())

# %% clipped_from_below_hinge | [neurons] correct: clip with one limit |
def hinge(y_true, scores):
    return float(np.clip(1.0 - y_true * scores, 0.0, None).mean())

# %% skipped_and_taken_mini_batch | [neurons] correct: two slices one after the other |
def mini_batch(order, size, number):
    remaining = order[number * size:]
    return remaining[:size]

# %% sample_by_sample_backward | [neurons] correct: loop over samples with outer products |
def backward(x, y, w1, b1, w2, b2):
    dw1, db1 = np.zeros(w1.shape), np.zeros(b1.shape)
    dw2, db2 = np.zeros(w2.shape), np.zeros(b2.shape)
    n = len(x)
    for sample, target in zip(x, y):
        a = 1 / (1 + np.exp(-(sample @ w1 + b1)))
        scores = a @ w2 + b2
        e = np.exp(scores - scores.max())
        p = e / e.sum()
        error = (p - target) / n
        back = (w2 @ error) * a * (1 - a)
        dw1 += np.outer(sample, back)
        db1 += back
        dw2 += np.outer(a, error)
        db2 += error
    return dw1, db1, dw2, db2

# %% all_in_one_comprehension_train_step | [neurons] correct: gradients first, then one comprehension over the pairs |
def gradients(x, y, w1, b1, w2, b2):
    a = 0.5 * (1 + np.tanh(0.5 * (x @ w1 + b1)))
    scores = a @ w2 + b2
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    d2 = (e / e.sum(axis=1, keepdims=True) - y) / y.shape[0]
    d1 = (d2 @ w2.T) * (a - a ** 2)
    return x.T @ d1, d1.sum(0), a.T @ d2, d2.sum(0)

def train_step(x, y, w1, b1, w2, b2, rate):
    weights = (w1, b1, w2, b2)
    slopes = gradients(x, y, *weights)
    return tuple(w - rate * slope for w, slope in zip(weights, slopes))

# %% plain_python_are_probabilities | [logits] correct: plain Python over nested lists with fsum |
import math

def are_probabilities(outputs):
    def fine(row):
        return all(p >= 0 for p in row) and abs(math.fsum(row) - 1.0) < 1e-5

    return all(fine(row) for row in outputs.tolist())

# %% by_logarithms_predict_probabilities | [logits] correct: logarithms of the probabilities by logaddexp, in float64 |
def predict_probabilities(model, images):
    z = np.asarray(model(images, training=False), dtype="float64")
    log_p = z - np.logaddexp.reduce(z, axis=-1, keepdims=True)
    return np.exp(log_p)

# %% taken_along_the_axis_loss_of_probabilities | [logits] correct: take_along_axis and maximum |
def loss_of_probabilities(labels, probabilities):
    index = np.asarray(labels, dtype=np.int64)[:, np.newaxis]
    p = np.take_along_axis(np.asarray(probabilities, dtype=np.float64), index, axis=1)
    return -float(np.mean(np.log(np.maximum(p, 1e-7))))

# %% distances_to_the_true_class_loss_of_logits | [logits] correct: differences to the true class's logit, logaddexp over them |
def loss_of_logits(labels, logits):
    z = np.array(logits, dtype=np.float64)
    losses = []
    for row, label in zip(z, labels):
        losses.append(np.logaddexp.reduce(row - row[int(label)]))
    return float(np.mean(losses))

# %% own_loss_function_train_model | [logits] correct: custom loss function with tf.nn on logits |
def train_model(model, images, labels):
    def loss(y, z):
        y = tf.reshape(tf.cast(y, tf.int32), [-1])
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)

    model.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=0.001),
        loss=loss,
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model.fit(images, labels, batch_size=100, epochs=4, verbose=0)

# %% subclass_build_classifier | [digit_classifier] correct: subclassed model, not built |
class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(512, activation="relu")
        self.scores = keras.layers.Dense(10, activation="softmax")

    def call(self, images):
        return self.scores(self.hidden(self.flatten(images)))

def build_classifier():
    return Classifier()

# %% recursion_count_parameters | [digit_classifier] correct: recursion over the layers |
def count_parameters(inputs, units):
    first, *rest = units
    own = (inputs + 1) * first
    if not rest:
        return own
    return own + count_parameters(first, rest)

# %% four_axes_plot_history | [digit_classifier] correct: four axes with one curve each, no legend needed |
def plot_history(history):
    figure, axes = plt.subplots(2, 2, figsize=(9, 6), layout="constrained")
    for axis, name in zip(axes.flat, ("loss", "val_loss", "accuracy", "val_accuracy")):
        values = history[name]
        axis.plot(np.arange(1, len(values) + 1), values, "o-")
        axis.set(xlabel="epoch", ylabel=name, title=name)
    return figure

# %% split_by_hand_train_model | [digit_classifier] correct: validation images drawn by lot, dictionary returned |
def train_model(model, images, labels):
    order = np.random.default_rng(3).permutation(len(images))
    held, used = order[:6000], order[6000:]
    model.compile(optimizer="adam", loss=keras.losses.KLDivergence(), metrics=["accuracy"])
    history = model.fit(
        images[used], labels[used],
        batch_size=100, epochs=10, verbose=0,
        validation_data=(images[held], labels[held]),
    )
    return {name: list(values) for name, values in history.history.items()}

# %% sorted_into_lists_right_and_wrong | [digit_classifier] correct: one loop that sorts positions into two lists |
def right_and_wrong(digits, labels):
    positions = {True: [], False: []}
    for i, (digit, label) in enumerate(zip(digits, labels)):
        positions[bool(digit == label)].append(i)
    return np.array(positions[True], dtype=int), np.array(positions[False], dtype=int)

# %% outer_comparison_preprocess | [mnist_softmax] correct: division in float32 by the ufunc, one-hot by outer comparison |
def preprocess(images, labels):
    x = np.divide(images, 255, dtype=np.float32).reshape(len(images), 28 * 28)
    y = np.equal.outer(np.asarray(labels), np.arange(10)).astype(np.float32)
    return x, y

# %% transposed_softmax | [mnist_softmax] correct: transposed, so that classes come first for one and two axes |
def softmax(logits):
    z = np.asarray(logits).T
    e = np.exp(z - z.max(axis=0))
    return (e / e.sum(axis=0)).T

# %% separate_activations_build_model | [mnist_softmax] correct: functional with activations as layers of their own |
def build_model():
    inputs = keras.Input(shape=(784,))
    x = inputs
    for layer in (
        keras.layers.Dense(512),
        keras.layers.ReLU(),
        keras.layers.Dropout(1 / 5),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ):
        x = layer(x)
    return keras.Model(inputs, x)

# %% np_split_split | [small_digits] correct: np.split and take in a comprehension |
def split(rows, labels):
    n = labels.shape[0]
    generator = np.random.default_rng(SEED)
    training, validation = np.split(generator.permutation(n), [n - HELD])
    return tuple(part.take(where, axis=0) for where in (training, validation) for part in (rows, labels))

# %% counted_as_two_figure_numbers_confusion | [small_digits] correct: bincount of numbers of two figures |
def confusion(labels, digits):
    numbers = 10 * np.asarray(labels, dtype=int) + np.asarray(digits, dtype=int)
    return np.bincount(numbers, minlength=100).reshape(10, 10)

# %% many_epochs_train_model | [small_digits] correct: one-hot rows made inside, SGD with momentum, dictionary returned |
def train_model(model, x, y):
    rows = np.eye(10, dtype="float32")[y]
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(x, rows, batch_size=32, epochs=80, verbose=0)
    return history.history
