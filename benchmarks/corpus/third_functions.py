# %% preprocess_no_scaling | [mnist_softmax] keras issue 6914: grey values never divided by 255 | images_not_scaled
def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32")
    y = keras.utils.to_categorical(labels, 10)
    return x, y


# %% preprocess_labels_stay_digits | [mnist_softmax] common: labels not one-hot, only cast to float | labels_stay_numbers, labels_as_columns
def preprocess(images, labels):
    x = images.reshape((images.shape[0], 28 * 28))
    x = x.astype(np.float32) / 255
    y = labels.astype(np.float32)
    return x, y


# %% preprocess_classes_from_labels | [mnist_softmax] keras issues: to_categorical without num_classes | labels_as_wide_as_data
def preprocess(images, labels):
    num_pixels = images.shape[1] * images.shape[2]
    x = images.reshape(images.shape[0], num_pixels).astype("float32")
    x = x / 255.0
    y = tf.keras.utils.to_categorical(labels)
    return x, y


# %% preprocess_integer_division | [mnist_softmax] common: floor division leaves nearly all pixels 0 | images_floor_divided
def preprocess(images, labels):
    images = images // 255
    x = images.reshape(len(images), -1).astype(np.float32)
    y = np.zeros((len(labels), 10))
    y[np.arange(len(labels)), labels] = 1.0
    return x, y


# %% preprocess_reshape_scrambled | [mnist_softmax] course forum: reshape to (784, n), transposed | images_scrambled
def preprocess(images, labels):
    m = images.shape[0]
    x = images.reshape(784, m).T
    x = (x / 255).astype("float32")
    y = np.eye(10)[labels]
    return x, y


# %% preprocess_pixels_transposed | [mnist_softmax] common: .T flattening turns every picture on its diagonal | images_turned
def preprocess(images, labels):
    # one column per image, then turn it round
    columns = images.T.reshape(784, -1)
    x = columns.T.astype("float32") / 255.0
    y = np.eye(10, dtype="float32")[labels]
    return x, y


# %% preprocess_not_flattened | [mnist_softmax] common: images keep their shape of 28 by 28 | images_not_flattened, in_another_shape
def preprocess(images, labels):
    x = tf.cast(images, tf.float32) / 255.0
    y = tf.one_hot(labels, depth=10)
    return x.numpy(), y.numpy()


# %% preprocess_standardised | [mnist_softmax] common: zero mean, unit variance where [0, 1] was asked for | images_standardised
def preprocess(images, labels):
    x = images.reshape(len(images), 784).astype("float32")
    mean = x.mean()
    std = x.std()
    x = (x - mean) / (std + 1e-7)
    y = keras.utils.to_categorical(labels, num_classes=10)
    return x, y


# %% preprocess_one_hot_off_by_one | [mnist_softmax] student: counts digits from one, a zero lands in the last column | labels_off_by_one
def preprocess(images, labels):
    x = []
    for img in images:
        x.append(img.flatten() / 255.0)
    x = np.array(x, dtype="float32")
    y = np.zeros((len(labels), 10), dtype="float32")
    for i in range(len(labels)):
        y[i][int(labels[i]) - 1] = 1
    return x, y


# %% preprocess_divided_twice | [mnist_softmax] common: rescaled twice, values at most 1/255 | images_scaled_twice
def preprocess(images, labels):
    images = images.astype("float32") / 255
    x = images.reshape(-1, 28 * 28)
    x /= 255
    y = np.eye(10)[labels]
    return x, y


# %% preprocess_min_max_each_pixel | [mnist_softmax] student: scales every pixel column by its own range in the batch | images_by_range_of_pixel
def preprocess(images, labels):
    x = images.reshape(images.shape[0], -1).astype("float32")
    low = x.min(axis=0)
    high = x.max(axis=0)
    x = (x - low) / (high - low + 1e-8)
    y = np.zeros((labels.size, 10))
    y[np.arange(labels.size), labels] = 1
    return x, y


# %% softmax_sum_of_everything | [mnist_softmax] stackoverflow 34968722: denominator is the sum over the whole batch | softmax_sums_everything
def softmax(logits):
    e_x = np.exp(logits - np.max(logits))
    return e_x / e_x.sum()


# %% softmax_axis_zero | [mnist_softmax] stackoverflow 34968722 (Udacity): normalises columns instead of rows | softmax_over_samples
def softmax(logits):
    """Compute softmax values for each sets of scores in logits."""
    z = logits - np.max(logits, axis=0)
    return np.exp(z) / np.sum(np.exp(z), axis=0)


# %% softmax_overflows | [mnist_softmax] common: plain exponentials, nan for large logits | softmax_overflows
def softmax(logits):
    exps = np.exp(logits)
    return exps / np.sum(exps, axis=-1, keepdims=True)


# %% softmax_overflows_in_loops | [mnist_softmax] student: the formula with loops and no shift | softmax_overflows
def softmax(logits):
    logits = np.array(logits, dtype=float)
    rows = np.atleast_2d(logits)
    out = np.zeros_like(rows)
    for r in range(rows.shape[0]):
        total = 0.0
        for c in range(rows.shape[1]):
            total += np.exp(rows[r, c])
        for c in range(rows.shape[1]):
            out[r, c] = np.exp(rows[r, c]) / total
    return out.reshape(logits.shape)


# %% softmax_axis_one_only | [mnist_softmax] common: axis=1 hard coded, a single vector raises | softmax_for_batches_only
def softmax(logits):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)


# %% softmax_keepdims_forgotten | [mnist_softmax] common: sums of shape (batch,) do not broadcast | softmax_without_keepdims
def softmax(logits):
    z = np.asarray(logits)
    z = z - z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1)


# %% softmax_keepdims_forgotten_in_max | [mnist_softmax] common: row maxima subtracted from columns | softmax_without_keepdims
def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1))
    return e / np.sum(e, axis=-1, keepdims=True)


# %% softmax_global_maximum | [mnist_softmax] pytroubles, blog code: one maximum for the whole batch | softmax_shifts_by_batch_maximum
def softmax(logits):
    c = np.max(logits)
    e = np.exp(logits - c)
    return e / np.sum(e, axis=-1, keepdims=True)


# %% softmax_clipped_logits | [mnist_softmax] common: overflow kept away by clipping the logits | softmax_clips_logits
def softmax(logits):
    safe = np.clip(logits, -500, 500)
    e = np.exp(safe)
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax_changes_argument | [mnist_softmax] github code: the shift is done in place | softmax_changes_argument
def softmax(logits):
    logits -= np.max(logits, axis=-1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= np.sum(logits, axis=-1, keepdims=True)
    return logits


# %% softmax_shift_changes_argument | [mnist_softmax] cs231n homework: scores shifted in place, result right | softmax_changes_argument
def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    p = np.exp(logits)
    return p / p.sum(axis=-1, keepdims=True)


# %% softmax_raw_denominator | [mnist_softmax] student: exponentials divided by the sum of the logits themselves |
def softmax(logits):
    top = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    bottom = np.sum(logits, axis=-1, keepdims=True)
    return top / bottom


# %% softmax_no_exponential | [mnist_softmax] student: shares of the sum, no exponential at all | softmax_without_exp
def softmax(logits):
    logits = np.asarray(logits, dtype="float64")
    return logits / logits.sum(axis=-1, keepdims=True)


# %% softmax_not_normalised | [mnist_softmax] student: stops after the exponentials | softmax_not_normalised
def softmax(logits):
    shifted = logits - tf.reduce_max(logits, axis=-1, keepdims=True)
    return tf.exp(shifted).numpy()


# %% softmax_is_log_softmax | [mnist_softmax] common: log_softmax taken for softmax | softmax_is_log_softmax
def softmax(logits):
    return tf.nn.log_softmax(logits).numpy()


# %% softmax_is_sigmoid | [mnist_softmax] common: sigmoid of each entry, rows do not sum to one | softmax_is_sigmoid
def softmax(logits):
    return tf.math.sigmoid(tf.convert_to_tensor(logits)).numpy()


# %% softmax_of_negative | [mnist_softmax] student: minus sign carried over from the sigmoid | softmax_negates_logits
def softmax(logits):
    z = -np.asarray(logits)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax_divides_by_max | [mnist_softmax] student: divides by the largest logit instead of subtracting it | softmax_divides_by_maximum
def softmax(logits):
    biggest = np.max(np.abs(logits), axis=-1, keepdims=True)
    scaled = logits / biggest
    e = np.exp(scaled)
    return e / np.sum(e, axis=-1, keepdims=True)


# %% softmax_subtracts_mean | [mnist_softmax] student: centres the logits, still overflows | softmax_shifts_by_minimum
def softmax(logits):
    z = logits - np.mean(logits, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


# %% softmax_max_only_above | [mnist_softmax] student: numerator shifted, denominator not | softmax_shifts_numerator_only
def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    return np.exp(logits - m) / np.sum(np.exp(logits), axis=-1, keepdims=True)


# %% softmax_returns_first_row | [mnist_softmax] student: return inside the loop | softmax_of_first_sample
def softmax(logits):
    if logits.ndim == 1:
        e = np.exp(logits - max(logits))
        return e / sum(e)
    result = []
    for row in logits:
        e = np.exp(row - max(row))
        result.append(e / sum(e))
        return np.array(result)


# %% softmax_rounded | [mnist_softmax] student: rounds the probabilities to read them better | softmax_rounds, rounded
def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), 3)


# %% softmax_epsilon_in_denominator | [mnist_softmax] student: a generous epsilon against division by zero | softmax_with_large_epsilon
def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-2)


