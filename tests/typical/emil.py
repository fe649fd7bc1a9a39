# assignment: neurons
# diagnoses: relu_is_abs, hinge_floor_after_mean, back_not_averaged, back_without_slope


def relu(z):
    return np.abs(z)


def hinge(y_true, scores):
    return np.maximum(0, np.mean(1 - y_true * scores))


def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    error = p - y
    hidden = error @ w2.T
    return x.T @ hidden, hidden.sum(axis=0), a.T @ error, error.sum(axis=0)
