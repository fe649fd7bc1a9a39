# Wrong softmaxes as they occur in public code and in published fault lists. `# %% name | origin | known as`.

# %% axis_zero_two_steps | TheDeepChecker: wrong softmax axis | softmax_over_samples
def softmax(logits):
    logits = np.array(logits, dtype=float)
    logits = logits - np.max(logits, axis=0, keepdims=True)
    return np.exp(logits) / np.sum(np.exp(logits), axis=0, keepdims=True)


# %% axis_zero_unshifted | wild: axis 0, no shift | softmax_over_samples
def softmax(x):
    return np.exp(x) / np.sum(np.exp(x), axis=0)


# %% axis_zero_global_shift | wild: axis 0, global shift | softmax_over_samples
def softmax(x):
    e_x = np.exp(x - np.max(x))
    return e_x / e_x.sum(axis=0)


# %% axis_zero_tensorflow | TheDeepChecker: wrong softmax axis | softmax_over_samples
def softmax(logits):
    return tf.nn.softmax(tf.convert_to_tensor(logits), axis=0).numpy()


# %% everything_global_shift | wild: sum over everything | softmax_sums_everything
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


# %% everything_unshifted | wild: sum over everything | softmax_sums_everything
def softmax(a):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    return exp_a / sum_exp_a


# %% everything_loops | wild: sum over everything | softmax_sums_everything
def softmax(logits):
    logits = np.asarray(logits)
    total = 0.0
    for value in np.exp(logits - logits.max()).ravel():
        total += value
    return np.exp(logits - logits.max()) / total


# %% unshifted_keepdims | wild: right axis without shift | softmax_overflows
def softmax(logits):
    exp = np.exp(np.asarray(logits, dtype=np.float64))
    return exp / exp.sum(axis=-1, keepdims=True)


# %% unshifted_tensorflow | wild: right axis without shift | softmax_overflows
def softmax(logits):
    e = tf.exp(tf.cast(logits, tf.float64))
    return (e / tf.reduce_sum(e, axis=-1, keepdims=True)).numpy()


# %% unshifted_loops | wild: right axis without shift | softmax_overflows
def softmax(logits):
    logits = np.asarray(logits, dtype=float)
    if logits.ndim == 1:
        e = np.exp(logits)
        return e / e.sum()
    return np.array([softmax(row) for row in logits])


# %% global_shift | wild: shift by the global maximum | softmax_shifts_by_batch_maximum
def softmax(x):
    x = np.asarray(x) - np.asarray(x).max()
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


# %% global_shift_in_place | wild: in-place global shift | softmax_shifts_by_batch_maximum, softmax_changes_argument
def softmax(x):
    x -= np.max(x)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


# %% row_shift_in_place | wild: in-place shift | softmax_changes_argument
def softmax(x):
    x -= np.max(x, axis=-1, keepdims=True)
    np.exp(x, out=(e := np.empty_like(x)))
    return e / np.sum(e, axis=-1, keepdims=True)


# %% normalised_sigmoid | wild: sigmoid, then normalised | softmax_normalises_sigmoid
def softmax(x):
    s = 1.0 / (1.0 + np.exp(-x))
    return s / s.sum(axis=-1, keepdims=True)


# %% sigmoid_tensorflow | DeepCrime: change_activation_function | softmax_is_sigmoid
def softmax(logits):
    return tf.math.sigmoid(logits).numpy()


# %% exp_only | TheDeepChecker: missing normalisation | softmax_not_normalised
def softmax(logits):
    m = np.max(logits, axis=-1)[..., None]
    return np.exp(logits - m)


# %% exp_only_unshifted | TheDeepChecker: missing normalisation | softmax_not_normalised
def softmax(logits):
    return np.exp(logits)


# %% log_softmax_numpy | wild: log-softmax returned | softmax_is_log_softmax
def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    return logits - m - np.log(np.sum(np.exp(logits - m), axis=-1, keepdims=True))


# %% flipped_sign | TheDeepChecker: flipped sign | softmax_negates_logits
def softmax(logits):
    z = -np.asarray(logits)
    z = z - z.max(axis=-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


# %% flipped_sign_unshifted | TheDeepChecker: flipped sign | softmax_negates_logits
def softmax(logits):
    e = np.exp(-logits)
    return e / np.sum(e, axis=-1, keepdims=True)


# %% redundant_softmax | TheDeepChecker: redundant softmax | softmax_twice
def softmax(logits):
    def once(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    return once(once(np.asarray(logits)))


# %% power_of_two | wild: base two | softmax_base_two
def softmax(logits):
    p = np.exp2(logits)
    return p / p.sum(axis=-1, keepdims=True)


# %% scaled_by_maximum | wild: divides by the maximum | softmax_divides_by_maximum
def softmax(x):
    x = x / np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


# %% clipped_logits | wild: clip against overflow | softmax_clips_logits
def softmax(x):
    x = np.clip(x, -700, 700)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


# %% clipped_to_fifty | wild: clip against overflow | softmax_clips_logits
def softmax(x):
    e = np.exp(np.minimum(np.maximum(x, -50.0), 50.0))
    return e / np.sum(e, axis=-1, keepdims=True)


# %% minimum_shift | wild: shift by the minimum | softmax_shifts_by_minimum
def softmax(x):
    x = x - np.amin(x, axis=-1, keepdims=True)
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


# %% no_keepdims | wild: broadcast | softmax_without_keepdims
def softmax(x):
    e = np.exp(x)
    return e / np.sum(e, axis=-1)


# %% no_keepdims_row_shift | wild: broadcast | softmax_without_keepdims
def softmax(x):
    e = np.exp(x - np.max(x, axis=-1))
    return e / np.sum(e, axis=-1)


# %% axis_one_only | wild: batches only | softmax_for_batches_only
def softmax(x):
    shifted = x - x.max(axis=1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)


# %% axis_one_unshifted | wild: batches only, no shift | softmax_for_batches_only, softmax_overflows
def softmax(x):
    return np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)


# %% epsilon_below | wild: large epsilon in the denominator | softmax_with_large_epsilon
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-2)


# %% linear_shares | wild: no exponential | softmax_without_exp
def softmax(x):
    x = np.abs(x)
    return x / x.sum(axis=-1, keepdims=True)


# %% argmax_rows | wild: hard maximum | softmax_one_hot
def softmax(x):
    return (x == x.max(axis=-1, keepdims=True)).astype(float)


# %% order_of_operations | wild: exp(x) - max(x) | softmax_subtracts_after_exp
def softmax(x):
    top = np.exp(x) - np.max(x, axis=-1, keepdims=True)
    bottom = np.sum(top, axis=-1, keepdims=True)
    return top / bottom


# %% mean_for_sum | TheDeepChecker: mean and sum inverted | softmax_divides_by_mean
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.mean(axis=-1, keepdims=True)


# %% denominator_unshifted | wild: shifted above only | softmax_shifts_numerator_only
def softmax(x):
    return np.exp(x - x.max(axis=-1, keepdims=True)) / np.exp(x).sum(axis=-1, keepdims=True)


# %% rounded | wild: rounded result | softmax_rounds
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), 3)


# %% tuple_returned | wild: tuple returned | returns_more_than_asked
def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True), e