# %% cross_entropy_no_minus | [mnist_softmax] common: minus sign forgotten | loss_without_minus
def cross_entropy(y_true, y_pred):
    eps = 1e-7
    p = np.clip(y_pred, eps, 1 - eps)
    return float(np.mean(np.sum(y_true * np.log(p), axis=1)))


# %% cross_entropy_mean_of_all_entries | [mnist_softmax] common: np.mean divides by the classes too | loss_averages_all_entries
def cross_entropy(y_true, y_pred):
    y_pred = np.clip(y_pred, 1e-7, 1.0)
    return -np.mean(y_true * np.log(y_pred))


# %% cross_entropy_reduce_mean_all | [mnist_softmax] tensorflow tutorial variant: reduce_mean without the inner reduce_sum | loss_averages_all_entries
def cross_entropy(y_true, y_pred):
    y_true = tf.cast(y_true, tf.float32)
    y_pred = tf.cast(y_pred, tf.float32)
    return float(tf.reduce_mean(-y_true * tf.math.log(y_pred + 1e-7)))


# %% cross_entropy_sum_over_batch | [mnist_softmax] common: not divided by the number of samples | loss_sums_batch
def cross_entropy(y_true, y_pred):
    loss = 0
    for i in range(len(y_true)):
        for j in range(len(y_true[i])):
            if y_true[i][j] == 1:
                loss = loss - np.log(max(y_pred[i][j], 1e-7))
    return loss


# %% cross_entropy_divided_by_classes | [mnist_softmax] common: N taken from shape[1] | loss_divides_by_classes
def cross_entropy(y_true, y_pred):
    N = y_pred.shape[1]
    p = np.maximum(y_pred, 1e-10)
    return -np.sum(y_true * np.log(p)) / N


# %% cross_entropy_log10 | [mnist_softmax] student: logarithm to base ten | loss_in_decimals
def cross_entropy(y_true, y_pred):
    y_pred = np.clip(y_pred, 1e-7, None)
    per_sample = -(y_true * np.log10(y_pred)).sum(axis=1)
    return per_sample.mean()


# %% cross_entropy_log2 | [mnist_softmax] student: bits, as in information theory | loss_in_bits
def cross_entropy(y_true, y_pred):
    probs = np.where(y_pred > 1e-7, y_pred, 1e-7)
    return np.average(-np.sum(y_true * np.log2(probs), axis=-1))


# %% cross_entropy_log_of_zero | [mnist_softmax] common: no clipping, 0 * log 0 is nan | loss_without_protection
def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred)) / y_true.shape[0]


# %% cross_entropy_log_of_zero_indexed | [mnist_softmax] common: picks the true class but keeps log 0 | loss_without_protection
def cross_entropy(y_true, y_pred):
    m = y_true.shape[0]
    correct = y_pred[np.arange(m), y_true.argmax(axis=1)]
    return -np.log(correct).mean()


# %% cross_entropy_nan_to_zero | [mnist_softmax] common: infinite logarithms replaced by 0 | loss_hides_infinity
def cross_entropy(y_true, y_pred):
    logs = np.log(y_pred)
    logs[np.isinf(logs)] = 0.0
    return -np.mean(np.sum(y_true * logs, axis=1))


# %% cross_entropy_binary_terms | [mnist_softmax] common: adds (1 - y) log(1 - p) over all classes | loss_for_two_classes, loss_mean_for_two_classes
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    losses = y_true * np.log(p) + (1 - y_true) * np.log(1 - p)
    return -np.mean(np.sum(losses, axis=1))


# %% cross_entropy_binary_mean | [mnist_softmax] common: binary cross-entropy of Keras for ten classes | loss_mean_for_two_classes, loss_for_two_classes
def cross_entropy(y_true, y_pred):
    bce = tf.keras.losses.BinaryCrossentropy()
    return float(bce(y_true, y_pred))


# %% cross_entropy_swapped | [mnist_softmax] common: logarithm of the labels, arguments the wrong way round | loss_swaps_arguments
def cross_entropy(y_true, y_pred):
    y_true = np.clip(y_true, 1e-7, 1.0)
    return -np.mean(np.sum(y_pred * np.log(y_true), axis=1))


# %% cross_entropy_keras_swapped | [mnist_softmax] common: predictions passed where Keras expects the labels | loss_swaps_arguments
def cross_entropy(y_true, y_pred):
    cce = keras.losses.CategoricalCrossentropy()
    return cce(y_pred, y_true).numpy()


# %% cross_entropy_from_logits | [mnist_softmax] common: probabilities given to a function that expects logits | loss_applies_softmax
def cross_entropy(y_true, y_pred):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)
    return float(tf.reduce_mean(losses))


# %% cross_entropy_per_sample | [mnist_softmax] common: Keras' function form returns one loss for each sample | loss_per_sample
def cross_entropy(y_true, y_pred):
    return keras.losses.categorical_crossentropy(y_true, y_pred).numpy()


# %% cross_entropy_is_mse | [mnist_softmax] deepcrime loss change: squared error | loss_is_squared_error
def cross_entropy(y_true, y_pred):
    diff = y_true - y_pred
    return np.mean(np.sum(diff ** 2, axis=1))


# %% cross_entropy_epsilon_large | [mnist_softmax] student: epsilon that is not small | loss_of_shifted_probabilities, loss_clips_too_much
def cross_entropy(y_true, y_pred):
    eps = 0.01
    return -np.sum(y_true * np.log(y_pred + eps)) / len(y_true)


# %% cross_entropy_one_minus_p | [mnist_softmax] student: log of 1 - p for the true class | loss_of_one_minus_p
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    total = 0.0
    for t, q in zip(y_true, p):
        total += -np.sum(t * np.log(1 - q))
    return total / len(y_true)


# %% cross_entropy_largest_probability | [mnist_softmax] student: takes the predicted class instead of the true one | loss_ignores_labels
def cross_entropy(y_true, y_pred):
    best = np.max(y_pred, axis=1)
    return -np.mean(np.log(np.clip(best, 1e-7, 1)))


# %% cross_entropy_axis_zero | [mnist_softmax] common: sums over the samples, averages over the classes | loss_divides_by_classes
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-8, 1.0)
    ce = -np.sum(y_true * np.log(p), axis=0)
    return np.mean(ce)


# %% cross_entropy_first_sample | [mnist_softmax] student: return inside the loop | loss_of_first_sample
def cross_entropy(y_true, y_pred):
    loss = 0.0
    for y, p in zip(y_true, y_pred):
        loss -= np.log(max(p[np.argmax(y)], 1e-7))
        return loss


# %% cross_entropy_mean_then_log | [mnist_softmax] student: logarithm of the mean probability | loss_log_of_mean
def cross_entropy(y_true, y_pred):
    p_true = np.sum(y_true * y_pred, axis=1)
    return -np.log(max(np.mean(p_true), 1e-7))


# %% cross_entropy_clips_in_place | [mnist_softmax] common: the predictions are clipped in place | loss_changes_argument
def cross_entropy(y_true, y_pred):
    y_pred[y_pred < 1e-7] = 1e-7
    return -np.sum(y_true * np.log(y_pred)) / y_pred.shape[0]


# %% model_hidden_linear | [mnist_softmax] deepcrime: remove activation function of the hidden layer | model_without_relu
def build_model():
    model = keras.Sequential()
    model.add(keras.Input(shape=(784,)))
    model.add(keras.layers.Dense(512))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


# %% model_output_linear | [mnist_softmax] deepcrime: remove activation function of the last layer | network_of_other_activation
def build_model():
    inputs = keras.Input((784,))
    h = keras.layers.Dense(512, activation="relu")(inputs)
    h = keras.layers.Dropout(0.2)(h)
    outputs = keras.layers.Dense(10)(h)
    return keras.Model(inputs, outputs)


# %% model_output_sigmoid | [mnist_softmax] common: sigmoid on ten exclusive classes | model_sigmoid_output
def build_model():
    model = tf.keras.models.Sequential([
        tf.keras.layers.Input(shape=(784,)),
        tf.keras.layers.Dense(512, activation=tf.nn.relu),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(10, activation="sigmoid"),
    ])
    return model


# %% model_output_relu | [mnist_softmax] common: relu on the last layer | network_of_other_activation
def build_model():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="relu"))
    return model


# %% model_hidden_softmax | [mnist_softmax] common: softmax in the hidden layer | network_of_other_activation
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="softmax"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% model_hidden_sigmoid | [mnist_softmax] deepcrime: change activation function of the hidden layer | network_of_other_activation
def build_model():
    return keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(512, activation="sigmoid"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% model_drops_four_fifths | [mnist_softmax] common: rate read as the share to keep (TensorFlow 1 keep_prob) | model_drops_four_fifths
def build_model():
    keep_prob = 0.8
    model = keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(keep_prob),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model


# %% model_no_dropout | [mnist_softmax] deepcrime: no regularisation | model_without_dropout
def build_model():
    model = keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model


# %% model_dropout_after_softmax | [mnist_softmax] common: dropout behind the output layer | network_of_other_dropout
def build_model():
    model = keras.Sequential()
    model.add(keras.layers.Input((784,)))
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.add(keras.layers.Dropout(0.2))
    return model


# %% model_without_bias | [mnist_softmax] deepcrime: remove bias | model_without_biases
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu", use_bias=False),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax", use_bias=False),
    ])


# %% model_one_output | [mnist_softmax] datascience.stackexchange 38604: a single output unit | network_of_other_width
def build_model():
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(1, activation="softmax"))
    return model


