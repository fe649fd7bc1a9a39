# Wrong cross-entropies as they occur in public code and in published fault lists.

# %% sum_with_epsilon | TheDeepChecker: mean and sum inverted | loss_sums_batch
def cross_entropy(y, p):
    return -np.sum(y * np.log(p + 1e-9))


# %% sum_unprotected | wild: sum over the batch | loss_sums_batch, loss_without_protection
def cross_entropy(y_true, y_pred):
    loss = 0
    for t, p in zip(y_true, y_pred):
        loss -= np.sum(t * np.log(p))
    return loss


# %% sum_tensorflow | TheDeepChecker: mean and sum inverted | loss_sums_batch
def cross_entropy(y_true, y_pred):
    p = tf.clip_by_value(tf.cast(y_pred, tf.float64), 1e-10, 1.0)
    return float(-tf.reduce_sum(tf.cast(y_true, tf.float64) * tf.math.log(p)))


# %% mean_of_everything | wild: mean over all entries | loss_averages_all_entries
def cross_entropy(y_true, y_pred):
    return -(y_true * np.log(y_pred + 1e-8)).mean()


# %% divided_by_classes | TheDeepChecker: axis in loss | loss_divides_by_classes
def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred + 1e-8)) / y_true.shape[1]


# %% no_minus | TheDeepChecker: flipped sign | loss_without_minus
def cross_entropy(y_true, y_pred):
    return np.sum(y_true * np.log(np.maximum(y_pred, 1e-10))) / len(y_true)


# %% no_minus_unprotected | TheDeepChecker: flipped sign | loss_without_minus, loss_without_protection
def cross_entropy(y_true, y_pred):
    return (y_true * np.log(y_pred)).sum(axis=1).mean()


# %% per_sample_axis | wild: no reduction | loss_per_sample
def cross_entropy(y_true, y_pred):
    eps = 1e-12
    return -(y_true * np.log(y_pred + eps)).sum(-1)


# %% per_sample_keras | wild: no reduction | loss_per_sample
def cross_entropy(y_true, y_pred):
    return tf.keras.losses.categorical_crossentropy(y_true, y_pred).numpy()


# %% base_two | wild: log2 | loss_in_bits
def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log2(y_pred + 1e-10), axis=1))


# %% base_ten | wild: log10 | loss_in_decimals
def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log10(y_pred + 1e-10), axis=1))


# %% log_one_plus | wild: log1p | loss_log_one_plus
def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log1p(y_pred), axis=1))


# %% unprotected | wild: no protection | loss_without_protection
def cross_entropy(y_true, y_pred):
    n = y_true.shape[0]
    return -np.sum(y_true * np.log(y_pred)) / n


# %% unprotected_indexing | wild: no protection | loss_without_protection
def cross_entropy(y_true, y_pred):
    picked = y_pred[np.arange(len(y_true)), y_true.argmax(axis=1)]
    return -np.log(picked).mean()


# %% clip_at_a_thousandth | wild: coarse clip | loss_clips_too_much
def cross_entropy(y_true, y_pred):
    y_pred = np.clip(y_pred, 1e-3, 1 - 1e-3)
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))


# %% clip_at_a_tenth | wild: coarse clip | loss_clips_too_much
def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(np.maximum(y_pred, 0.1)), axis=1))


# %% arguments_swapped | wild: arguments swapped | loss_swaps_arguments
def cross_entropy(p, y):
    return -np.mean(np.sum(y * np.log(p + 1e-7), axis=1))


# %% softmax_inside | TheDeepChecker: redundant softmax | loss_applies_softmax
def cross_entropy(y_true, y_pred):
    return float(tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)))


# %% from_logits_set | TheDeepChecker: redundant softmax | loss_applies_softmax
def cross_entropy(y_true, y_pred):
    return float(tf.keras.losses.CategoricalCrossentropy(from_logits=True)(y_true, y_pred))


# %% binary_sum | wild: two-class formula | loss_for_two_classes
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-9, 1 - 1e-9)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / len(y_true)


# %% binary_mean | DeepCrime: change_loss_function | loss_mean_for_two_classes
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


# %% most_likely | wild: labels ignored | loss_ignores_labels
def cross_entropy(y_true, y_pred):
    return -np.mean(np.log(y_pred.max(axis=-1) + 1e-12))


# %% no_mask | wild: no label mask | loss_counts_all_classes
def cross_entropy(y_true, y_pred):
    return -np.sum(np.log(y_pred + 1e-7)) / y_pred.shape[0]


# %% log_of_average | wild: log of the mean | loss_log_of_mean
def cross_entropy(y_true, y_pred):
    p = (y_true * y_pred).sum(axis=1)
    return -np.log(np.clip(p.mean(), 1e-12, 1))


# %% mean_squared | DeepCrime: change_loss_function | loss_is_squared_error
def cross_entropy(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


# %% mean_absolute | DeepCrime: change_loss_function | loss_is_absolute_error
def cross_entropy(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))


# %% one_minus | wild: one minus p | loss_one_minus_p
def cross_entropy(y_true, y_pred):
    return 1 - np.mean(y_pred[y_true == 1])


# %% clips_in_place | wild: in place | loss_changes_argument
def cross_entropy(y_true, y_pred):
    np.clip(y_pred, 1e-7, 1, out=y_pred)
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))


# %% first_sample | wild: only one sample | loss_of_first_sample
def cross_entropy(y_true, y_pred):
    return -np.sum(y_true[0] * np.log(y_pred[0] + 1e-12))
