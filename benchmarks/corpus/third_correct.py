# %% preprocess_tf_ops | [mnist_softmax] correct: TensorFlow all the way, image.convert_image_dtype |
def preprocess(images, labels):
    x = tf.image.convert_image_dtype(images, tf.float32)
    x = tf.reshape(x, (tf.shape(x)[0], -1))
    y = tf.one_hot(tf.cast(labels, tf.int32), 10)
    return x, y


# %% preprocess_lists | [mnist_softmax] correct: loops and lists, arrays made at the end |
def preprocess(images, labels):
    rows, hot = [], []
    for picture, digit in zip(images.tolist(), labels.tolist()):
        rows.append([grey / 255 for line in picture for grey in line])
        hot.append([float(k == digit) for k in range(10)])
    return np.array(rows, dtype="float32"), np.array(hot)


# %% preprocess_comparison | [mnist_softmax] correct: one-hot by comparison, scaling by multiplication |
def preprocess(images, labels):
    scale = np.float32(1 / 255)
    x = np.vstack([image.ravel() * scale for image in images])
    y = (labels.reshape(-1, 1) == np.arange(10)).astype(float)
    return x, y


# %% softmax_logsumexp | [mnist_softmax] correct: exp of z minus log-sum-exp |
def softmax(logits):
    top = np.max(logits, axis=-1, keepdims=True)
    lse = top + np.log(np.sum(np.exp(logits - top), axis=-1, keepdims=True))
    return np.exp(logits - lse)


# %% softmax_recursive | [mnist_softmax] correct: rows by recursion, plain Python inside |
import math


def softmax(logits):
    if np.ndim(logits) > 1:
        return np.array([softmax(row) for row in logits])
    largest = max(logits)
    powers = [math.exp(z - largest) for z in logits]
    total = math.fsum(powers)
    return np.array([p / total for p in powers])


# %% softmax_pairwise_differences | [mnist_softmax] correct: one over the sum of exponentials of all differences |
def softmax(logits):
    z = np.asarray(logits, dtype="float64")
    differences = z[..., None, :] - z[..., :, None]
    with np.errstate(over="ignore"):
        return 1 / np.exp(differences).sum(axis=-1)


# %% softmax_transposed | [mnist_softmax] correct: works on columns and turns back |
def softmax(logits):
    columns = np.array(logits, dtype=np.float64).T
    columns = columns - columns.max(axis=0)
    e = np.exp(columns)
    return (e / e.sum(axis=0)).T


# %% softmax_tf_numerics | [mnist_softmax] correct: exp of tf.nn.log_softmax |
def softmax(logits):
    return tf.exp(tf.nn.log_softmax(tf.constant(logits), axis=-1)).numpy()


# %% softmax_powers_of_two | [mnist_softmax] correct: base two with the exponent rescaled |
def softmax(logits):
    z = np.asarray(logits) / np.log(2.0)
    p = np.exp2(z - z.max(axis=-1, keepdims=True))
    return np.divide(p, np.einsum("...i->...", p)[..., None])


# %% softmax_apply_along_axis | [mnist_softmax] correct: np.apply_along_axis with a nested function |
def softmax(logits):
    def one(z):
        z = z - z.max()
        np.exp(z, out=z)
        return z / z.sum()

    return np.apply_along_axis(one, -1, logits)


# %% softmax_minus_twice_shifted | [mnist_softmax] correct: divides numerator and denominator by another constant |
def softmax(logits):
    z = logits - np.amax(logits, -1, keepdims=True) + 1.5
    weights = np.exp(z)
    return weights * np.reciprocal(weights.sum(-1, keepdims=True))


# %% cross_entropy_einsum | [mnist_softmax] correct: einsum over both axes |
def cross_entropy(y_true, y_pred):
    logs = np.log(np.maximum(y_pred, 1e-9))
    return -np.einsum("sc,sc->", y_true, logs) / len(y_true)


# %% cross_entropy_trace | [mnist_softmax] correct: trace of a matrix product |
def cross_entropy(y_true, y_pred):
    p = np.where(y_pred < 1e-8, 1e-8, y_pred)
    return float(-np.trace(y_true @ np.log(p).T) / y_true.shape[0])