# %% model_softmax_twice | [mnist_softmax] common: softmax activation followed by a Softmax layer | model_two_softmaxes
def build_model():
    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
        keras.layers.Softmax(),
    ])
    return model


# %% model_takes_pictures | [mnist_softmax] tutorial copy: Flatten for 28 by 28 pictures in front | model_takes_pictures
def build_model():
    model = keras.models.Sequential([
        keras.layers.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model


# %% model_narrow | [mnist_softmax] tutorial copy: 128 hidden units | model_narrow
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% predict_argmax_columns | [mnist_softmax] common: argmax over the samples | digits_per_class
def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=0)


# %% predict_argmax_flat | [mnist_softmax] common: argmax of the flattened predictions, one number | digits_one_for_all
def predict_digits(model, x):
    predictions = model.predict(x, verbose=0)
    return np.argmax(predictions)


# %% predict_probabilities_of_best | [mnist_softmax] student: the largest output, not its place | digits_largest_output
def predict_digits(model, x):
    return np.max(model.predict(x, verbose=0), axis=1)


# %% predict_rounded_rows | [mnist_softmax] common: rounds to 0 and 1, rows of ten come back | digits_rounded, digits_one_hot
def predict_digits(model, x):
    preds = model.predict(x, verbose=0)
    return np.round(preds).astype(int)


# %% predict_classes_gone | [mnist_softmax] common: predict_classes was removed from Keras |
def predict_digits(model, x):
    return model.predict_classes(x)


# %% predict_with_dropout | [mnist_softmax] common: training=True keeps dropout at work | digits_in_training_mode
def predict_digits(model, x):
    return tf.argmax(model(x, training=True), axis=1).numpy()


# %% predict_from_one | [mnist_softmax] student: counts classes from one | digits_from_one, off_by_a_constant
def predict_digits(model, x):
    out = model.predict(x, verbose=0)
    digits = []
    for row in out:
        digits.append(int(np.argmax(row)) + 1)
    return np.array(digits)


# %% predict_threshold | [mnist_softmax] tutorial copy: threshold at one half as for two classes | digits_above_one_half, digits_rounded
def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    return (p > 0.5).astype("int32")


# %% predict_first_only | [mnist_softmax] common: only the first prediction is looked at | digits_of_first_image
def predict_digits(model, x):
    prediction = model.predict(x, verbose=0)
    return np.array([np.argmax(prediction[0])])


# %% predict_digit_one_hot_index | [mnist_softmax] student: np.where on the row maxima returns places of rows | digits_are_positions
def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    return np.where(p == p.max(axis=1, keepdims=True))[0]


# %% linear_no_bias | [neurons] deepcrime: remove bias | linear_without_bias
def linear(x, w, b):
    return np.dot(x, w)


# %% linear_not_summed | [neurons] student: products without the sum | linear_not_summed
def linear(x, w, b):
    return x * w + b


# %% linear_sums_batch | [neurons] common: np.sum without an axis | linear_sums_batch
def linear(x, w, b):
    return np.sum(x * w) + b


# %% linear_bias_for_each_input | [neurons] student: the bias is added inside the sum | linear_bias_per_input
def linear(x, w, b):
    out = []
    for sample in x:
        z = 0
        for xi, wi in zip(sample, w):
            z += xi * wi + b
        out.append(z)
    return np.array(out)


# %% linear_minus_threshold | [neurons] textbook perceptron: threshold subtracted | linear_subtracts_bias
def linear(x, w, b):
    return np.matmul(x, w) - b


# %% sigmoid_precedence | [neurons] common: 1/1+exp without brackets | sigmoid_is_exponential
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


# %% sigmoid_sign | [neurons] student: exponent without its minus | sigmoid_reversed, complement
def sigmoid(z):
    return 1 / (1 + np.exp(z))


# %% sigmoid_inf_over_inf | [neurons] common: e^z / (1 + e^z) is nan for large z | sigmoid_overflows
def sigmoid(z):
    e = np.exp(z)
    return e / (1 + e)


# %% sigmoid_minus | [neurons] student: 1 - e^-z in the denominator | sigmoid_is_exponential
def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1.0 / (1.0 - np.exp(-z))


# %% sigmoid_math_exp | [neurons] common: math.exp takes single numbers only |
import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


# %% sigmoid_clips_in_place | [neurons] common: large inputs are cut in the caller's array | sigmoid_in_place
def sigmoid(z):
    z[z > 500] = 500
    z[z < -500] = -500
    return 1 / (1 + np.exp(-z))


# %% sigmoid_hard | [neurons] student: steps instead of a curve | sigmoid_hard, sigmoid_is_a_step
def sigmoid(z):
    return np.where(z > 0, 1.0, 0.0)


# %% relu_max_axis | [neurons] common: np.max(z, 0) reduces along axis 0 | relu_of_the_largest
def relu(z):
    return np.max(z, 0)


# %% relu_in_place | [neurons] common: negatives of the argument are overwritten | relu_in_place
def relu(z):
    z[z < 0] = 0
    return z


# %% relu_leaks | [neurons] deepcrime: change activation function | relu_leaks
def relu(z):
    return np.where(z > 0, z, 0.01 * z)


# %% relu_absolute | [neurons] student: makes everything positive | relu_is_abs
def relu(z):
    return np.abs(z)


# %% relu_step | [neurons] student: 1 where positive | relu_is_a_step
def relu(z):
    return (z > 0).astype(float)


# %% relu_capped | [neurons] student: cut at one as well | relu_has_a_ceiling
def relu(z):
    return np.clip(z, 0, 1)


# %% relu_minimum | [neurons] student: minimum instead of maximum | relu_keeps_negative
def relu(z):
    return np.minimum(0, z)


# %% tanh_overflows | [neurons] common: the formula as it stands is nan for large z | tanh_overflows
def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


# %% tanh_from_sigmoid_without_two | [neurons] student: 2 sigmoid(z) - 1 forgets to double z | tanh_half_as_steep
def tanh(z):
    return 2 / (1 + np.exp(-np.clip(z, -500, 500))) - 1


# %% tanh_precedence | [neurons] student: brackets around the denominator forgotten | tanh_brackets_forgotten
def tanh(z):
    z = np.clip(z, -300, 300)
    return (np.exp(z) - np.exp(-z)) / np.exp(z) + np.exp(-z)


# %% tanh_is_tan | [neurons] student: trigonometric tangent | tanh_without_exponentials
def tanh(z):
    return np.tan(z)


# %% sigmoid_slope_of_output | [neurons] common: z (1 - z), right only for activated values | slope_of_the_output
def sigmoid_slope(z):
    return z * (1 - z)


# %% sigmoid_slope_wrong_inside | [neurons] student: sigmoid(z) sigmoid(1 - z) | slope_sigmoid_of_one_minus
def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(1 - z)


# %% sigmoid_slope_no_product | [neurons] student: only 1 - sigmoid | slope_sigmoid_without_factor
def sigmoid_slope(z):
    s = 1 / (1 + np.exp(-z))
    return 1 - s


# %% sigmoid_slope_twice | [neurons] common: sigmoid of the sigmoid in the product | slope_sigmoid_twice
def sigmoid_slope(z):
    a = sigmoid(z)
    return sigmoid(a) * (1 - sigmoid(a))


# %% sigmoid_slope_plus | [neurons] student: s (1 + s) | slope_sigmoid_without_factor
def sigmoid_slope(z):
    s = sigmoid(z)
    return s + s ** 2


# %% tanh_slope_of_output | [neurons] common: 1 - z^2, right only for activated values | slope_tanh_of_the_output
def tanh_slope(z):
    return 1 - z ** 2


# %% tanh_slope_no_square | [neurons] student: 1 - tanh | slope_tanh_not_squared
def tanh_slope(z):
    return 1.0 - np.tanh(z)


# %% tanh_slope_like_sigmoid | [neurons] student: t (1 - t), copied from the sigmoid | slope_tanh_wrong_sign
def tanh_slope(z):
    t = np.tanh(z)
    return t * (1 - t)


# %% relu_slope_is_relu | [neurons] student: keeps the value where it should be 1 | slope_relu_is_relu
def relu_slope(z):
    return np.maximum(0.0, z)


# %% relu_slope_inverted | [neurons] student: comparison the wrong way round | slope_relu_other_side, complement
def relu_slope(z):
    grad = np.ones_like(z)
    grad[z > 0] = 0
    return grad


# %% relu_slope_in_place | [neurons] common: writes zeros and ones into the argument |
def relu_slope(z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


# %% relu_slope_booleans | [neurons] common: the comparison itself, True and False | other_kind_of_number
def relu_slope(z):
    return z > 0


# %% relu_slope_sign | [neurons] student: -1 for negative inputs | slope_relu_other_side
def relu_slope(z):
    return np.sign(z)


# %% mse_sum | [neurons] common: sum of squares, no mean | squares_summed
def mean_squared_error(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2)


# %% mse_half | [neurons] textbook: the half that makes the derivative nicer | squares_halved, off_by_a_factor
def mean_squared_error(y_true, y_pred):
    return 0.5 * np.mean((y_pred - y_true) ** 2)


# %% mse_over_batch_only | [neurons] common: divided by the samples, not by the outputs | squares_summed_in_part
def mean_squared_error(y_true, y_pred):
    m = y_true.shape[0]
    return 1 / m * np.sum(np.square(y_pred - y_true))


# %% mse_root | [neurons] common: root mean squared error | squares_rooted
def mean_squared_error(y_true, y_pred):
    return np.sqrt(((y_true - y_pred) ** 2).mean())


# %% mse_absolute | [neurons] deepcrime loss change: absolute errors | squares_are_sizes
def mean_squared_error(y_true, y_pred):
    total = 0
    for t, p in zip(y_true.ravel(), y_pred.ravel()):
        total += abs(t - p)
    return total / y_true.size


# %% mse_not_squared | [neurons] student: errors cancel | errors_not_squared
def mean_squared_error(y_true, y_pred):
    return float(np.mean(y_pred - y_true))


# %% mse_square_of_mean | [neurons] student: mean first, then the square | squares_of_each
def mean_squared_error(y_true, y_pred):
    return np.mean(y_true - y_pred) ** 2


# %% mse_per_sample | [neurons] common: axis=1 gives one number for each sample | squares_per_row
def mean_squared_error(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=1)


# %% neurons_cross_entropy_all_entries | [neurons] common: np.mean over classes and samples | entropy_averages_all
def cross_entropy(y_true, y_pred):
    return -(y_true * np.log(y_pred)).mean()


# %% neurons_cross_entropy_sum | [neurons] common: not divided by the batch | entropy_summed
def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))


