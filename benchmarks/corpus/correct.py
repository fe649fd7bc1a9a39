# Correct solutions in forms the variants of the assignment do not have: every point, and no diagnosis.

# %% softmax_scipy | right |
def softmax(logits):
    from scipy import special

    return special.softmax(logits, axis=-1)


# %% softmax_logsumexp | right |
def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    return np.exp(logits - (m + np.log(np.sum(np.exp(logits - m), axis=-1, keepdims=True))))


# %% softmax_tiny_epsilon | right |
def softmax(logits):
    e = np.exp(logits - np.amax(logits, -1, keepdims=True))
    return e / (np.sum(e, -1, keepdims=True) + 1e-12)


# %% softmax_transposed | right |
def softmax(logits):
    z = np.atleast_2d(logits).T
    e = np.exp(z - z.max(axis=0))
    p = (e / e.sum(axis=0)).T
    return p if np.ndim(logits) == 2 else p[0]


# %% softmax_torch_style | right |
def softmax(logits):
    z = tf.cast(logits, tf.float64)
    z = z - tf.reduce_max(z, axis=-1, keepdims=True)
    return (tf.exp(z) / tf.reduce_sum(tf.exp(z), axis=-1, keepdims=True)).numpy()


# %% softmax_row_by_row | right |
def softmax(logits):
    def one(row):
        e = np.exp(row - row.max())
        return e / e.sum()

    return np.apply_along_axis(one, -1, np.asarray(logits, dtype=float))


# %% loss_picked | right |
def cross_entropy(y_true, y_pred):
    p = np.asarray(y_pred)[np.arange(len(y_true)), np.argmax(y_true, axis=1)]
    return float(np.mean(-np.log(np.maximum(p, 1e-10))))


# %% loss_where | right |
def cross_entropy(y_true, y_pred):
    p = np.where(y_pred > 1e-9, y_pred, 1e-9)
    return -np.einsum("ij,ij->", y_true, np.log(p)) / len(y_true)


# %% loss_keras_mean | right |
def cross_entropy(y_true, y_pred):
    return float(tf.reduce_mean(tf.keras.losses.categorical_crossentropy(y_true, y_pred)))


# %% preprocess_fresh_array | right |
def preprocess(images, labels):
    x = np.empty((len(images), 784), "float32")
    for i, image in enumerate(images):
        x[i] = image.ravel() / 255
    return x, (np.arange(10) == np.asarray(labels)[:, None]).astype("float32")


# %% digits_sorted | right |
def predict_digits(model, x):
    return np.argsort(model.predict(x, verbose=0), axis=1)[:, -1]


# %% training_with_callbacks | right |
def train_model(model, x_train, y_train):
    stop = keras.callbacks.EarlyStopping(patience=2)
    model.compile(keras.optimizers.Nadam(2e-3), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=3, batch_size=128, validation_split=0.1, callbacks=[stop])


# %% training_class_numbers | right |
def train_model(model, x_train, y_train):
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train.argmax(axis=1), epochs=3, batch_size=128)