# %% cross_entropy_mean_times_classes | [mnist_softmax] correct: mean over all entries, times the classes |
def cross_entropy(y_true, y_pred):
    safe = np.clip(y_pred, 1e-7, 1)
    return -(y_true * np.log(safe)).mean() * y_true.shape[1]


# %% cross_entropy_picked | [mnist_softmax] correct: only the true class' probabilities, Boolean mask |
def cross_entropy(y_true, y_pred):
    picked = y_pred[y_true.astype(bool)]
    return np.log(1 / np.maximum(picked, 1e-10)).mean()


# %% cross_entropy_log10_converted | [mnist_softmax] correct: base ten converted to nats |
def cross_entropy(y_true, y_pred):
    p = (y_true * y_pred).sum(axis=1)
    p[p == 0] = 1e-7
    return np.average(-np.log10(p)) * np.log(10)


# %% cross_entropy_kl | [mnist_softmax] correct: Kullback-Leibler divergence, same for one-hot labels |
def cross_entropy(y_true, y_pred):
    kl = keras.losses.KLDivergence()
    return float(kl(y_true, y_pred))


# %% cross_entropy_vectorize | [mnist_softmax] correct: np.vectorize of a scalar function |
def cross_entropy(y_true, y_pred):
    term = np.vectorize(lambda y, p: -y * np.log(p) if p > 1e-7 else -y * np.log(1e-7))
    return sum(term(y_true, y_pred).sum(axis=1)) / len(y_pred)


# %% cross_entropy_product | [mnist_softmax] correct: xlogy, then reduce_sum and reduce_mean |
def cross_entropy(y_true, y_pred):
    y = tf.cast(y_true, tf.float64)
    p = tf.maximum(tf.cast(y_pred, tf.float64), 1e-12)
    return tf.negative(tf.reduce_mean(tf.reduce_sum(tf.math.xlogy(y, p), axis=-1)))


# %% model_subclass | [mnist_softmax] correct: subclassed model |
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(512, activation="relu")
        self.drop = keras.layers.Dropout(0.2)
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, x, training=False):
        return self.out(self.drop(self.hidden(x), training=training))


def build_model():
    model = Reader()
    model.build((None, 784))
    return model


# %% model_separate_activations | [mnist_softmax] correct: functional, activations as layers of their own |
def build_model():
    inputs = tf.keras.Input(shape=(28 * 28,), name="pixels")
    x = tf.keras.layers.Dense(512, kernel_initializer="he_normal")(inputs)
    x = tf.keras.layers.ReLU()(x)
    x = tf.keras.layers.Dropout(1 / 5)(x)
    x = tf.keras.layers.Dense(10)(x)
    outputs = tf.keras.layers.Softmax(axis=-1)(x)
    return tf.keras.Model(inputs=inputs, outputs=outputs, name="reader")


# %% predict_in_pieces | [mnist_softmax] correct: ranks by sorting, in pieces of 100 images |
def predict_digits(model, x):
    digits = []
    for start in range(0, len(x), 100):
        scores = model.predict_on_batch(x[start:start + 100])
        digits.extend(np.argsort(scores, axis=1)[:, -1])
    return np.array(digits, dtype=np.int64)


# %% predict_top_k | [mnist_softmax] correct: tf.math.top_k |
def predict_digits(model, x):
    best = tf.math.top_k(model(x), k=1)
    return tf.squeeze(best.indices, axis=1).numpy()


# %% linear_einsum | [neurons] correct: einsum |
def linear(x, w, b):
    return np.einsum("bi,i->b", x, w) + b


# %% linear_augmented | [neurons] correct: bias as one more weight |
def linear(x, w, b):
    ones = np.ones((x.shape[0], 1))
    return np.hstack([x, ones]) @ np.append(w, b)


# %% sigmoid_by_tanh | [neurons] correct: half of one plus tanh of half |
def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


# %% sigmoid_logaddexp | [neurons] correct: exp of minus logaddexp |
def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


# %% sigmoid_vectorized_branches | [neurons] correct: np.vectorize with a branch for each sign |
import math


def sigmoid(z):
    def one(v):
        if v < 0:
            e = math.exp(v)
            return e / (1 + e)
        return 1 / (1 + math.exp(-v))

    return np.vectorize(one, otypes=[float])(z)


# %% relu_half_sum | [neurons] correct: half of z plus its absolute value |
def relu(z):
    return (z + np.abs(z)) / 2