# %% neurons_cross_entropy_positive | [neurons] common: minus sign forgotten | entropy_without_minus, off_by_a_sign
def cross_entropy(y_true, y_pred):
    n = len(y_true)
    loss = 0
    for i in range(n):
        loss += np.dot(y_true[i], np.log(y_pred[i]))
    return loss / n


# %% neurons_cross_entropy_two_sided | [neurons] andrew ng course formula: logistic cost for several classes | entropy_for_two_classes
def cross_entropy(y_true, y_pred):
    m = y_true.shape[0]
    cost = -1 / m * np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))
    return np.squeeze(cost)


# %% neurons_cross_entropy_log10 | [neurons] student: logarithm to base ten | entropy_in_bits, off_by_a_factor
def cross_entropy(y_true, y_pred):
    return np.mean(-np.sum(y_true * np.log10(y_pred), axis=1))


# %% hinge_not_cut | [neurons] student: no maximum with zero | hinge_without_floor
def hinge(y_true, scores):
    return np.mean(1 - y_true * scores)


# %% hinge_plus | [neurons] student: 1 + y f | hinge_the_other_side
def hinge(y_true, scores):
    return np.mean(np.maximum(0, 1 + y_true * scores))


# %% hinge_no_margin | [neurons] perceptron loss: no margin | hinge_without_margin
def hinge(y_true, scores):
    return np.mean(np.maximum(0, -y_true * scores))


# %% hinge_sum | [neurons] common: not divided by the batch | hinge_summed
def hinge(y_true, scores):
    loss = 0.0
    for y, f in zip(y_true, scores):
        loss += max(0.0, 1.0 - y * f)
    return loss


# %% hinge_cut_after_mean | [neurons] student: maximum taken of the mean | hinge_floor_after_mean
def hinge(y_true, scores):
    return max(0.0, float(np.mean(1 - y_true * scores)))


# %% hinge_difference | [neurons] student: difference instead of product | hinge_difference
def hinge(y_true, scores):
    return np.maximum(0, 1 - (y_true - scores)).mean()


# %% hinge_squared | [neurons] keras squared_hinge taken for hinge | hinge_squared
def hinge(y_true, scores):
    return np.mean(np.square(np.maximum(0, 1 - y_true * scores)))


# %% descend_uphill | [neurons] common: plus instead of minus | step_uphill
def descend(w, gradient, rate):
    return w + rate * gradient


# %% descend_in_place | [neurons] common: -= changes the weights of the caller | step_in_place
def descend(w, gradient, rate):
    w -= rate * gradient
    return w


# %% descend_no_rate | [neurons] student: learning rate forgotten | step_without_rate
def descend(w, gradient, rate):
    return w - gradient


# %% descend_divides | [neurons] student: divides by the learning rate | step_divides_by_rate
def descend(w, gradient, rate):
    return w - gradient / rate


# %% descend_step_only | [neurons] student: returns the step, not where it leads | step_alone
def descend(w, gradient, rate):
    return -rate * gradient


# %% descend_decays | [neurons] student: rate applied to the difference | step_shrinks_weights
def descend(w, gradient, rate):
    return rate * (w - gradient)


# %% batch_start_not_multiplied | [neurons] student: windows overlap | batches_overlap
def mini_batch(order, size, number):
    return order[number:number + size]


# %% batch_from_one | [neurons] student: counts mini-batches from one | batches_from_one
def mini_batch(order, size, number):
    return order[(number - 1) * size:number * size]


# %% batch_ignores_order | [neurons] student: the shuffled order is not used | batches_not_shuffled
def mini_batch(order, size, number):
    start = number * size
    end = min(start + size, len(order))
    return np.arange(start, end)


# %% batch_one_too_many | [neurons] student: end counted as in mathematics, inclusive | batches_one_short
def mini_batch(order, size, number):
    first = number * size
    last = first + size
    return np.array([order[i] for i in range(first, min(last + 1, len(order)))])


# %% batch_reshaped | [neurons] common: short last batch dropped by reshape | last_batch_dropped
def mini_batch(order, size, number):
    full = len(order) // size
    batches = order[:full * size].reshape(full, size)
    return batches[number]


# %% batch_strided | [neurons] student: takes every size-th sample | batches_always_first
def mini_batch(order, size, number):
    return order[number::size]


# %% batch_sorted | [neurons] student: sorts, shuffling undone within the batch | batches_sorted
def mini_batch(order, size, number):
    return np.sort(order[number * size:(number + 1) * size])


# %% batch_array_split | [neurons] common: np.array_split makes batches of equal length | batches_of_equal_length
def mini_batch(order, size, number):
    parts = int(np.ceil(len(order) / size))
    return np.array_split(order, parts)[number]


# %% steps_floor | [neurons] common: last short batch forgotten | steps_rounded_down
def steps_per_epoch(samples, size):
    return samples // size


# %% steps_always_one_more | [neurons] student: adds one even if it divides evenly | steps_one_too_many
def steps_per_epoch(samples, size):
    return samples // size + 1


# %% steps_rounded | [neurons] student: round to the nearest | steps_rounded_to_nearest
def steps_per_epoch(samples, size):
    return round(samples / size)


# %% steps_fraction | [neurons] student: plain division, a float | steps_not_whole
def steps_per_epoch(samples, size):
    return samples / size


# %% forward_softmax_columns | [neurons] common: softmax normalised over the batch | forward_normalises_classes
def forward(x, w1, b1, w2, b2):
    a = sigmoid(np.dot(x, w1) + b1)
    z = np.dot(a, w2) + b2
    e = np.exp(z - z.max(axis=0))
    return a, e / e.sum(axis=0)


# %% forward_softmax_whole_batch | [neurons] common: softmax over all entries of the batch | forward_over_everything
def forward(x, w1, b1, w2, b2):
    hidden = 1.0 / (1.0 + np.exp(-(x.dot(w1) + b1)))
    scores = hidden.dot(w2) + b2
    exp_scores = np.exp(scores - np.max(scores))
    probs = exp_scores / np.sum(exp_scores)
    return hidden, probs


# %% forward_sigmoid_output | [neurons] common: sigmoid on the output layer too | forward_ten_sigmoids
def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    p = sigmoid(a @ w2 + b2)
    return a, p


# %% forward_no_hidden_activation | [neurons] deepcrime: remove activation function | forward_without_activation
def forward(x, w1, b1, w2, b2):
    a = x @ w1 + b1
    z = a @ w2 + b2
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return a, e / e.sum(axis=1, keepdims=True)


# %% forward_no_biases | [neurons] deepcrime: remove bias | forward_without_output_bias, forward_without_hidden_bias, forward_without_biases
def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1)
    s = a @ w2
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return a, e / e.sum(axis=1, keepdims=True)


# %% forward_output_from_sums | [neurons] student: output layer fed with the sums, not the activations | forward_output_from_sums
def forward(x, w1, b1, w2, b2):
    z1 = x @ w1 + b1
    a1 = sigmoid(z1)
    z2 = z1 @ w2 + b2
    e = np.exp(z2 - np.max(z2, axis=1, keepdims=True))
    return a1, e / np.sum(e, axis=1, keepdims=True)


# %% forward_relu_hidden | [neurons] deepcrime: change activation function | forward_hidden_is_relu
def forward(x, w1, b1, w2, b2):
    a = np.maximum(0, x @ w1 + b1)
    z = a @ w2 + b2
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return a, e / np.sum(e, axis=1, keepdims=True)


# %% forward_no_softmax | [neurons] student: scores returned as they are | forward_gives_scores
def forward(x, w1, b1, w2, b2):
    a = sigmoid(np.matmul(x, w1) + b1)
    return a, np.matmul(a, w2) + b2


# %% backward_not_divided | [neurons] common: gradients of the sum, not of the mean | back_not_averaged
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    dz2 = p - y
    dw2 = a.T.dot(dz2)
    db2 = dz2.sum(axis=0)
    dz1 = dz2.dot(w2.T) * a * (1 - a)
    dw1 = x.T.dot(dz1)
    db1 = dz1.sum(axis=0)
    return dw1, db1, dw2, db2


# %% backward_no_slope | [neurons] common: slope of the sigmoid forgotten | back_without_slope
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (p - y) / x.shape[0]
    hidden_error = error @ w2.T
    return x.T @ hidden_error, hidden_error.sum(axis=0), a.T @ error, error.sum(axis=0)


