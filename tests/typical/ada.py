# assignment: mnist_softmax
# diagnoses: softmax_over_samples, softmax_overflows, loss_sums_batch, loss_without_protection


def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=0)


def cross_entropy(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))
