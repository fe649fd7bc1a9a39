# assignment: mnist_softmax
# diagnoses: softmax_for_batches_only, returns_nothing


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def cross_entropy(y_true, y_pred):
    print(-np.mean(np.sum(y_true * np.log(y_pred + 1e-7), axis=1)))