# %% backward_output_slope | [neurons] common: p (1 - p) multiplied in as for squared error | back_softmax_twice
def backward(x, y, w1, b1, w2, b2):
    n = len(x)
    a, p = forward(x, w1, b1, w2, b2)
    d2 = (p - y) * p * (1 - p) / n
    d1 = (d2 @ w2.T) * a * (1 - a)
    return x.T @ d1, d1.sum(0), a.T @ d2, d2.sum(0)


# %% backward_reversed_sign | [neurons] common: error is y - p | back_uphill, off_by_a_sign
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = (y - p) / len(y)
    delta = np.dot(error, w2.T) * a * (1 - a)
    dw2 = np.dot(a.T, error)
    dw1 = np.dot(x.T, delta)
    return dw1, np.sum(delta, axis=0), dw2, np.sum(error, axis=0)


# %% backward_slope_of_activated | [neurons] common: sigmoid slope taken of the activated value, sigmoid applied twice | back_slope_twice
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    m = x.shape[0]
    dz2 = (p - y) / m
    dz1 = dz2 @ w2.T * sigmoid_slope(a)
    return x.T @ dz1, dz1.sum(axis=0), a.T @ dz2, dz2.sum(axis=0)


# %% backward_bias_mean_again | [neurons] common: bias gradients averaged although already divided | back_bias_averaged_twice, back_biases_averaged_twice
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    dz2 = (p - y) / len(x)
    dz1 = (dz2 @ w2.T) * (a * (1 - a))
    return x.T @ dz1, dz1.mean(axis=0), a.T @ dz2, dz2.mean(axis=0)


# %% backward_bias_not_summed | [neurons] datascience.stackexchange 20139: one row of bias gradients for each sample | back_bias_not_summed
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    delta2 = (p - y) / x.shape[0]
    delta1 = delta2.dot(w2.T) * a * (1 - a)
    return np.dot(x.T, delta1), delta1, np.dot(a.T, delta2), delta2


# %% backward_bias_total | [neurons] common: np.sum without axis, one number for all biases | back_bias_in_one_number
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    delta2 = (p - y) / x.shape[0]
    delta1 = delta2.dot(w2.T) * a * (1 - a)
    return x.T @ delta1, np.sum(delta1), a.T @ delta2, np.sum(delta2)


# %% backward_order_swapped | [neurons] student: returns the output layer first | back_output_first
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    e2 = (p - y) / len(x)
    e1 = e2 @ w2.T * a * (1 - a)
    return a.T @ e2, e2.sum(axis=0), x.T @ e1, e1.sum(axis=0)


# %% backward_wrong_hidden_slope_tanh | [neurons] student: slope of tanh for a sigmoid layer | back_slope_of_tanh
def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    e2 = (p - y) / len(x)
    e1 = e2 @ w2.T * (1 - a ** 2)
    return x.T @ e1, e1.sum(axis=0), a.T @ e2, e2.sum(axis=0)


# %% backward_hidden_divided_twice | [neurons] common: the first layer is divided by the batch size once more | back_hidden_averaged_twice
def backward(x, y, w1, b1, w2, b2):
    m = x.shape[0]
    a, p = forward(x, w1, b1, w2, b2)
    dz2 = (p - y) / m
    dw2 = np.dot(a.T, dz2)
    db2 = np.sum(dz2, axis=0)
    dz1 = np.dot(dz2, w2.T) * a * (1 - a)
    dw1 = np.dot(x.T, dz1) / m
    db1 = np.sum(dz1, axis=0) / m
    return dw1, db1, dw2, db2


# %% train_step_uphill | [neurons] common: gradients added | train_uphill
def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    return w1 + rate * dw1, b1 + rate * db1, w2 + rate * dw2, b2 + rate * db2


# %% train_step_one_after_another | [neurons] common: the first layer's gradient uses the new output weights | train_output_first
def train_step(x, y, w1, b1, w2, b2, rate):
    _, _, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    w2 = w2 - rate * dw2
    b2 = b2 - rate * db2
    dw1, db1, _, _ = backward(x, y, w1, b1, w2, b2)
    w1 = w1 - rate * dw1
    b1 = b1 - rate * db1
    return w1, b1, w2, b2


# %% train_step_biases_fixed | [neurons] student: biases are never updated | train_without_biases
def train_step(x, y, w1, b1, w2, b2, rate):
    grads = backward(x, y, w1, b1, w2, b2)
    w1 = descend(w1, grads[0], rate)
    w2 = descend(w2, grads[2], rate)
    return w1, b1, w2, b2


# %% train_step_in_place | [neurons] common: updates the caller's arrays | train_in_place
def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    w1 -= rate * dw1
    b1 -= rate * db1
    w2 -= rate * dw2
    b2 -= rate * db2
    return w1, b1, w2, b2


# %% train_step_first_layer_frozen | [neurons] frozen layers: only the output layer learns | train_output_only
def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    return w1, b1, w2 - rate * dw2, b2 - rate * db2


# %% train_step_rate_over_batch | [neurons] student: rate divided by the batch size once more | train_another_rate
def train_step(x, y, w1, b1, w2, b2, rate):
    step = rate / len(x)
    params = [w1, b1, w2, b2]
    grads = backward(x, y, w1, b1, w2, b2)
    return tuple(p - step * g for p, g in zip(params, grads))


# %% train_step_rate_forgotten | [neurons] student: learning rate not used | train_another_rate
def train_step(x, y, w1, b1, w2, b2, rate):
    dw1, db1, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    return w1 - dw1, b1 - db1, w2 - dw2, b2 - db2


# %% logits_model_with_softmax | [logits] common: softmax left on the last layer | model_ends_in_softmax
def build_model():
    return tf.keras.models.Sequential([
        tf.keras.layers.Input(shape=(28, 28)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])


# %% logits_model_relu_output | [logits] common: relu on the last layer, no negative logits | model_relu_at_the_end
def build_model():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="relu"))
    return model


# %% logits_model_hidden_linear | [logits] deepcrime: remove activation function | model_without_relu
def build_model():
    inputs = keras.Input(shape=(28, 28))
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(128)(x)
    x = keras.layers.Dropout(0.2)(x)
    return keras.Model(inputs, keras.layers.Dense(10)(x))


# %% logits_model_no_flatten | [logits] common: Flatten forgotten, a prediction for each row of pixels | model_not_flattened
def build_model():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10),
    ])


# %% logits_model_dropout_half | [logits] deepcrime: change dropout rate | network_of_other_dropout
def build_model():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(10),
    ])


# %% are_probabilities_exactly_one | [logits] common: compares floats with == | kind_by_exact_sum
def are_probabilities(outputs):
    for row in outputs:
        if np.any(row < 0):
            return False
        if row.sum() != 1:
            return False
    return True


# %% are_probabilities_sum_only | [logits] student: negative entries not looked for | kind_by_sum_only
def are_probabilities(outputs):
    sums = np.sum(outputs, axis=1)
    return bool(np.allclose(sums, 1.0))


# %% are_probabilities_range_only | [logits] student: entries in [0, 1], sums not looked at | kind_by_range_only
def are_probabilities(outputs):
    return bool(np.all(outputs >= 0) and np.all(outputs <= 1))


# %% are_probabilities_first_row | [logits] student: only the first row | kind_by_first_row
def are_probabilities(outputs):
    row = outputs[0]
    return bool(np.all(row >= 0) and abs(np.sum(row) - 1) < 1e-5)


# %% are_probabilities_return_in_loop | [logits] student: answers after the first row of the loop | kind_by_first_row
def are_probabilities(outputs):
    for row in outputs:
        if min(row) >= 0 and np.isclose(sum(row), 1, atol=1e-4):
            return True
        else:
            return False


# %% are_probabilities_sum_columns | [logits] common: sums over the wrong axis | kind_by_columns
def are_probabilities(outputs):
    ok = np.all(outputs >= 0)
    sums = outputs.sum(axis=0)
    return bool(ok and np.allclose(sums, 1, atol=1e-4))


# %% are_probabilities_average_row | [logits] student: the batch as a whole sums to its length | kind_by_average
def are_probabilities(outputs):
    return bool((outputs >= 0).all() and abs(outputs.sum() - len(outputs)) < 1e-3)


# %% are_probabilities_any_row | [logits] student: one good row is enough | kind_by_any_row
def are_probabilities(outputs):
    good = (outputs >= 0).all(axis=1) & (np.abs(outputs.sum(axis=1) - 1) < 1e-4)
    return bool(good.any())


# %% predict_probabilities_raw | [logits] common: model.predict taken for probabilities | prediction_stays_logits
def predict_probabilities(model, images):
    return model.predict(images, verbose=0)


# %% predict_probabilities_twice | [logits] common: softmax applied twice | prediction_softmax_twice
def predict_probabilities(model, images):
    probability_model = keras.Sequential([model, keras.layers.Softmax()])
    return tf.nn.softmax(probability_model(images)).numpy()


# %% predict_probabilities_columns | [logits] common: softmax over the batch, a single image gives ones | prediction_over_samples
def predict_probabilities(model, images):
    return tf.nn.softmax(model(images), axis=0).numpy()


# %% predict_probabilities_naive | [logits] common: exponentials overflow | prediction_overflows
def predict_probabilities(model, images):
    z = np.asarray(model(images, training=False))
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


# %% predict_probabilities_sigmoid | [logits] common: sigmoid for ten classes | prediction_by_sigmoid
def predict_probabilities(model, images):
    return tf.nn.sigmoid(model.predict(images, verbose=0)).numpy()


