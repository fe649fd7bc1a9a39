# assignment: neurons
# diagnoses: sigmoid_reversed, slope_of_the_output, squares_halved, squares_summed, batches_overlap


def sigmoid(z):
    return 1 / (1 + np.exp(z))


def sigmoid_slope(z):
    return z * (1 - z)


def mean_squared_error(y_true, y_pred):
    return 0.5 * np.sum((y_true - y_pred) ** 2)


def mini_batch(order, size, number):
    return order[number : number + size]