# %% tanh_by_expm1 | [neurons] correct: expm1 of minus twice the absolute value, sign put back |
def tanh(z):
    t = np.expm1(-2 * np.abs(z))
    return np.sign(z) * -t / (t + 2)


# %% sigmoid_slope_symmetric | [neurons] correct: quarter of one over cosh squared |
def sigmoid_slope(z):
    return 0.25 / np.cosh(z / 2) ** 2


# %% sigmoid_slope_product | [neurons] correct: sigmoid(z) times sigmoid(-z) |
def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)


# %% tanh_slope_sech | [neurons] correct: (1 - t)(1 + t) |
def tanh_slope(z):
    t = np.tanh(z)
    return (1 - t) * (1 + t)


# %% relu_slope_heaviside | [neurons] correct: np.heaviside |
def relu_slope(z):
    return np.heaviside(z, 0.0)


# %% mse_norm | [neurons] correct: squared Frobenius norm over the number of entries |
def mean_squared_error(y_true, y_pred):
    return np.linalg.norm(y_true - y_pred) ** 2 / y_true.size


# %% neurons_cross_entropy_zip | [neurons] correct: generator over samples and classes |
def cross_entropy(y_true, y_pred):
    import math

    return -sum(math.log(p[list(y).index(1.0)]) for y, p in zip(y_true, y_pred)) / len(y_true)


# %% hinge_relu | [neurons] correct: relu from above, margins clipped |
def hinge(y_true, scores):
    margins = np.multiply(y_true, scores)
    return float(relu(1.0 - margins).sum() / margins.shape[0])


# %% descend_negative | [neurons] correct: np.subtract with np.multiply |
def descend(w, gradient, rate):
    new = np.array(w, copy=True)
    new -= np.multiply(rate, gradient)
    return new


# %% batch_take | [neurons] correct: np.take with the positions, short at the end |
def mini_batch(order, size, number):
    positions = [i for i in range(len(order)) if i // size == number]
    return np.take(order, positions)


# %% batch_split | [neurons] correct: np.split at multiples of size |
def mini_batch(order, size, number):
    return np.split(order, range(size, len(order), size))[number]


# %% steps_negative_floor | [neurons] correct: minus floor of minus |
def steps_per_epoch(samples, size):
    return -(-samples // size)


# %% steps_range | [neurons] correct: counts the starts |
def steps_per_epoch(samples, size):
    return len(range(0, samples, size))


# %% forward_sample_by_sample | [neurons] correct: loop over samples |
def forward(x, w1, b1, w2, b2):
    activations, probabilities = [], []
    for sample in x:
        a = sigmoid(w1.T @ sample + b1)
        z = w2.T @ a + b2
        e = np.exp(z - z.max())
        activations.append(a)
        probabilities.append(e / e.sum())
    return np.array(activations), np.array(probabilities)


# %% backward_sample_by_sample | [neurons] correct: outer products, added up and divided at the end |
def backward(x, y, w1, b1, w2, b2):
    n = x.shape[0]
    a, p = forward(x, w1, b1, w2, b2)
    dw1, db1 = np.zeros_like(w1), np.zeros_like(b1)
    dw2, db2 = np.zeros_like(w2), np.zeros_like(b2)
    for i in range(n):
        out = p[i] - y[i]
        dw2 += np.outer(a[i], out)
        db2 += out
        hid = (w2 @ out) * a[i] * (1 - a[i])
        dw1 += np.outer(x[i], hid)
        db1 += hid
    return dw1 / n, db1 / n, dw2 / n, db2 / n


# %% backward_jacobian | [neurons] correct: full Jacobian of softmax with the derivative of the logarithm |
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    dp = -y / p / len(x)
    jacobian = np.einsum("si,ij->sij", p, np.eye(p.shape[1])) - np.einsum("si,sj->sij", p, p)
    dz2 = np.einsum("si,sij->sj", dp, jacobian)
    da = np.einsum("sc,hc->sh", dz2, w2)
    dz1 = da * (a - np.square(a))
    return np.einsum("si,sh->ih", x, dz1), dz1.sum(0), np.einsum("sh,sc->hc", a, dz2), dz2.sum(0)


# %% backward_tape | [neurons] correct: GradientTape |
import tensorflow as tf


def backward(x, y, w1, b1, w2, b2):
    params = [tf.Variable(v, dtype=tf.float64) for v in (w1, b1, w2, b2)]
    with tf.GradientTape() as tape:
        hidden = tf.sigmoid(x @ params[0] + params[1])
        scores = hidden @ params[2] + params[3]
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=scores))
    return tuple(g.numpy() for g in tape.gradient(loss, params))