# %% predict_probabilities_dropout_on | [logits] common: training=True at prediction | prediction_in_training_mode
def predict_probabilities(model, images):
    logits = model(images, training=True)
    return tf.nn.softmax(logits, axis=-1).numpy()


# %% predict_probabilities_squeezed | [logits] common: squeeze loses the batch axis of a single image | prediction_squeezed
def predict_probabilities(model, images):
    logits = np.squeeze(model(images, training=False).numpy())
    return tf.nn.softmax(logits).numpy()


# %% predict_probabilities_first_image | [logits] tensorflow tutorial: only the first prediction | prediction_of_first_image
def predict_probabilities(model, images):
    predictions = model(images[:1]).numpy()
    return tf.nn.softmax(predictions).numpy()


# %% predict_probabilities_minmax | [logits] student: shifts to zero and divides by the sum | prediction_without_exp
def predict_probabilities(model, images):
    z = model.predict(images, verbose=0)
    z = z - z.min(axis=1, keepdims=True)
    return z / z.sum(axis=1, keepdims=True)


# %% loss_of_probabilities_all_columns | [logits] common: probabilities[:, labels] picks a square | chances_of_all_columns
def loss_of_probabilities(labels, probabilities):
    p = np.clip(probabilities[:, labels], 1e-7, 1)
    return -np.mean(np.log(p))


# %% loss_of_probabilities_sum | [logits] common: not divided by the batch | chances_summed
def loss_of_probabilities(labels, probabilities):
    total = 0
    for k, row in zip(labels, probabilities):
        total += -np.log(max(row[k], 1e-7))
    return total


# %% loss_of_probabilities_infinite | [logits] common: log of zero | chances_unprotected
def loss_of_probabilities(labels, probabilities):
    picked = probabilities[range(len(labels)), labels]
    return np.mean(-np.log(picked))


# %% loss_of_probabilities_from_logits | [logits] common: from_logits=True on probabilities | chances_softmaxed
def loss_of_probabilities(labels, probabilities):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return float(loss(labels, probabilities))


# %% loss_of_probabilities_positive | [logits] student: minus sign forgotten | off_by_a_sign, chances_without_minus
def loss_of_probabilities(labels, probabilities):
    p = probabilities[np.arange(len(labels)), labels]
    return float(np.mean(np.log(np.maximum(p, 1e-7))))


# %% loss_of_probabilities_all_classes | [logits] common: mean over the one-hot products | chances_averaged_over_classes
def loss_of_probabilities(labels, probabilities):
    one_hot = np.eye(probabilities.shape[1])[labels]
    logs = np.log(np.clip(probabilities, 1e-7, 1))
    return -np.mean(one_hot * logs)


# %% loss_of_probabilities_vector | [logits] common: Keras' function form, a loss for each sample | chances_per_sample
def loss_of_probabilities(labels, probabilities):
    return keras.losses.sparse_categorical_crossentropy(labels, probabilities).numpy()


# %% loss_of_probabilities_best_class | [logits] student: the largest probability instead of the true class' | chances_of_the_surest
def loss_of_probabilities(labels, probabilities):
    best = tf.reduce_max(probabilities, axis=1)
    return float(tf.reduce_mean(-tf.math.log(best)))


# %% loss_of_probabilities_labels_from_one | [logits] student: labels taken to count from one | chances_of_the_class_before
def loss_of_probabilities(labels, probabilities):
    loss = []
    for i, label in enumerate(labels):
        loss.append(-np.log(probabilities[i][int(label) - 1] + 1e-9))
    return sum(loss) / len(loss)


# %% loss_of_probabilities_no_log | [logits] student: mean error 1 - p | chances_without_logarithm
def loss_of_probabilities(labels, probabilities):
    p = probabilities[np.arange(len(labels)), labels]
    return float(np.mean(1 - p))


# %% loss_of_logits_default_keras | [logits] common: from_logits left at False | scores_taken_for_chances
def loss_of_logits(labels, logits):
    scce = tf.keras.losses.SparseCategoricalCrossentropy()
    return float(scce(labels, logits))


# %% loss_of_logits_clipped_softmax | [logits] common: softmax and log apart, clipped at 1e-7 | scores_cut_off
def loss_of_logits(labels, logits):
    p = tf.nn.softmax(logits, axis=1).numpy()
    p = np.clip(p, 1e-7, 1.0)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


# %% loss_of_logits_overflows | [logits] common: log-sum-exp without the shift | scores_overflow
def loss_of_logits(labels, logits):
    lse = np.log(np.sum(np.exp(logits), axis=1))
    zy = logits[np.arange(len(labels)), labels]
    return np.mean(lse - zy)


# %% loss_of_logits_shift_not_undone | [logits] common: maximum subtracted in the sum but not from the true logit | scores_shifted_in_part
def loss_of_logits(labels, logits):
    m = logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(logits - m).sum(axis=1))
    zy = logits[np.arange(len(labels)), labels]
    return np.mean(lse - zy)


# %% loss_of_logits_no_true_logit | [logits] student: stops after log-sum-exp | scores_without_true_one
def loss_of_logits(labels, logits):
    return float(tf.reduce_mean(tf.reduce_logsumexp(logits, axis=1)))


# %% loss_of_logits_softmax_twice | [logits] common: softmax before a loss that expects logits | scores_softmaxed_twice
def loss_of_logits(labels, logits):
    p = tf.nn.softmax(logits)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels.astype(int), logits=p)
    return float(tf.reduce_mean(loss))


# %% loss_of_logits_sum | [logits] common: reduce_sum over the batch | scores_summed
def loss_of_logits(labels, logits):
    labels = tf.cast(labels, tf.int32)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_sum(loss).numpy()


# %% loss_of_logits_per_sample | [logits] common: no mean at all | scores_per_sample
def loss_of_logits(labels, logits):
    labels = tf.cast(labels, tf.int64)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits).numpy()


# %% loss_of_logits_all_columns | [logits] common: logits[:, labels] picks a square | scores_of_all_columns
def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=1, keepdims=True))
    return np.mean(lse - z[:, labels])


# %% loss_of_logits_sum_of_batch | [logits] common: log-sum-exp over the whole batch | scores_of_the_whole_batch
def loss_of_logits(labels, logits):
    z = logits - np.max(logits)
    total = np.log(np.sum(np.exp(z)))
    losses = [total - z[i, labels[i]] for i in range(len(labels))]
    return np.mean(losses)


# %% loss_of_logits_in_place | [logits] cs231n homework: logits shifted in the caller's array | scores_shifted_in_place
def loss_of_logits(labels, logits):
    logits -= logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


# %% loss_of_logits_sigmoid | [logits] common: sigmoid cross-entropy for exclusive classes | scores_by_sigmoid
def loss_of_logits(labels, logits):
    y = tf.one_hot(labels, logits.shape[1], dtype=logits.dtype)
    return float(tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)))


# %% initial_loss_of_ten | [logits] student: always ten classes | start_remembered
def initial_loss(classes):
    return 2.3026


# %% initial_loss_log10 | [logits] student: logarithm to base ten | start_in_decimal
import math


def initial_loss(classes):
    return math.log10(classes)


# %% initial_loss_log2 | [logits] student: bits | off_by_a_factor, start_in_bits
def initial_loss(classes):
    return float(np.log2(classes))


# %% initial_loss_negative | [logits] student: log of 1/classes without the minus | start_negative, off_by_a_sign
def initial_loss(classes):
    return float(np.log(1 / classes))


# %% initial_loss_is_probability | [logits] student: the probability, not its logarithm | start_as_chance
def initial_loss(classes):
    return 1.0 / classes


# %% initial_loss_divided | [logits] student: one class' share of the entropy | start_divided
def initial_loss(classes):
    p = 1 / classes
    return float(-p * np.log(p))


# %% one_hot_from_labels | [digit_classifier] keras issues: to_categorical without num_classes | labels_without_width
def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels)


# %% one_hot_width_of_maximum | [digit_classifier] stackoverflow 29831489: width from labels.max() + 1 | labels_without_width
def one_hot(labels, num_classes):
    b = np.zeros((labels.size, labels.max() + 1))
    b[np.arange(labels.size), labels] = 1
    return b


# %% one_hot_width_of_unique | [digit_classifier] student: columns for the classes that occur | labels_as_wide_as_they_differ
def one_hot(labels, num_classes):
    classes = np.unique(labels)
    return (labels[:, None] == classes[None, :]).astype(float)


# %% one_hot_all_columns | [digit_classifier] common: y[:, labels] = 1 fills whole columns | labels_fill_columns
def one_hot(labels, num_classes):
    y = np.zeros((len(labels), num_classes))
    y[:, labels] = 1
    return y


# %% one_hot_whole_rows | [digit_classifier] common: the label taken for a row |
def one_hot(labels, num_classes):
    y = np.zeros((len(labels), num_classes))
    for i, k in enumerate(labels):
        y[i] = k
    return y


# %% one_hot_transposed | [digit_classifier] course convention: one column for each sample | transposed
def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels].T


# %% one_hot_from_one | [digit_classifier] student: classes counted from one | labels_counted_from_one, labels_one_place_up
def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels - 1]


# %% one_hot_flat | [digit_classifier] student: all rows in one long vector | in_another_shape
def one_hot(labels, num_classes):
    result = []
    for label in labels:
        for c in range(num_classes):
            result.append(1.0 if c == label else 0.0)
    return np.array(result)


# %% one_hot_ordinal | [digit_classifier] common: ones up to the class | labels_up_to_the_class
def one_hot(labels, num_classes):
    return (np.arange(num_classes) <= labels[:, np.newaxis]).astype("float32")


