# A second sample, written after the catalogue had been widened by what the first one showed, and measured once.

# %% softmax_list_sum | wild: sum over everything | softmax_sums_everything
def softmax(logits):
    exps = [np.exp(i) for i in logits]
    return np.array([i / np.sum(exps) for i in exps])


# %% softmax_columns_loop | wild: axis 0 | softmax_over_samples
def softmax(logits):
    out = np.zeros(np.shape(logits))
    e = np.exp(logits)
    if np.ndim(logits) == 1:
        return e / e.sum()
    for j in range(e.shape[1]):
        out[:, j] = e[:, j] / e[:, j].sum()
    return out


# %% softmax_no_stability_transposed | wild: no shift | softmax_overflows
def softmax(logits):
    return (np.exp(logits).T / np.exp(logits).sum(axis=-1)).T


# %% softmax_minus_mean | wild: shift by the mean | softmax_shifts_by_minimum
def softmax(logits):
    z = logits - np.mean(logits, axis=-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


# %% softmax_temperature | wild: a temperature | softmax_divides_by_temperature
def softmax(logits):
    z = np.asarray(logits) / 2.0
    z = z - z.max(-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


# %% softmax_squares | wild: squares for exponentials | softmax_without_exp
def softmax(logits):
    s = np.square(logits)
    return s / s.sum(axis=-1, keepdims=True)


# %% softmax_two_decimals | wild: rounded | softmax_rounds
def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).round(2)


# %% softmax_numerator | wild: no division | softmax_not_normalised
def softmax(logits):
    return np.exp(logits - np.max(logits))


# %% softmax_sigmoid_minus | wild: sigmoid | softmax_is_sigmoid
def softmax(logits):
    return np.where(logits >= 0, 1 / (1 + np.exp(-logits)), np.exp(logits) / (1 + np.exp(logits)))


# %% softmax_clip_thirty | wild: clip | softmax_clips_logits
def softmax(logits):
    e = np.exp(np.clip(logits, -30, 30))
    return e / e.sum(axis=-1, keepdims=True)


# %% softmax_shared_denominator | wild: sum over the batch | softmax_sums_everything
def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    e = np.exp(logits - m)
    total = sum(e.flatten())
    return np.divide(e, total)


# %% softmax_in_place_exp | wild: in place | softmax_changes_argument
def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    np.exp(logits, logits)
    logits /= logits.sum(axis=-1, keepdims=True)
    return logits


# %% loss_total_loop | wild: sum over the batch | loss_sums_batch
def cross_entropy(y_true, y_pred):
    total = 0.0
    for i in range(y_true.shape[0]):
        total += -np.log(y_pred[i, np.argmax(y_true[i])] + 1e-15)
    return total


# %% loss_elements | wild: mean over all entries | loss_averages_all_entries
def cross_entropy(y_true, y_pred):
    return np.mean(-y_true * np.log(np.clip(y_pred, 1e-12, 1.0)))


# %% loss_sign_lost | wild: no minus | loss_without_minus
def cross_entropy(y_true, y_pred):
    return np.mean(np.log(np.sum(y_true * y_pred, axis=1) + 1e-10))


# %% loss_log2_picked | wild: log2 | loss_in_bits
def cross_entropy(y_true, y_pred):
    p = np.max(y_true * y_pred, axis=1)
    return -np.mean(np.log2(np.maximum(p, 1e-12)))


# %% loss_raw_picked | wild: no protection | loss_without_protection
def cross_entropy(y_true, y_pred):
    return np.mean([-np.log(p[t == 1][0]) for t, p in zip(y_true, y_pred)])


# %% loss_clip_percent | wild: coarse clip | loss_clips_too_much
def cross_entropy(y_true, y_pred):
    return -(y_true * np.log(np.clip(y_pred, 0.001, 1))).sum(axis=1).mean()


# %% loss_switched | wild: arguments swapped | loss_swaps_arguments
def cross_entropy(y_true, y_pred):
    y_true, y_pred = y_pred, y_true
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-12, 1))) / len(y_true)


# %% loss_vector | wild: no reduction | loss_per_sample
def cross_entropy(y_true, y_pred):
    return np.array([-np.log(max(p[np.argmax(t)], 1e-12)) for t, p in zip(y_true, y_pred)])


# %% loss_brier | wild: squared error | loss_is_squared_error
def cross_entropy(y_true, y_pred):
    return np.sum((y_pred - y_true) ** 2) / len(y_true)


# %% loss_halved | wild: half of the loss | loss_halved
def cross_entropy(y_true, y_pred):
    return -0.5 * np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-12, 1)), axis=1))


# %% loss_max_confidence | wild: labels ignored | loss_ignores_labels
def cross_entropy(y_true, y_pred):
    return float(np.mean([-np.log(max(row)) for row in y_pred]))


# %% labels_as_bytes | wild: labels not one-hot | labels_stay_numbers
def preprocess(images, labels):
    return np.array([i.flatten() / 255 for i in images], dtype="float32"), np.array(labels)


# %% images_minus_one | wild: centred | images_centred
def preprocess(images, labels):
    return (images.reshape(len(images), -1).astype("float32") - 127.5) / 127.5, np.eye(10)[labels]


# %% images_by_256 | wild: divided by 256 | images_by_another_number
def preprocess(images, labels):
    return (images.reshape(len(images), -1) / 256).astype("float32"), np.eye(10)[labels]