# %% train_step_zip | [neurons] correct: one comprehension over parameters and gradients |
def train_step(x, y, w1, b1, w2, b2, rate):
    old = (w1, b1, w2, b2)
    return tuple(p - rate * g for p, g in zip(old, backward(x, y, *old)))


# %% logits_model_activation_none | [logits] correct: functional, linear activation named |
def build_model():
    pictures = keras.Input(shape=(28, 28))
    x = keras.layers.Reshape((784,))(pictures)
    x = keras.layers.Dense(128)(x)
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Dropout(0.2)(x)
    return keras.Model(pictures, keras.layers.Dense(10, activation="linear")(x))


# %% are_probabilities_loops | [logits] correct: plain Python with a tolerance |
import math


def are_probabilities(outputs):
    for row in outputs.tolist():
        if any(v < 0 for v in row) or not math.isclose(math.fsum(row), 1, abs_tol=1e-4):
            return False
    return True


# %% predict_probabilities_layer | [logits] correct: Softmax layer behind the model |
def predict_probabilities(model, images):
    return keras.layers.Softmax()(model.predict(images, verbose=0)).numpy()


# %% predict_probabilities_float64 | [logits] correct: float64 NumPy, shifted |
def predict_probabilities(model, images):
    z = np.array(model(images, training=False), dtype=np.float64)
    z = z - z.max(axis=1)[:, np.newaxis]
    np.exp(z, out=z)
    z /= z.sum(axis=1)[:, np.newaxis]
    return z


# %% loss_of_probabilities_take_along | [logits] correct: take_along_axis |
def loss_of_probabilities(labels, probabilities):
    index = np.asarray(labels, dtype=int)[:, None]
    p = np.take_along_axis(np.asarray(probabilities, dtype="float64"), index, axis=1)
    return float(np.mean(-np.log(np.fmax(p, 1e-7))))


# %% loss_of_probabilities_choose | [logits] correct: diagonal of the picked columns |
def loss_of_probabilities(labels, probabilities):
    p = np.diagonal(probabilities[:, labels]).clip(1e-8, 1)
    return -np.log(p).sum() / p.size


# %% loss_of_logits_logaddexp | [logits] correct: logaddexp.reduce |
def loss_of_logits(labels, logits):
    z = np.asarray(logits, dtype=float)
    total = np.logaddexp.reduce(z, axis=1)
    return float(np.mean(total - z[np.arange(len(z)), labels]))


# %% loss_of_logits_differences | [logits] correct: log of the sum of exponentials of differences, shifted |
def loss_of_logits(labels, logits):
    losses = []
    for k, z in zip(labels, logits):
        d = z - z[int(k)]
        m = d.max()
        losses.append(m + np.log(sum(np.exp(d - m))))
    return sum(losses) / len(losses)


# %% loss_of_logits_keras | [logits] correct: Keras with from_logits, float64 |
def loss_of_logits(labels, logits):
    one_hot = tf.one_hot(tf.cast(labels, tf.int32), logits.shape[1], dtype=tf.float64)
    losses = tf.keras.losses.categorical_crossentropy(one_hot, tf.cast(logits, tf.float64), from_logits=True)
    return tf.reduce_mean(losses).numpy()


# %% initial_loss_sum | [logits] correct: entropy summed up class by class |
import math


def initial_loss(classes):
    return sum(-math.log(1 / classes) / classes for _ in range(classes))


# %% one_hot_loop | [digit_classifier] correct: lists |
def one_hot(labels, num_classes):
    return np.array([[1.0 if c == k else 0.0 for c in range(num_classes)] for k in labels])


# %% one_hot_put | [digit_classifier] correct: flat positions |
def one_hot(labels, num_classes):
    flat = np.zeros(len(labels) * num_classes, dtype="float32")
    flat[np.arange(len(labels)) * num_classes + np.asarray(labels, dtype=int)] = 1
    return flat.reshape(-1, num_classes)