# %% one_hot_ten_hard_coded | [digit_classifier] student: num_classes ignored | labels_always_ten_wide
def one_hot(labels, num_classes):
    y = np.zeros((len(labels), 10), dtype="float32")
    y[np.arange(len(labels)), labels] = 1
    return y


# %% classifier_sigmoid_output | [digit_classifier] common: sigmoid on the output layer | network_of_sigmoids
def build_classifier():
    model = keras.Sequential()
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="sigmoid"))
    return model


# %% classifier_no_softmax | [digit_classifier] deepcrime: remove activation function of the last layer | network_of_other_activation
def build_classifier():
    return keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10),
    ])


# %% classifier_no_relu | [digit_classifier] deepcrime: remove activation function of the hidden layer | network_without_relu
def build_classifier():
    return keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(512),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% classifier_no_flatten | [digit_classifier] common: Flatten forgotten | network_not_flattened
def build_classifier():
    model = keras.Sequential([
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model


# %% classifier_fixed_input | [digit_classifier] tutorial copy: input shape given | network_with_input_shape
def build_classifier():
    model = keras.models.Sequential()
    model.add(keras.layers.Input(shape=(28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


# %% deep_order_swapped | [digit_classifier] student: 32 before 64 | network_of_other_width
def build_deep():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% deep_softmax_without_units | [digit_classifier] student: Softmax layer straight behind the hidden layer | network_of_other_depth
def build_deep():
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Softmax())
    return model


# %% deep_second_layer_linear | [digit_classifier] deepcrime: remove activation function | network_of_other_activation
def build_deep():
    inputs = keras.Input((784,))
    h = keras.layers.Dense(64, activation="relu")(inputs)
    h = keras.layers.Dense(32)(h)
    return keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(h))


# %% deep_softmax_hidden | [digit_classifier] common: softmax in every layer | network_of_other_activation
def build_deep():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(64, activation="softmax"),
        keras.layers.Dense(32, activation="softmax"),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% shallow_no_output_activation | [digit_classifier] deepcrime: remove activation function of the last layer | network_of_other_activation
def build_shallow():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10),
    ])


# %% shallow_sigmoid_output | [digit_classifier] common: sigmoid on the output layer | network_of_other_activation
def build_shallow():
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(10, activation="sigmoid"))
    return model


# %% shallow_no_bias | [digit_classifier] deepcrime: remove bias | network_without_biases
def build_shallow():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(64, activation="relu", use_bias=False),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% shallow_no_hidden_layer | [digit_classifier] student: logistic regression, hidden layer forgotten | network_of_other_depth
def build_shallow():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% count_no_biases | [digit_classifier] common: weights only | count_without_biases
def count_parameters(inputs, units):
    total = 0
    for u in units:
        total += inputs * u
        inputs = u
    return total


# %% count_inputs_not_passed_on | [digit_classifier] student: every layer is connected to the first inputs | count_from_the_inputs
def count_parameters(inputs, units):
    total = 0
    for u in units:
        total += inputs * u + u
    return total


# %% count_one_bias_a_layer | [digit_classifier] student: one bias for a whole layer | count_one_bias_per_layer
def count_parameters(inputs, units):
    sizes = [inputs] + list(units)
    return sum(a * b + 1 for a, b in zip(sizes, sizes[1:]))


# %% count_biases_of_inputs | [digit_classifier] student: a bias for each input instead of each unit | count_biases_of_inputs
def count_parameters(inputs, units):
    params = 0
    previous = inputs
    for n in units:
        params += previous * n + previous
        previous = n
    return params


# %% count_last_layer_forgotten | [digit_classifier] student: loop ends one layer early | count_without_a_layer
def count_parameters(inputs, units):
    layers = [inputs] + list(units)
    total = 0
    for i in range(1, len(layers) - 1):
        total += (layers[i - 1] + 1) * layers[i]
    return total


# %% count_product_of_all | [digit_classifier] student: multiplies everything | count_multiplies
def count_parameters(inputs, units):
    total = inputs
    for u in units:
        total *= u
    return total + sum(units)


# %% count_first_layer_without_bias | [digit_classifier] student: biases from the second layer on | count_biases_of_some_layers
def count_parameters(inputs, units):
    total = inputs * units[0]
    for i in range(1, len(units)):
        total += units[i - 1] * units[i] + units[i]
    return int(total)


# %% plot_only_training | [digit_classifier] student: validation curves forgotten | plot_training_only
def plot_history(history):
    fig, ax = plt.subplots()
    ax.plot(history["loss"], label="loss")
    ax.plot(history["accuracy"], label="accuracy")
    ax.set_xlabel("epoch")
    ax.set_ylabel("value")
    ax.legend()
    return fig


# %% plot_no_legend | [digit_classifier] student: labels given but legend never drawn | plot_without_legend
def plot_history(history):
    fig, axes = plt.subplots(1, 2, figsize=(10, 4))
    axes[0].plot(history["loss"], label="loss")
    axes[0].plot(history["val_loss"], label="val_loss")
    axes[0].set_xlabel("epoch")
    axes[0].set_ylabel("loss")
    axes[1].plot(history["accuracy"], label="accuracy")
    axes[1].plot(history["val_accuracy"], label="val_accuracy")
    axes[1].set_xlabel("epoch")
    axes[1].set_ylabel("accuracy")
    return fig


# %% plot_axes_without_names | [digit_classifier] student: titles but no axis labels | plot_without_labels
def plot_history(history):
    fig, (a, b) = plt.subplots(2, 1)
    a.plot(history["loss"], label="train")
    a.plot(history["val_loss"], label="validation")
    a.set_title("Loss over epochs")
    a.legend()
    b.plot(history["accuracy"], label="train")
    b.plot(history["val_accuracy"], label="validation")
    b.set_title("Accuracy over epochs")
    b.legend()
    return fig


# %% plot_validation_twice_training | [digit_classifier] copy and paste: the second curve is the first one again | plot_training_twice
def plot_history(history):
    fig = plt.figure(figsize=(10, 4))
    for i, key in enumerate(["loss", "accuracy"]):
        ax = fig.add_subplot(1, 2, i + 1)
        ax.plot(history[key], "o-", label="training")
        ax.plot(history[key], "x-", label="validation")
        ax.set_xlabel("epoch")
        ax.set_ylabel(key)
        ax.legend()
    return fig


# %% plot_nothing_returned | [digit_classifier] tutorial copy: plt.show() and no return |
def plot_history(history):
    plt.plot(history["accuracy"])
    plt.plot(history["val_accuracy"])
    plt.plot(history["loss"])
    plt.plot(history["val_loss"])
    plt.title("model accuracy and loss")
    plt.ylabel("accuracy / loss")
    plt.xlabel("epoch")
    plt.legend(["train acc", "val acc", "train loss", "val loss"], loc="upper left")
    plt.show()


# %% report_training_accuracy | [digit_classifier] common: accuracy of the last epoch on the training images | report_training_accuracy
def accuracy_to_report(history, model, images, labels):
    return history["accuracy"][-1]


# %% report_validation_accuracy | [digit_classifier] common: validation accuracy of the last epoch | report_validation_accuracy
def accuracy_to_report(history, model, images, labels):
    return float(history["val_accuracy"][-1])


# %% report_best_validation | [digit_classifier] common: the best epoch on the validation images | report_validation_accuracy
def accuracy_to_report(history, model, images, labels):
    return max(history["val_accuracy"])


# %% report_loss | [digit_classifier] common: evaluate()[0] is the loss | report_loss
def accuracy_to_report(history, model, images, labels):
    score = model.evaluate(images, labels, verbose=0)
    return score[0]


# %% report_percent | [digit_classifier] student: percent instead of a fraction | off_by_a_factor, report_in_percent
def accuracy_to_report(history, model, images, labels):
    loss, acc = model.evaluate(images, labels, verbose=0)
    return acc * 100


# %% report_list | [digit_classifier] common: the whole list of evaluate | report_everything
def accuracy_to_report(history, model, images, labels):
    return model.evaluate(images, labels, verbose=0)


# %% report_mean_of_epochs | [digit_classifier] student: mean over the epochs | report_mean_of_epochs
def accuracy_to_report(history, model, images, labels):
    return float(np.mean(history["val_accuracy"]))


# %% report_confidence | [digit_classifier] student: mean of the largest probability | report_confidence
def accuracy_to_report(history, model, images, labels):
    p = model.predict(images, verbose=0)
    return float(np.mean(np.max(p, axis=1)))


# %% report_wrong_share | [digit_classifier] student: error rate instead of accuracy | complement, report_share_of_wrong
def accuracy_to_report(history, model, images, labels):
    digits = np.argmax(model.predict(images, verbose=0), axis=1)
    return float(np.mean(digits != labels))


# %% digits_first_axis | [digit_classifier] common: argmax over the samples | digits_per_class
def predict_digits(model, images):
    p = model.predict(images, verbose=0)
    return p.argmax(axis=0)


# %% digits_largest_value | [digit_classifier] student: max instead of argmax | digits_largest_output
def predict_digits(model, images):
    p = model.predict(images, verbose=0)
    return np.array([max(row) for row in p])


# %% digits_predict_classes | [digit_classifier] common: predict_classes was removed from Keras | digits_by_predict_classes
def predict_digits(model, images):
    return model.predict_classes(images, verbose=0)


# %% digits_rounded | [digit_classifier] common: rounded rows of ten | digits_rounded
def predict_digits(model, images):
    return model.predict(images, verbose=0).round().astype("int")


# %% digits_smallest | [digit_classifier] student: sorts ascending and takes the first | digits_least_likely
def predict_digits(model, images):
    order = np.argsort(model.predict(images, verbose=0), axis=1)
    return order[:, 0]


# %% right_and_wrong_swapped | [digit_classifier] student: the wrong ones first | positions_exchanged
def right_and_wrong(digits, labels):
    wrong = np.nonzero(digits != labels)[0]
    right = np.nonzero(digits == labels)[0]
    return wrong, right


# %% right_and_wrong_masks | [digit_classifier] student: boolean masks instead of positions | positions_as_masks
def right_and_wrong(digits, labels):
    return digits == labels, digits != labels


# %% right_and_wrong_digits | [digit_classifier] student: the digits instead of their positions | positions_are_digits
def right_and_wrong(digits, labels):
    return digits[digits == labels], digits[digits != labels]


# %% right_and_wrong_tuples | [digit_classifier] common: np.where returns a tuple | in_another_shape
def right_and_wrong(digits, labels):
    return np.where(digits == labels), np.where(digits != labels)


# %% right_and_wrong_counts | [digit_classifier] student: how many, not which | positions_counted
def right_and_wrong(digits, labels):
    right = int(np.sum(digits == labels))
    return right, len(labels) - right


# %% right_and_wrong_from_one | [digit_classifier] student: positions counted from one | off_by_a_constant, positions_from_one
def right_and_wrong(digits, labels):
    right, wrong = [], []
    i = 1
    for d, t in zip(digits, labels):
        if d == t:
            right.append(i)
        else:
            wrong.append(i)
        i += 1
    return np.array(right, dtype=int), np.array(wrong, dtype=int)


# %% to_tensor_keeps_integers | [tensors] common: dtype follows the array, int64 | integers_stay_integers, integers_narrowed, other_kind_of_number
def to_tensor(numbers):
    return tf.constant(numbers)


# %% to_tensor_float64 | [tensors] common: NumPy's default float |
def to_tensor(numbers):
    return tf.convert_to_tensor(np.array(numbers, dtype=float))


# %% to_tensor_flat | [tensors] student: everything in one row | in_another_shape, numbers_in_one_row
def to_tensor(numbers):
    return tf.reshape(tf.cast(numbers, tf.float32), [-1])


# %% to_tensor_wrapped | [tensors] student: list around the array, an axis too many | in_another_shape, numbers_wrapped
def to_tensor(numbers):
    return tf.constant([numbers], dtype=tf.float32)


# %% to_tensor_bits | [tensors] common: bitcast or view instead of cast | numbers_reinterpreted
def to_tensor(numbers):
    return tf.constant(np.asarray(numbers).astype(np.int32).view(np.float32))


# %% rank_is_matrix_rank | [tensors] student: rank of linear algebra | rank_of_the_matrix
def rank_and_size(tensor):
    return int(np.linalg.matrix_rank(tensor)), int(tensor.size)


# %% rank_is_first_length | [tensors] student: length of the first axis taken for the rank | rank_is_length
def rank_and_size(tensor):
    rank = tensor.shape[0] if tensor.ndim else 0
    return rank, tensor.size


# %% size_is_length | [tensors] student: len counts the first axis only | size_is_a_length
def rank_and_size(tensor):
    if tensor.ndim == 0:
        return 0, 1
    return tensor.ndim, len(tensor)


# %% size_is_sum_of_shape | [tensors] student: adds the lengths of the axes | size_is_the_sum_of_axes
def rank_and_size(tensor):
    shape = tensor.shape
    return len(shape), sum(shape)


# %% rank_is_shape | [tensors] student: shape instead of rank | shape_instead
def rank_and_size(tensor):
    t = tf.constant(tensor)
    return t.shape, int(tf.size(t))


# %% rank_and_size_swapped | [tensors] student: size first | rank_and_size_exchanged
def rank_and_size(tensor):
    return int(np.prod(tensor.shape)), len(tensor.shape)


# %% size_is_bytes | [tensors] student: bytes instead of entries | size_in_bytes
def rank_and_size(tensor):
    return tensor.ndim, tensor.nbytes


# %% multiply_is_matmul | [tensors] common: matrix product instead of entry by entry | product_of_matrices
def add_and_multiply(a, b):
    return a + b, a @ b


# %% multiply_is_dot | [tensors] common: tensordot over the columns | product_of_matrices
def add_and_multiply(a, b):
    return tf.add(a, b), tf.matmul(a, tf.transpose(tf.broadcast_to(b, a.shape)))


# %% add_in_place | [tensors] common: += changes the argument before the product | added_in_place
def add_and_multiply(a, b):
    product = a * b
    a += b
    return a, product


# %% add_in_place_before_product | [tensors] student: product of the sum | added_in_place, product_of_the_sum
def add_and_multiply(a, b):
    total = a
    total += b
    return total, a * b


# %% product_first | [tensors] student: pair the wrong way round | pair_turned_round
def add_and_multiply(a, b):
    return a * b, a + b


# %% add_reduced | [tensors] student: sums up all entries | pair_reduced
def add_and_multiply(a, b):
    return np.sum(a + b), np.sum(a * b)


# %% add_columns_broadcast | [tensors] common: the vector belongs to columns instead of rows | rows_are_not_broadcast
def add_and_multiply(a, b):
    if b.ndim == 1:
        b = np.resize(b, a.shape[::-1]).T
    return a + b, a * b


# %% dot_not_summed | [tensors] student: products without the sum | dot_without_sum
def dot(a, b):
    return a * b


# %% dot_outer | [tensors] common: axes=0 is the outer product | dot_is_outer
def dot(a, b):
    return tf.tensordot(a, b, axes=0)


# %% dot_matmul_vectors | [tensors] common: tf.matmul refuses vectors |
def dot(a, b):
    return tf.matmul(a, b)


# %% dot_total | [tensors] student: sums over everything | dot_of_everything
def dot(a, b):
    return tf.reduce_sum(tf.multiply(a, b))


# %% dot_inner | [tensors] common: np.inner meets the last axes of both | dot_transposed, dot_of_last_axes
def dot(a, b):
    return np.inner(a, b)


# %% dot_keeps_axis | [tensors] student: vectors made into matrices and left so | in_another_shape
def dot(a, b):
    a = np.atleast_2d(a)
    b = b.reshape(-1, 1) if b.ndim == 1 else b
    return np.matmul(a, b)


# %% dot_other_order | [tensors] student: b times a | transposed
def dot(a, b):
    return np.dot(b.T, a.T)


# %% total_unweighted | [tensors] student: weights not used | total_without_weights
def weighted_total(weights, numbers):
    return float(tf.reduce_sum(numbers))


# %% total_weighted_mean | [tensors] common: np.average divides by the sum of the weights | total_is_weighted_mean
def weighted_total(weights, numbers):
    return np.average(numbers, weights=weights)


# %% total_mean | [tensors] student: mean instead of sum | total_is_a_mean
def weighted_total(weights, numbers):
    return tf.reduce_mean(weights * numbers).numpy()


# %% total_vector | [tensors] student: products not summed | total_without_sum
def weighted_total(weights, numbers):
    return tf.multiply(weights, numbers).numpy()


# %% total_product_of_sums | [tensors] student: sums first, then one product | total_of_sums
def weighted_total(weights, numbers):
    return float(np.sum(weights) * np.sum(numbers))


# %% total_session | [tensors] old tutorial: tf.Session of TensorFlow 1 | session_is_run, session_of_the_past
def weighted_total(weights, numbers):
    w = tf.constant(weights)
    x = tf.constant(numbers)
    with tf.Session() as sess:
        return sess.run(tf.reduce_sum(w * x))


# %% leaky_zero | [tensors] deepcrime: plain ReLU | leaky_is_relu
@tf.function
def leaky(x, slope):
    return tf.nn.relu(x)


# %% leaky_wrong_side | [tensors] student: positive entries scaled | leaky_the_wrong_side
@tf.function
def leaky(x, slope):
    return tf.where(x > 0, slope * x, x)


# %% leaky_maximum | [tensors] common shortcut: maximum of x and slope x, wrong for slopes above 1 | leaky_is_a_maximum
@tf.function
def leaky(x, slope):
    return tf.maximum(x, slope * x)


# %% leaky_minus | [tensors] student: negative entries turned positive | leaky_changes_sign
@tf.function
def leaky(x, slope):
    return tf.where(x > 0, x, -slope * x)


# %% leaky_slope_ignored | [tensors] common: tf.nn.leaky_relu with its default of 0.2 | leaky_of_a_fixed_slope
@tf.function
def leaky(x, slope):
    return tf.nn.leaky_relu(x)


# %% leaky_constant | [tensors] student: the slope itself instead of slope times x | leaky_is_the_slope
@tf.function
def leaky(x, slope):
    return tf.where(x > 0, x, slope * tf.ones_like(x))


# %% leaky_if_on_array | [tensors] common: Python if on a whole tensor |
@tf.function
def leaky(x, slope):
    if tf.reduce_all(x > 0):
        return x
    else:
        return slope * x


# %% leaky_numpy_inside | [tensors] common: .numpy() inside a graph |
@tf.function
def leaky(x, slope):
    values = x.numpy()
    values[values < 0] *= slope
    return values


# %% leaky_scales_all | [tensors] student: slope added for positive entries | leaky_on_both_sides
@tf.function
def leaky(x, slope):
    return tf.nn.relu(x) + slope * x