# %% one_hot_keras | [digit_classifier] correct: keras.ops |
def one_hot(labels, num_classes):
    return keras.ops.convert_to_numpy(keras.ops.one_hot(labels, num_classes))


# %% classifier_add | [digit_classifier] correct: Sequential by add, activations as layers |
def build_classifier():
    model = keras.Sequential(name="digits")
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(units=512))
    model.add(keras.layers.Activation(keras.activations.relu))
    model.add(keras.layers.Dense(units=10))
    model.add(keras.layers.Softmax())
    return model


# %% deep_loop | [digit_classifier] correct: layers made in a loop |
def build_deep():
    inputs = x = keras.Input((784,))
    for width in (64, 32):
        x = keras.layers.Dense(width, "relu")(x)
    return keras.Model(inputs, keras.layers.Dense(10, "softmax")(x))


# %% shallow_softmax_layer | [digit_classifier] correct: Softmax layer behind ten units |
def build_shallow():
    return keras.Sequential([
        keras.layers.InputLayer(shape=(784,)),
        keras.layers.Dense(64),
        keras.layers.ReLU(),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ])


# %% count_recursive | [digit_classifier] correct: recursion over the layers |
def count_parameters(inputs, units):
    first, *rest = units
    own = first * (inputs + 1)
    return own + (count_parameters(first, rest) if rest else 0)


# %% count_dot | [digit_classifier] correct: dot product of neighbouring widths |
def count_parameters(inputs, units):
    before = np.array([inputs] + list(units[:-1])) + 1
    return int(np.dot(before, units))


# %% plot_four_axes | [digit_classifier] correct: four axes, scatter and lines |
def plot_history(history):
    fig, axes = plt.subplots(2, 2, sharex=True)
    for ax, (name, values) in zip(axes.flat, history.items()):
        ax.scatter(range(len(values)), values)
        ax.set(xlabel="epoch", ylabel=name, title=name)
    fig.tight_layout()
    return fig


# %% plot_one_axes | [digit_classifier] correct: pyplot state, everything in one pair of axes |
def plot_history(history):
    fig = plt.figure()
    for key in sorted(history):
        plt.plot(history[key], "--" if key.startswith("val") else "-", label=key)
    plt.xlabel("Epoch")
    plt.ylabel("Loss and accuracy")
    plt.legend()
    return fig


# %% report_counted | [digit_classifier] correct: counted by hand from the predictions |
def accuracy_to_report(history, model, images, labels):
    hits = sum(int(np.argmax(p)) == int(t) for p, t in zip(model.predict(images, verbose=0), labels))
    return hits / len(labels)


# %% digits_list | [digit_classifier] correct: list of ints made an array |
def predict_digits(model, images):
    outputs = np.asarray(model(images, training=False))
    return np.array([row.tolist().index(row.max()) for row in outputs])


# %% right_and_wrong_sets | [digit_classifier] correct: setdiff1d |
def right_and_wrong(digits, labels):
    everything = np.arange(len(labels))
    right = everything[np.equal(digits, labels)]
    return right, np.setdiff1d(everything, right)


# %% right_and_wrong_lists | [digit_classifier] correct: comprehensions with an integer dtype |
def right_and_wrong(digits, labels):
    pairs = list(zip(digits, labels))
    right = [i for i, (d, t) in enumerate(pairs) if d == t]
    wrong = [i for i, (d, t) in enumerate(pairs) if d != t]
    return np.array(right, dtype=int), np.array(wrong, dtype=int)


# %% to_tensor_numpy | [tensors] correct: NumPy array of float32 |
def to_tensor(numbers):
    return np.asarray(numbers, dtype=np.float32)


# %% rank_and_size_loop | [tensors] correct: product of the shape by a loop |
def rank_and_size(tensor):
    size, rank = 1, 0
    for length in tensor.shape:
        size *= length
        rank += 1
    return rank, size


# %% rank_and_size_tf | [tensors] correct: tf.rank and tf.size |
def rank_and_size(tensor):
    return tf.rank(tensor).numpy(), tf.size(tensor).numpy()


# %% add_and_multiply_rows | [tensors] correct: rows one by one |
def add_and_multiply(a, b):
    b = np.broadcast_to(b, a.shape)
    total = np.array([[p + q for p, q in zip(r, s)] for r, s in zip(a, b)])
    product = np.array([[p * q for p, q in zip(r, s)] for r, s in zip(a, b)])
    return total, product


# %% dot_einsum | [tensors] correct: einsum with an ellipsis |
def dot(a, b):
    if b.ndim == 1:
        return np.einsum("...i,i->...", a, b)
    return np.einsum("...i,ij->...j", a, b)


# %% dot_matmul_squeezed | [tensors] correct: tf.matmul on matrices, extra axes taken away |
def dot(a, b):
    left = a if a.ndim == 2 else a[tf.newaxis, :]
    right = b if b.ndim == 2 else b[:, tf.newaxis]
    return tf.reshape(tf.matmul(left, right), a.shape[:-1] + b.shape[1:])


# %% total_generator | [tensors] correct: Python's sum |
def weighted_total(weights, numbers):
    return float(sum(w * n for w, n in zip(weights, numbers)))


# %% leaky_difference | [tensors] correct: relu of x minus slope times relu of minus x |
@tf.function
def leaky(x, slope):
    return tf.nn.relu(x) - slope * tf.nn.relu(-x)


# %% leaky_mask | [tensors] correct: mask multiplied in |
@tf.function
def leaky(x, slope):
    x = tf.convert_to_tensor(x)
    positive = tf.cast(x > 0, x.dtype)
    return positive * x + (1 - positive) * tf.cast(slope, x.dtype) * x


# %% train_sgd_momentum | [mnist_softmax] correct: SGD with momentum |
def train_model(model, x_train, y_train):
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(optimizer=sgd, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=0)


# %% train_dataset | [mnist_softmax] correct: tf.data pipeline, shuffled together |
def train_model(model, x_train, y_train):
    data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(60000).batch(256)
    model.compile(optimizer=tf.keras.optimizers.Nadam(0.002), loss=tf.keras.losses.CategoricalCrossentropy())
    return model.fit(data, epochs=3, verbose=0)


# %% train_mse_adam | [mnist_softmax] correct: squared error, but enough steps of Adam |
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=64, epochs=3, verbose=0)


# %% train_binary_loss | [mnist_softmax] correct: binary cross-entropy of ten outputs learns as well |
def train_model(model, x_train, y_train):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["categorical_accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=0)


# %% train_one_permutation | [mnist_softmax] correct: shuffled by hand, both with the same permutation |
def train_model(model, x_train, y_train):
    order = np.random.permutation(len(x_train))
    model.compile(optimizer="adamax", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[order], y_train[order], batch_size=64, epochs=3, shuffle=False, verbose=0)


# %% train_sparse_labels | [mnist_softmax] correct: labels turned back to digits for the sparse loss |
def train_model(model, x_train, y_train):
    digits = y_train.argmax(axis=-1)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, digits, batch_size=128, epochs=2, validation_split=0.05, verbose=0)


# %% train_tape_then_history | [mnist_softmax] correct: own loop with GradientTape, history kept by hand |
def train_model(model, x_train, y_train):
    optimizer = keras.optimizers.Adam(0.001)
    history = keras.callbacks.History()
    history.history = {"loss": [], "accuracy": []}
    data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(60000).batch(128)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            p = model(x, training=True)
            loss = tf.reduce_mean(keras.losses.categorical_crossentropy(y, p))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss, tf.reduce_mean(keras.metrics.categorical_accuracy(y, p))

    for epoch in range(2):
        results = np.array([[float(v) for v in step(x, y)] for x, y in data])
        history.history["loss"].append(results[:, 0].mean())
        history.history["accuracy"].append(results[:, 1].mean())
        history.epoch = list(range(epoch + 1))
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    return history


# %% classifier_validation_data | [digit_classifier] correct: split by hand at random, dictionary of lists |
def train_model(model, images, labels):
    order = np.random.permutation(len(images))
    held_out, kept = order[:6000], order[6000:]
    model.compile(optimizer=keras.optimizers.Adam(0.0015), loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images[kept], labels[kept], batch_size=128, epochs=9,
                        validation_data=(images[held_out], labels[held_out]), verbose=0)
    return history.history


# %% classifier_early_stopping | [digit_classifier] correct: early stopping with the best weights put back |
def train_model(model, images, labels):
    stop = keras.callbacks.EarlyStopping("val_accuracy", patience=3, restore_best_weights=True)
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.02)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=9, validation_split=0.05, callbacks=[stop], verbose=0)
