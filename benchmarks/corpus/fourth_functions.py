# %% integer_dtype_kept_to_tensor | [tensors] Stack Overflow, integer tensors where floats are expected: Makes the tensor without naming a dtype, so that it keeps the integer dtype of the array instead of float32. | integers_stay_integers, other_kind_of_number
def to_tensor(numbers):
    tensor = tf.constant(numbers)
    return tensor

# %% double_precision_to_tensor | [tensors] TheDeepChecker kind, unexpected dtype of the data: Converts the numbers to Python's and NumPy's usual float first, so that the tensor has dtype float64 instead of float32. | of_another_precision
def to_tensor(numbers):
    numbers = numbers.astype(float)
    return tf.convert_to_tensor(numbers)

# %% one_loop_over_entries_to_tensor | [tensors] student: Converts the entries with float() in a single loop over the first axis, so that only vectors work, while a single number of shape () and a matrix of several columns raise a TypeError. | takes_single_numbers_only, indexes_what_has_no_entries
def to_tensor(numbers):
    values = []
    for number in numbers:
        values.append(float(number))
    return tf.constant(values, dtype=tf.float32)

# %% printed_not_returned_to_tensor | [tensors] textbook's list of misconceptions, print taken for return: Makes the right tensor but only prints it and has no return, so that the caller gets None. | returns_nothing
def to_tensor(numbers):
    tensor = tf.cast(numbers, tf.float32)
    print(tensor)

# %% batch_axis_added_to_tensor | [tensors] Stack Overflow, expand_dims before the network: Puts a new axis of length 1 in front, so that the shape is (1, ...) instead of that of the given numbers. | numbers_wrapped, in_another_shape
def to_tensor(numbers):
    return tf.expand_dims(tf.cast(numbers, tf.float32), axis=0)

# %% pair_in_wrong_order_rank_and_size | [tensors] student: Returns the pair in the wrong order, the size first and the rank second. | rank_and_size_exchanged, values_in_another_order
def rank_and_size(tensor):
    rank = len(tensor.shape)
    size = tensor.size
    return size, rank

# %% length_for_size_rank_and_size | [tensors] textbook's list of misconceptions, len of an array: Takes len, the length of the first axis, for the size, so that the entries of a matrix are not all counted and a scalar raises a TypeError. | size_is_a_length, indexes_what_has_no_entries
def rank_and_size(tensor):
    return tensor.ndim, len(tensor)

# %% rank_of_linear_algebra_rank_and_size | [tensors] textbook's list of misconceptions, rank of a tensor and rank of a matrix: Computes the rank of linear algebra, the number of independent rows, instead of the number of axes, so that a matrix of zeros has rank 0. | rank_of_the_matrix
def rank_and_size(tensor):
    rank = np.linalg.matrix_rank(tensor)
    return int(rank), int(np.size(tensor))

# %% axes_added_up_rank_and_size | [tensors] student: Adds the lengths of the axes up instead of multiplying them for the size, so that a 2 by 3 matrix has size 5 and a scalar size 0. | size_is_the_sum_of_axes
def rank_and_size(tensor):
    shape = tensor.shape
    size = 0
    for length in shape:
        size += length
    return len(shape), size

# %% shape_for_size_rank_and_size | [tensors] Stack Overflow, shape versus size in NumPy: Returns the shape, a tuple of the lengths of the axes, where the number of entries is asked. | shape_as_size, returns_no_numbers
def rank_and_size(tensor):
    t = np.asarray(tensor)
    return (t.ndim, t.shape)

# %% matrix_product_add_and_multiply | [tensors] textbook's list of misconceptions, star and at sign: Returns the matrix product a @ b for the product instead of the product entry by entry, which has another value and shape or raises where the shapes do not fit. | product_of_matrices, shapes_do_not_fit
def add_and_multiply(a, b):
    return a + b, a @ b

# %% sum_written_into_a_add_and_multiply | [tensors] Stack Overflow, in-place operators and aliases in NumPy: Adds b to a in place, so that both results are right but the caller's array a is overwritten with the sum. | added_in_place, changes_its_argument
def add_and_multiply(a, b):
    product = a * b
    a += b
    return a, product

# %% rows_zipped_add_and_multiply | [tensors] student: Pairs the rows of a with zip(a, b), so that a b of shape (columns,) gives only one of its numbers to each row, and rows beyond its length are lost, instead of belonging as a whole to every row; two matrices come out right. | row_for_one_row_only
def add_and_multiply(a, b):
    sums = []
    products = []
    for row_a, row_b in zip(a, b):
        sums.append(row_a + row_b)
        products.append(row_a * row_b)
    return np.array(sums), np.array(products)

# %% vector_as_column_add_and_multiply | [tensors] Stack Overflow, broadcasting along the wrong axis: Turns a b of shape (columns,) into a column, so that its entries belong to the rows of a instead of to its columns, which gives wrong numbers or raises where the shapes do not fit. | rows_are_not_broadcast, shapes_do_not_fit
def add_and_multiply(a, b):
    if len(b.shape) == 1:
        b = np.reshape(b, (-1, 1))
    return np.add(a, b), np.multiply(a, b)

# %% sum_over_all_entries_add_and_multiply | [tensors] student: Adds all entries of a + b up to one single number for the sum, instead of leaving the sum entry by entry in the shape (rows, columns); the product is right. | pair_reduced, summed_up
def add_and_multiply(a, b):
    total = np.sum(a + b)
    product = np.multiply(a, b)
    return total, product

# %% products_not_summed_dot | [tensors] textbook's list of misconceptions, dot product and product entry by entry: Multiplies entry by entry and does not sum over the common axis, so that two vectors give a vector instead of a number. | dot_without_sum, shapes_do_not_fit
def dot(a, b):
    return tf.multiply(a, b).numpy()

# %% summed_over_everything_dot | [tensors] student: Multiplies entry by entry and sums over everything, which is right for two vectors only; with a matrix it gives one single number or raises because the shapes do not broadcast. | dot_of_everything, dot_for_vectors_only, shapes_do_not_fit
def dot(a, b):
    result = 0.0
    result = np.sum(a * b)
    return result

# %% matmul_on_vectors_dot | [tensors] Stack Overflow, tf.matmul of rank 1: Uses tf.matmul, which takes matrices only, so that the call raises as soon as a or b is a vector; two matrices are right. | dot_for_matrices_only, shapes_do_not_fit
def dot(a, b):
    a = tf.convert_to_tensor(a)
    b = tf.convert_to_tensor(b)
    return tf.matmul(a, b)

# %% last_axis_of_both_dot | [tensors] Stack Overflow, np.inner versus np.dot: Uses np.inner, which sums over the last axis of both arguments instead of the first axis of b, so that a matrix b acts as if it were transposed or raises where it is not square. | dot_of_last_axes, dot_transposed, shapes_do_not_fit
def dot(a, b):
    return np.inner(a, b)

# %% axes_of_length_one_left_dot | [tensors] student: Makes a row matrix or a column matrix of a vector and leaves these axes of length 1 in the result, so that two vectors give shape (1, 1) instead of (), and a matrix and a vector give (rows, 1) instead of (rows,). | in_another_shape
def dot(a, b):
    a2 = np.atleast_2d(a)
    b2 = b.reshape(b.shape[0], -1)
    return a2 @ b2

# %% not_added_up_weighted_total | [tensors] student: Multiplies each number by its weight but does not add the products up, so that an array of shape (n,) comes back instead of one number. | total_without_sum
def weighted_total(weights, numbers):
    w = tf.constant(weights)
    x = tf.constant(numbers)
    return (w * x).numpy()

# %% session_and_placeholder_weighted_total | [tensors] Stack Overflow, module tensorflow has no attribute Session: Uses tf.placeholder and tf.Session of TensorFlow 1, which no longer exist, so that every call raises an AttributeError. | session_is_run, placeholder_is_fed, uses_tensorflow_1, uses_what_is_not_there
def weighted_total(weights, numbers):
    w = tf.placeholder(tf.float32, shape=[None])
    n = tf.placeholder(tf.float32, shape=[None])
    total = tf.reduce_sum(w * n)
    with tf.Session() as sess:
        return sess.run(total, feed_dict={w: weights, n: numbers})

# %% product_of_sums_weighted_total | [tensors] student: Adds up all weights and all numbers separately and multiplies the two sums, instead of multiplying each number by its own weight and adding then. | total_of_sums
def weighted_total(weights, numbers):
    return float(np.sum(weights) * np.sum(numbers))

# %% numpy_of_a_numpy_number_weighted_total | [tensors] Stack Overflow, numpy.float64 object has no attribute numpy: Calls .numpy() on a result that NumPy computed and that is no tensor, so that every call raises an AttributeError. | uses_what_is_not_there
def weighted_total(weights, numbers):
    total = np.dot(weights, numbers)
    return total.numpy()

# %% weighted_average_weighted_total | [tensors] student: Computes the weighted average, which divides the total by the sum of the weights, instead of the total itself. | total_is_weighted_mean
def weighted_total(weights, numbers):
    return np.average(numbers, weights=weights)

# %% one_if_for_all_entries_leaky | [tensors] Keras and TensorFlow issue theme, using a tensor as a Python bool: Decides with one if for the whole tensor instead of entry by entry, so that any x of several entries raises because the condition is not a single truth value. | leaky_decides_once, decides_on_a_whole_array
@tf.function
def leaky(x, slope):
    if x > 0:
        return x
    else:
        return slope * x

# %% slope_ignored_leaky | [tensors] student: Calls tf.nn.leaky_relu without passing the slope on, so that negative entries are always multiplied by its default of 0.2, whatever slope is given. | leaky_of_a_fixed_slope
@tf.function
def leaky(x, slope):
    return tf.nn.leaky_relu(x)

# %% slope_itself_for_negative_entries_leaky | [tensors] student: Puts the slope itself in the place of every entry that is not positive, instead of the slope times the entry. | leaky_is_the_slope
@tf.function
def leaky(x, slope):
    return tf.where(x > 0, x, slope)

# %% numpy_inside_the_graph_leaky | [tensors] Stack Overflow, Tensor object has no attribute numpy inside tf.function: Calls x.numpy() inside the graph, where tensors have no numbers yet, so that every call raises an AttributeError. | takes_numpy_inside_a_graph, uses_what_is_not_there
@tf.function
def leaky(x, slope):
    values = x.numpy()
    result = np.where(values > 0, values, values * slope)
    return tf.constant(result)

# %% assigned_by_index_leaky | [tensors] Stack Overflow, EagerTensor object does not support item assignment: Multiplies the negative entries in place by assigning to an index of a tensor, which tensors do not allow, so that the call raises. | writes_into_a_tensor
@tf.function
def leaky(x, slope):
    out = tf.identity(x)
    out[out < 0] *= slope
    return out

# %% bias_forgotten_linear | [neurons] DeepCrime operator, remove bias: Computes the weighted sums without adding the bias b. | linear_without_bias
def linear(x, w, b):
    return np.dot(x, w)

# %% bias_for_every_input_linear | [neurons] student: Adds the bias inside the sum, to each product, so that every sample gets it as many times as there are inputs instead of once. | linear_bias_per_input
def linear(x, w, b):
    z = np.sum(x * w + b, axis=1)
    return z

# %% overflow_for_large_positive_sigmoid | [neurons] Stack Overflow, overflow in exp of the sigmoid: Computes e to the z divided by one plus e to the z, which is infinity by infinity and thus NaN for large positive z such as 1000. | sigmoid_overflows, not_finite_at_the_edges
def sigmoid(z):
    e = np.exp(z)
    return e / (1 + e)

# %% parentheses_missing_sigmoid | [neurons] student: Leaves out the parentheses of the denominator, so that 1 / 1 is computed first and the result is one plus e to the minus z, larger than 1. | sigmoid_is_exponential, reciprocal
def sigmoid(z):
    return 1 / 1 + np.exp(-z)

# %% argument_clipped_in_place_sigmoid | [neurons] Stack Overflow, functions that change their NumPy arguments: Writes the limits -500 and 500 into the given array itself to avoid overflow, so that the caller's z is changed where it lies beyond them; the returned values are right. | sigmoid_in_place, changes_its_argument
def sigmoid(z):
    z[z < -500] = -500
    z[z > 500] = 500
    return 1.0 / (1.0 + np.exp(-z))

# %% maximum_along_axis_relu | [neurons] Stack Overflow, np.max versus np.maximum: Calls np.max(z, 0), which is the largest entry along axis 0, instead of np.maximum, so that an axis is lost and a negative number stays where all entries along it are negative. | relu_of_the_largest
def relu(z):
    return np.max(z, 0)

# %% argument_overwritten_relu | [neurons] Stack Overflow, functions that change their NumPy arguments: Sets the negative entries of the given array itself to 0 and returns it, so that the caller's z is changed. | relu_in_place, changes_its_argument
def relu(z):
    z[z < 0] = 0
    return z

# %% formula_as_printed_tanh | [neurons] Stack Overflow, nan in tanh by exponentials: Computes the formula with the exponentials as it is printed, so that large entries such as 1000 and -1000 overflow and give NaN. | tanh_overflows, not_finite_at_the_edges
def tanh(z):
    plus = np.exp(z)
    minus = np.exp(-z)
    return (plus - minus) / (plus + minus)

# %% half_the_argument_tanh | [neurons] student: Computes twice the sigmoid of z minus 1 instead of twice the sigmoid of 2 z minus 1, which is the hyperbolic tangent of z / 2. | tanh_half_as_steep
def tanh(z):
    s = 1 / (1 + np.exp(-z))
    return 2 * s - 1

# %% input_taken_for_output_sigmoid_slope | [neurons] textbook's list of misconceptions, derivative by the output: Computes z (1 - z), as if z were already the output of the sigmoid, and never applies the sigmoid. | slope_of_the_output
def sigmoid_slope(z):
    return z * (1 - z)

# %% parentheses_missing_sigmoid_slope | [neurons] student: Leaves out the parentheses in s (1 - s) and computes s * 1 - s, which is 0 everywhere. | always_the_same
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_slope(z):
    s = sigmoid(z)
    return s * 1 - s

# %% input_taken_for_output_tanh_slope | [neurons] textbook's list of misconceptions, derivative by the output: Computes 1 - z squared, as if z were already the hyperbolic tangent, which is never applied. | slope_tanh_of_the_output
def tanh_slope(z):
    return 1 - np.square(z)

# %% whole_difference_squared_tanh_slope | [neurons] student: Squares the whole difference, (1 - tanh z) squared, instead of only the hyperbolic tangent, 1 - tanh squared of z. | slope_tanh_of_a_wrong_square
def tanh_slope(z):
    t = np.tanh(z)
    return (1 - t) ** 2

# %% activation_instead_of_slope_relu_slope | [neurons] student: Returns ReLU itself, the entry where it is positive, instead of its slope 1.0 there. | slope_relu_is_relu
def relu_slope(z):
    return np.maximum(0.0, z)

# %% minus_one_for_negative_relu_slope | [neurons] student: Returns the sign of the entries, so that the slope is -1.0 instead of 0.0 where z is negative. | slope_relu_other_side
def relu_slope(z):
    return np.sign(z)

# %% divided_by_the_batch_only_mean_squared_error | [neurons] textbook's list of misconceptions, what a mean is taken over: Sums the squared errors over the outputs and divides by the number of samples only, not by the number of outputs too, so that it is too large by the number of outputs. | squares_summed_in_part, times_the_count, off_by_a_factor
def mean_squared_error(y_true, y_pred):
    n = y_true.shape[0]
    squared = (y_true - y_pred) ** 2
    return float(np.sum(squared) / n)

# %% root_taken_mean_squared_error | [neurons] textbook's list of misconceptions, MSE and RMSE: Takes the square root of the mean at the end, so that it returns the root mean squared error. | squares_rooted, square_root_of_the_answer
def mean_squared_error(y_true, y_pred):
    error = y_pred - y_true
    return float(np.sqrt(np.mean(error * error)))

# %% mean_over_classes_too_cross_entropy | [neurons] Stack Overflow, np.mean in a hand-written cross-entropy: Takes the mean over all entries, samples and classes, so that the loss is too small by the number of classes. | entropy_averages_all, divided_by_the_count, off_by_a_factor
def cross_entropy(y_true, y_pred):
    return float(-np.mean(y_true * np.log(y_pred)))

# %% minus_forgotten_cross_entropy | [neurons] student: Forgets the minus sign, so that the loss is negative and falls where it should rise. | entropy_without_minus, off_by_a_sign
def cross_entropy(y_true, y_pred):
    per_sample = np.sum(y_true * np.log(y_pred), axis=1)
    return np.mean(per_sample)

# %% maximum_after_the_mean_hinge | [neurons] student: Takes the mean of 1 - y f first and the maximum with 0 only of this mean, instead of the maximum for each sample, so that samples far on the right side pay for the others. | hinge_floor_after_mean
def hinge(y_true, scores):
    margin = 1 - y_true * scores
    return max(0.0, float(np.mean(margin)))

# %% margin_forgotten_hinge | [neurons] textbook's list of misconceptions, hinge loss and perceptron loss: Leaves out the 1 and computes the maximum of 0 and -y f, so that right answers of a score between 0 and 1 cost nothing. | hinge_without_margin
def hinge(y_true, scores):
    losses = np.maximum(0, -y_true * scores)
    return losses.mean()

# %% uphill_descend | [neurons] textbook's list of misconceptions, direction of the gradient: Adds the learning rate times the gradient instead of subtracting it, so that it goes uphill. | step_uphill
def descend(w, gradient, rate):
    return w + rate * gradient

# %% weights_changed_in_place_descend | [neurons] Stack Overflow, in-place operators and aliases in NumPy: Subtracts the step from the given array in place with -=, so that the value is right but the caller's w is changed. | step_in_place, changes_its_argument
def descend(w, gradient, rate):
    w -= rate * gradient
    return w

# %% start_not_multiplied_mini_batch | [neurons] student: Starts the mini-batch at position number instead of number times size, so that successive mini-batches overlap in all but one sample. | batches_overlap
def mini_batch(order, size, number):
    return order[number:number + size]

# %% equal_parts_only_mini_batch | [neurons] Stack Overflow, cannot reshape array into batches: Reshapes the order into rows of size, so that it raises whenever the number of samples is not a multiple of size, instead of giving a shorter last mini-batch. | reshapes_to_another_size
def mini_batch(order, size, number):
    batches = order.reshape(-1, size)
    return batches[number]

# %% short_batch_dropped_steps_per_epoch | [neurons] student: Divides with // and so leaves out the short last mini-batch when size does not divide samples. | steps_rounded_down
def steps_per_epoch(samples, size):
    return samples // size

# %% always_one_more_steps_per_epoch | [neurons] student: Adds 1 to the whole quotient in every case, so that it is one step too many where size divides samples without a rest. | steps_one_too_many
def steps_per_epoch(samples, size):
    full = int(samples / size)
    return full + 1

# %% softmax_over_the_batch_forward | [neurons] Stack Overflow, softmax without axis: Divides the exponentials by their sum over the whole batch instead of that of their row, so that all probabilities together, not each row, sum to 1. | forward_over_everything
def forward(x, w1, b1, w2, b2):
    a = 1 / (1 + np.exp(-(x @ w1 + b1)))
    scores = a @ w2 + b2
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    return a, p

# %% sums_instead_of_activations_forward | [neurons] student: Returns the hidden layer's sums before the sigmoid in the place of the hidden activations a; the probabilities are right. | forward_gives_sums
def forward(x, w1, b1, w2, b2):
    z1 = np.dot(x, w1) + b1
    hidden = 1 / (1 + np.exp(-z1))
    z2 = np.dot(hidden, w2) + b2
    z2 = z2 - z2.max(axis=1, keepdims=True)
    p = np.exp(z2) / np.exp(z2).sum(axis=1, keepdims=True)
    return z1, p

# %% sigmoid_at_the_output_forward | [neurons] DeepCrime operator, change activation function: Applies the sigmoid to the output layer's sums instead of softmax, so that the rows of p do not sum to 1. | forward_ten_sigmoids
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))

def forward(x, w1, b1, w2, b2):
    a = sigmoid(x @ w1 + b1)
    p = sigmoid(a @ w2 + b2)
    return a, p

# %% slope_of_sigmoid_left_out_backward | [neurons] textbook's list of misconceptions, chain rule without the activation: Passes the error back through the weights w2 but does not multiply it by the slope of the sigmoid a (1 - a), so that dw1 and db1 are wrong; dw2 and db2 are right. | back_without_slope
def forward(x, w1, b1, w2, b2):
    a = 1 / (1 + np.exp(-(x @ w1 + b1)))
    s = a @ w2 + b2
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return a, e / e.sum(axis=1, keepdims=True)

def backward(x, y, w1, b1, w2, b2):
    a, p = forward(x, w1, b1, w2, b2)
    d2 = (p - y) / len(x)
    dw2 = a.T @ d2
    db2 = d2.sum(axis=0)
    d1 = d2 @ w2.T
    dw1 = x.T @ d1
    db1 = d1.sum(axis=0)
    return dw1, db1, dw2, db2

# %% batch_size_left_out_backward | [neurons] student: Does not divide the error p - y by the number of samples, so that all four gradients are those of the summed instead of the mean cross-entropy, too large by the size of the batch. | back_not_averaged, times_the_count
def backward(x, y, w1, b1, w2, b2):
    hidden_sum = x.dot(w1) + b1
    a = 1.0 / (1.0 + np.exp(-hidden_sum))
    out = a.dot(w2) + b2
    out = np.exp(out - out.max(axis=1)[:, None])
    p = out / out.sum(axis=1)[:, None]

    delta_out = p - y
    delta_hidden = delta_out.dot(w2.T) * a * (1 - a)

    return x.T.dot(delta_hidden), delta_hidden.sum(axis=0), a.T.dot(delta_out), delta_out.sum(axis=0)

# %% biases_averaged_once_more_backward | [neurons] student: Averages the error over the batch for the biases although it is already divided by the number of samples, so that db1 and db2 are too small by the size of the batch; dw1 and dw2 are right. | back_biases_averaged_twice, back_bias_averaged_twice, divided_by_the_count
def backward(x, y, w1, b1, w2, b2):
    n = x.shape[0]
    a = 1 / (1 + np.exp(-(x @ w1 + b1)))
    z = a @ w2 + b2
    p = np.exp(z - np.max(z, axis=1, keepdims=True))
    p = p / np.sum(p, axis=1, keepdims=True)
    dz2 = (p - y) / n
    dw2 = a.T @ dz2
    db2 = np.mean(dz2, axis=0)
    dz1 = (dz2 @ w2.T) * (a * (1 - a))
    dw1 = x.T @ dz1
    db1 = np.mean(dz1, axis=0)
    return dw1, db1, dw2, db2

# %% layer_after_layer_train_step | [neurons] textbook's list of misconceptions, weights updated while gradients are computed: Updates w2 and b2 first and computes the gradients for w1 and b1 only then, with the new w2 and b2, so that the new w1 and b1 are wrong. | train_output_first
def backward(x, y, w1, b1, w2, b2):
    a = 1 / (1 + np.exp(-(x @ w1 + b1)))
    s = a @ w2 + b2
    e = np.exp(s - s.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d2 = (p - y) / len(x)
    d1 = d2 @ w2.T * a * (1 - a)
    return x.T @ d1, d1.sum(axis=0), a.T @ d2, d2.sum(axis=0)

def train_step(x, y, w1, b1, w2, b2, rate):
    _, _, dw2, db2 = backward(x, y, w1, b1, w2, b2)
    w2 = w2 - rate * dw2
    b2 = b2 - rate * db2
    dw1, db1, _, _ = backward(x, y, w1, b1, w2, b2)
    w1 = w1 - rate * dw1
    b1 = b1 - rate * db1
    return w1, b1, w2, b2

# %% arguments_changed_in_place_train_step | [neurons] Stack Overflow, in-place operators and aliases in NumPy: Subtracts the steps from the given arrays in place with -=, so that the new values are right but the caller's w1, b1, w2 and b2 are overwritten. | train_in_place, changes_its_argument
def backward(x, y, w1, b1, w2, b2):
    a = 1 / (1 + np.exp(-(x @ w1 + b1)))
    s = a @ w2 + b2
    e = np.exp(s - s.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d2 = (p - y) / len(x)
    d1 = d2 @ w2.T * a * (1 - a)
    return x.T @ d1, d1.sum(axis=0), a.T @ d2, d2.sum(axis=0)

def train_step(x, y, w1, b1, w2, b2, rate):
    grads = backward(x, y, w1, b1, w2, b2)
    params = [w1, b1, w2, b2]
    for param, grad in zip(params, grads):
        param -= rate * grad
    return tuple(params)

# %% softmax_at_the_end_build_model | [logits] TheDeepChecker kind, wrong output activation: Gives the last layer a softmax, so that the outputs are probabilities instead of logits. | model_ends_in_softmax, network_of_other_activation
def build_model():
    model = keras.Sequential([
        keras.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model

# %% not_flattened_build_model | [logits] Stack Overflow, Flatten forgotten before Dense: Leaves out Flatten, so that the dense layers work on each row of 28 pixels and the outputs have shape (batch, 28, 10). | model_not_flattened, network_not_flattened
def build_model():
    inputs = keras.Input((28, 28))
    hidden = keras.layers.Dense(128, activation="relu")(inputs)
    hidden = keras.layers.Dropout(0.2)(hidden)
    outputs = keras.layers.Dense(10)(hidden)
    return keras.Model(inputs, outputs)

# %% rate_as_share_kept_build_model | [logits] Stack Overflow, Dropout rate or keep_prob: Takes the rate of Dropout for the share that is kept and gives 0.8, so that four fifths are dropped instead of one fifth. | model_drops_four_fifths, network_of_other_dropout
from tensorflow.keras import layers, models

def build_model():
    model = models.Sequential()
    model.add(layers.Input(shape=(28, 28)))
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dropout(0.8))
    model.add(layers.Dense(10))
    return model

# %% hidden_layer_linear_build_model | [logits] DeepCrime operator, remove activation function: Gives the hidden layer of 128 units no ReLU and no other activation, so that the whole network is linear. | model_without_relu, network_of_other_activation
def build_model():
    return keras.Sequential([
        keras.layers.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128),
        keras.layers.Dropout(rate=0.2),
        keras.layers.Dense(units=10, activation=None),
    ])

# %% relu_at_the_end_build_model | [logits] TheDeepChecker kind, wrong output activation: Gives the output layer a ReLU as well, so that the outputs are never negative and are no logits. | model_relu_at_the_end, network_of_other_activation
def build_model():
    relu = keras.activations.relu
    x = inp = keras.Input(shape=(28, 28))
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(128, activation=relu)(x)
    x = keras.layers.Dropout(0.2)(x)
    x = keras.layers.Dense(10, activation=relu)(x)
    return keras.Model(inputs=inp, outputs=x)

# %% exactly_one_are_probabilities | [logits] textbook's list of misconceptions, floats compared with ==: Compares each sum with 1 exactly, so that probabilities whose sum is rounded, such as 0.99999994, are not recognized. | kind_by_exact_sum
def are_probabilities(outputs):
    sums = outputs.sum(axis=1)
    return bool(np.all(outputs >= 0) and np.all(sums == 1))

# %% negative_entries_allowed_are_probabilities | [logits] student: Looks at the sums of the rows only and not at negative entries, so that rows with a negative number whose sum is 1 count as probabilities. | kind_by_sum_only
def are_probabilities(outputs):
    return bool(np.allclose(np.sum(outputs, axis=-1), 1.0, atol=1e-5))

# %% sum_of_the_whole_batch_are_probabilities | [logits] student: Compares the sum of the whole batch with the number of rows instead of each row's sum with 1, so that rows with the sums 0.5 and 1.5 together pass. | kind_by_average
def are_probabilities(outputs):
    if (outputs < 0).any():
        return False
    total = outputs.sum()
    if abs(total - len(outputs)) < 1e-4:
        return True
    return False

# %% range_only_are_probabilities | [logits] student: Only looks whether all entries lie between 0 and 1 and never at the sums of the rows, so that rows with any sum pass. | kind_by_range_only
def are_probabilities(outputs):
    lowest, highest = np.min(outputs), np.max(outputs)
    return bool(lowest >= 0 and highest <= 1)

# %% first_row_decides_are_probabilities | [logits] student, return inside the loop: Returns True inside the loop as soon as the first row is right, so that later rows are never looked at. | kind_by_first_row
def are_probabilities(outputs):
    for row in outputs:
        if np.any(row < 0):
            return False
        if not np.isclose(np.sum(row), 1.0, atol=1e-5):
            return False
        return True

# %% logits_handed_back_predict_probabilities | [logits] Keras issue theme, predict does not apply softmax: Returns the model's outputs as they are, so that the logits are taken for probabilities and softmax is never applied. | prediction_stays_logits
def predict_probabilities(model, images):
    probabilities = model.predict(images, verbose=0)
    return probabilities

# %% softmax_twice_predict_probabilities | [logits] Stack Overflow, softmax layer plus tf.nn.softmax: Applies softmax a second time to what a Softmax layer already made into probabilities, so that they are nearly equal. | prediction_softmax_twice
def predict_probabilities(model, images):
    probability_model = keras.Sequential([model, keras.layers.Softmax()])
    outputs = probability_model(images)
    return tf.nn.softmax(outputs, axis=-1).numpy()

# %% overflow_predict_probabilities | [logits] Stack Overflow, softmax gives nan: Exponentiates the logits without subtracting the largest, so that large logits such as 500 overflow in float32 and give NaN. | prediction_overflows, not_finite_at_the_edges
def predict_probabilities(model, images):
    logits = model.predict(images, verbose=0)
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)

# %% over_the_images_predict_probabilities | [logits] Stack Overflow, softmax along the wrong axis: Takes the softmax along axis 0, over the images instead of over the classes, so that columns instead of rows sum to 1 and a single image gets nothing but ones. | prediction_over_samples
def predict_probabilities(model, images):
    logits = model(images).numpy()
    logits = logits - logits.max(axis=0)
    e = np.exp(logits)
    return e / np.sum(e, axis=0)

# %% single_image_squeezed_predict_probabilities | [logits] Stack Overflow, np.squeeze and a batch of one: Squeezes the result, so that a single image gives shape (10,) instead of (1, 10). | prediction_squeezed, in_another_shape
def predict_probabilities(model, images):
    logits = model(images, training=False)
    p = tf.nn.softmax(logits)
    return np.squeeze(p.numpy())

# %% infinite_for_zero_loss_of_probabilities | [logits] Stack Overflow, divide by zero encountered in log: Takes the logarithm of the probability of the true class without a guard, so that a probability of exactly 0 gives an infinite loss. | chances_unprotected, not_finite_at_the_edges
def loss_of_probabilities(labels, probabilities):
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.mean(np.log(p)))

# %% columns_of_all_labels_loss_of_probabilities | [logits] Stack Overflow, indexing one element per row in NumPy: Takes with [:, labels] the columns of all labels from every row, a square table, and averages over it, instead of the one entry of each row's own label. | chances_of_all_columns
def loss_of_probabilities(labels, probabilities):
    p = np.clip(probabilities, 1e-7, 1.0)
    true_class = p[:, labels]
    return float(np.mean(-np.log(true_class)))

# %% argument_overwritten_loss_of_probabilities | [logits] Stack Overflow, functions that change their NumPy arguments: Writes 1e-7 into the given array where it is 0, so that the caller's probabilities are changed; the returned loss is right. | chances_clipped_in_place, changes_its_argument
def loss_of_probabilities(labels, probabilities):
    probabilities[probabilities == 0] = 1e-7
    loss = 0.0
    for i, label in enumerate(labels):
        loss -= np.log(probabilities[i, label])
    return loss / len(labels)

# %% taken_for_logits_loss_of_probabilities | [logits] Stack Overflow, from_logits=True after a softmax: Computes the loss with from_logits=True although probabilities come in, so that softmax is applied to them once more and the loss is wrong; rows of equal probabilities hide it. | chances_softmaxed
def loss_of_probabilities(labels, probabilities):
    scce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return float(scce(labels, probabilities))

# %% sum_over_the_batch_loss_of_probabilities | [logits] student: Adds the losses of the samples up and does not divide by their number, so that it is the sum over the batch instead of the mean. | chances_summed, times_the_count
def loss_of_probabilities(labels, probabilities):
    rows = np.arange(labels.shape[0])
    p = np.maximum(probabilities[rows, labels], 1e-7)
    return float(-np.log(p).sum())

# %% taken_for_probabilities_loss_of_logits | [logits] Stack Overflow, from_logits forgotten: Computes the loss with Keras's default from_logits=False, so that the logits are clipped and taken for probabilities. | scores_taken_for_chances
def loss_of_logits(labels, logits):
    loss = keras.losses.SparseCategoricalCrossentropy()
    return loss(labels, logits).numpy()

# %% overflow_loss_of_logits | [logits] Stack Overflow, logsumexp overflow: Computes the logarithm of the sum of the exponentials without subtracting the largest logit, so that logits such as 1000 overflow, and a row of nothing but logits near -1000 underflows, to an infinite loss. | scores_overflow, not_finite_at_the_edges
def loss_of_logits(labels, logits):
    log_sum = np.log(np.sum(np.exp(logits), axis=1))
    z_true = logits[np.arange(len(labels)), labels]
    return float(np.mean(log_sum - z_true))

# %% probabilities_clipped_loss_of_logits | [logits] student: Goes by way of stable softmax and clips the probabilities at 1e-7 before the logarithm, so that no sample costs more than 16.1, where 1000 is right. | scores_cut_off
def loss_of_logits(labels, logits):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z)
    p /= p.sum(axis=1, keepdims=True)
    p = np.clip(p, 1e-7, 1.0)
    return float(np.mean([-np.log(p[i, y]) for i, y in enumerate(labels)]))

# %% true_logit_not_shifted_loss_of_logits | [logits] student: Subtracts the largest logit inside the exponentials but takes the true class's logit without subtracting it there, so that each sample's loss is too small by its largest logit. | scores_shifted_in_part
def loss_of_logits(labels, logits):
    biggest = np.max(logits, axis=1, keepdims=True)
    shifted = logits - biggest
    log_sum = np.log(np.sum(np.exp(shifted), axis=1))
    true_logits = np.take_along_axis(logits, labels.reshape(-1, 1).astype(int), axis=1)[:, 0]
    return np.mean(log_sum - true_logits)

# %% argument_shifted_loss_of_logits | [logits] Stack Overflow, in-place operators and aliases in NumPy: Subtracts the largest logit of each row from the given array in place with -=, so that the caller's logits are changed; the returned loss is right. | scores_shifted_in_place, changes_its_argument
def loss_of_logits(labels, logits):
    logits -= logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(logits)), labels]
    return float(losses.mean())

# %% bits_initial_loss | [logits] textbook's list of misconceptions, nats and bits: Takes the logarithm to base 2, so that the loss is in bits instead of nats. | start_in_bits, off_by_a_factor
def initial_loss(classes):
    return -np.log2(1 / classes)

# %% minus_forgotten_initial_loss | [logits] student: Returns the logarithm of the probability 1 / classes without the minus sign, so that the loss is negative. | start_negative, off_by_a_sign
import math

def initial_loss(classes):
    probability = 1 / classes
    return math.log(probability)

# %% ten_classes_built_in_initial_loss | [logits] student: Returns the number 2.302585 of ten classes, whatever the number of classes is. | start_remembered, always_the_same
def initial_loss(classes):
    return 2.302585092994046

# %% summed_over_all_classes_initial_loss | [logits] student: Adds up the negative logarithm of the probability over all classes instead of that of the true class alone, so that it is too large by the number of classes. | start_divided
def initial_loss(classes):
    p = np.full(classes, 1 / classes)
    return float(-np.sum(np.log(p)))

# %% averaged_over_the_classes_initial_loss | [logits] student: Averages y ln p over the classes instead of summing it, so that the loss is too small by the number of classes. | start_divided
def initial_loss(classes):
    y = np.zeros(classes)
    y[0] = 1
    p = np.ones(classes) / classes
    return float(np.mean(-y * np.log(p)))

# %% width_from_the_labels_one_hot | [digit_classifier] Stack Overflow, to_categorical gives too few columns: Does not pass num_classes on, so that the width follows from the largest label that occurs and is too small where the last class is missing. | labels_without_width
def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels)

# %% ones_in_all_rows_one_hot | [digit_classifier] Stack Overflow, one-hot by NumPy indexing: Writes with [:, labels] = 1 a one into every row at the places of all labels, instead of one in each row at the place of its own label. | labels_fill_columns
def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    rows[:, labels] = 1
    return rows

# %% classes_counted_from_one_one_hot | [digit_classifier] student: Counts the classes from 1 and sets the one at the place label - 1, so that it stands one place too far left and for class 0 in the last place. | labels_one_place_up, moved_by_one_place
def one_hot(labels, num_classes):
    encoded = []
    for label in labels:
        row = [0.0] * num_classes
        row[int(label) - 1] = 1.0
        encoded.append(row)
    return np.array(encoded)

# %% input_shape_given_build_classifier | [digit_classifier] student: Gives the input shape (28, 28) to the network, so that it has weights before it has seen an image and refuses images of another size. | network_with_input_shape
def build_classifier():
    model = keras.Sequential()
    model.add(keras.layers.Input(shape=(28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model

# %% output_without_softmax_build_classifier | [digit_classifier] DeepCrime operator, remove activation function: Leaves the output layer without softmax, so that the outputs are logits and rows do not sum to 1. | network_of_other_activation
def build_classifier():
    return keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10),
    ])

# %% activations_swapped_build_classifier | [digit_classifier] student: Swaps the two activations, softmax in the hidden layer of 512 and ReLU at the ten outputs, so that rows of outputs do not sum to 1. | network_of_other_activation
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Sequential

def build_classifier():
    model = Sequential([Flatten(), Dense(512, activation="softmax"), Dense(10, activation="relu")])
    return model

# %% softmax_without_a_dense_layer_build_deep | [digit_classifier] Stack Overflow, Activation softmax as output layer: Puts softmax directly behind the hidden layer of 32 units without the dense layer of ten, so that there are 32 outputs and 330 parameters too few. | network_of_other_depth
def build_deep():
    model = keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Activation("softmax"),
    ])
    return model

# %% softmax_twice_build_deep | [digit_classifier] Stack Overflow, double softmax: Gives the dense layer of ten a softmax and lets a Softmax layer follow, so that softmax is applied twice and the probabilities are nearly equal. | network_of_other_activation
def build_deep():
    inputs = keras.Input((784,))
    x = keras.layers.Dense(64, activation="relu")(inputs)
    x = keras.layers.Dense(32, activation="relu")(x)
    x = keras.layers.Dense(10, activation="softmax")(x)
    outputs = keras.layers.Softmax()(x)
    return keras.Model(inputs, outputs)

# %% second_hidden_layer_linear_build_deep | [digit_classifier] DeepCrime operator, remove activation function: Gives the second hidden layer, that of 32 units, no ReLU, so that it is linear. | network_of_other_activation
def build_deep():
    net = keras.Sequential(name="deep")
    net.add(keras.Input((784,)))
    net.add(keras.layers.Dense(64, activation="relu"))
    net.add(keras.layers.Dense(32))
    net.add(keras.layers.Dense(10, activation="softmax"))
    return net

# %% dense_layer_for_the_inputs_build_shallow | [digit_classifier] textbook's list of misconceptions, input layer counted as a layer with weights: Makes a dense layer of 784 units for the inputs before the hidden layer, so that the network has one layer and 615,440 parameters too many. | network_of_other_depth
def build_shallow():
    model = keras.Sequential()
    model.add(keras.Input(shape=(784,)))
    model.add(keras.layers.Dense(784, activation="relu"))
    model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model

# %% images_instead_of_rows_build_shallow | [digit_classifier] Stack Overflow, input shape incompatible with the layer: Takes images of 28 by 28 pixels as input and flattens them, so that the network refuses rows of shape (batch, 784). | shapes_do_not_fit
def build_shallow():
    image = keras.Input(shape=(28, 28))
    row = keras.layers.Flatten()(image)
    hidden = keras.layers.Dense(64, activation="relu")(row)
    output = keras.layers.Dense(10, activation="softmax")(hidden)
    return keras.Model(inputs=image, outputs=output)

# %% biases_forgotten_count_parameters | [digit_classifier] textbook's list of misconceptions, parameters without biases: Counts the weights only and forgets the one bias of each unit. | count_without_biases
def count_parameters(inputs, units):
    total = 0
    for n in units:
        total += inputs * n
        inputs = n
    return total

# %% inputs_never_replaced_count_parameters | [digit_classifier] student: Counts every layer as if the first layer's inputs entered it, instead of the units of the layer before, so that all layers but the first are wrong. | count_from_the_inputs
def count_parameters(inputs, units):
    return sum(inputs * n + n for n in units)

# %% one_bias_for_each_layer_count_parameters | [digit_classifier] textbook's list of misconceptions, one bias a layer: Counts one bias for each layer instead of one for each unit. | count_one_bias_per_layer
def count_parameters(inputs, units):
    sizes = [inputs] + list(units)
    count = 0
    for i in range(len(units)):
        weights = sizes[i] * sizes[i + 1]
        bias = 1
        count += weights + bias
    return count

# %% shown_not_returned_plot_history | [digit_classifier] textbook's list of misconceptions, print taken for return: Draws and shows the curves but does not return the figure, so that the caller gets None. | returns_nothing
def plot_history(history):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    left.plot(history["loss"], label="training")
    left.plot(history["val_loss"], label="validation")
    left.set_xlabel("epoch")
    left.set_ylabel("loss")
    left.legend()
    right.plot(history["accuracy"], label="training")
    right.plot(history["val_accuracy"], label="validation")
    right.set_xlabel("epoch")
    right.set_ylabel("accuracy")
    right.legend()
    plt.show()

# %% legend_never_drawn_plot_history | [digit_classifier] Stack Overflow, matplotlib label without legend: Gives the curves names with label but never calls legend, so that no legend tells the four curves in the one axes apart. | plot_without_legend
def plot_history(history):
    fig, ax = plt.subplots()
    for name in ["loss", "accuracy", "val_loss", "val_accuracy"]:
        ax.plot(range(1, len(history[name]) + 1), history[name], marker="o", label=name)
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss and accuracy")
    return fig

# %% old_keys_plot_history | [digit_classifier] Stack Overflow, KeyError acc in the history of Keras: Reads the accuracies under the old names "acc" and "val_acc" instead of "accuracy" and "val_accuracy", so that it raises a KeyError. | a_key_that_is_not_there
def plot_history(history):
    fig = plt.figure(figsize=(10, 4))
    ax1 = fig.add_subplot(1, 2, 1)
    ax1.plot(history["loss"], "b-", label="Training loss")
    ax1.plot(history["val_loss"], "r-", label="Validation loss")
    ax1.set_xlabel("Epochs")
    ax1.set_ylabel("Loss")
    ax1.legend()
    ax2 = fig.add_subplot(1, 2, 2)
    ax2.plot(history["acc"], "b-", label="Training acc")
    ax2.plot(history["val_acc"], "r-", label="Validation acc")
    ax2.set_xlabel("Epochs")
    ax2.set_ylabel("Accuracy")
    ax2.legend()
    return fig

# %% training_accuracy_accuracy_to_report | [digit_classifier] textbook's list of misconceptions, training accuracy reported: Reports the last accuracy of the history, measured on the images of the training, instead of measuring on the given images. | report_training_accuracy
def accuracy_to_report(history, model, images, labels):
    return history["accuracy"][-1]

# %% best_validation_accuracy_accuracy_to_report | [digit_classifier] textbook's list of misconceptions, validation accuracy reported: Reports the best validation accuracy of the history instead of measuring on the given images. | report_validation_accuracy
def accuracy_to_report(history, model, images, labels):
    best = max(history["val_accuracy"])
    return float(best)

# %% loss_taken_for_accuracy_accuracy_to_report | [digit_classifier] Stack Overflow, order of what evaluate returns: Takes the first number that evaluate returns for the accuracy, so that it reports the loss on the given images. | report_loss
def accuracy_to_report(history, model, images, labels):
    accuracy, loss = model.evaluate(images, labels, verbose=0)
    return accuracy

# %% predict_classes_predict_digits | [digit_classifier] Stack Overflow, Sequential object has no attribute predict_classes: Calls model.predict_classes, which Keras no longer has, so that every call raises an AttributeError. | digits_by_predict_classes, uses_removed_keras, uses_what_is_not_there
def predict_digits(model, images):
    digits = model.predict_classes(images)
    return digits

# %% largest_over_the_images_predict_digits | [digit_classifier] Stack Overflow, argmax along the wrong axis: Takes argmax along axis 0, so that it returns for each of the ten outputs the position of the image with the largest, shape (10,), instead of the digit of each image. | digits_per_class
def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=0)

# %% masks_right_and_wrong | [digit_classifier] Stack Overflow, boolean mask or indices: Returns two boolean arrays of length n instead of the positions of the right and of the wrong predictions. | positions_as_masks
def right_and_wrong(digits, labels):
    right = digits == labels
    wrong = digits != labels
    return right, wrong

# %% digits_instead_of_positions_right_and_wrong | [digit_classifier] student: Returns the predicted digits that are right and those that are wrong, instead of their positions. | positions_are_digits
def right_and_wrong(digits, labels):
    right = digits[digits == labels]
    wrong = digits[digits != labels]
    return (right, wrong)

# %% tuples_of_where_right_and_wrong | [digit_classifier] Stack Overflow, np.where returns a tuple: Returns what np.where gives, each time a tuple that holds the array of positions, instead of the array itself. | in_another_shape, returns_no_numbers
def right_and_wrong(digits, labels):
    return np.where(digits == labels), np.where(digits != labels)

# %% not_scaled_preprocess | [mnist_softmax] TheDeepChecker kind, unscaled inputs: Converts the pixels to float32 but does not divide by 255, so that the values go up to 255 instead of 1. | images_not_scaled, off_by_a_factor
def preprocess(images, labels):
    x = images.reshape((len(images), 28 * 28)).astype("float32")
    y = keras.utils.to_categorical(labels, 10)
    return x, y

# %% width_from_the_labels_preprocess | [mnist_softmax] Stack Overflow, to_categorical gives too few columns: Lets to_categorical take the number of classes from the largest label, so that y has fewer than ten columns where nine does not occur. | labels_as_wide_as_data
def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    y = keras.utils.to_categorical(labels)
    return x, y

# %% sixty_thousand_images_preprocess | [mnist_softmax] Stack Overflow, cannot reshape array of size into shape (60000,784): Reshapes to 60,000 rows, written into the code, so that any other number of images raises. | reshapes_to_another_size
def preprocess(images, labels):
    x = images.reshape((60000, 28 * 28))
    x = x.astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y

# %% double_precision_preprocess | [mnist_softmax] TheDeepChecker kind, unexpected dtype of the data: Divides the uint8 images by 255.0 without a conversion, so that x has NumPy's dtype float64 instead of float32. | of_another_precision
def preprocess(images, labels):
    n = images.shape[0]
    x = images.reshape(n, 784) / 255.0
    y = np.zeros((n, 10))
    y[np.arange(n), labels] = 1
    return x, y

# %% overflow_softmax | [mnist_softmax] Stack Overflow, softmax gives nan: Exponentiates the logits as they are, without subtracting the largest, so that 1000 overflows and gives NaN. | softmax_overflows, not_finite_at_the_edges
def softmax(logits):
    e = np.exp(logits)
    return e / np.sum(e, axis=-1, keepdims=True)

# %% sum_over_everything_softmax | [mnist_softmax] Stack Overflow, softmax without axis: Divides by the sum over the whole array instead of that of each row, so that the whole batch, not each row, sums to 1. | softmax_sums_everything
def softmax(logits):
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum()

# %% second_axis_required_softmax | [mnist_softmax] Stack Overflow, axis 1 is out of bounds for array of dimension 1: Takes maximum and sum along axis 1, so that a single row of shape (classes,) raises. | softmax_for_batches_only, axis_that_is_not_there
def softmax(logits):
    z = logits - np.max(logits, axis=1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)

# %% argument_shifted_softmax | [mnist_softmax] Stack Overflow, in-place operators and aliases in NumPy: Subtracts the largest logit from the given array in place with -=, so that the caller's logits are changed; the probabilities are right. | softmax_changes_argument, changes_its_argument
def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    exps = np.exp(logits)
    return exps / exps.sum(axis=-1, keepdims=True)

# %% nan_for_zero_cross_entropy | [mnist_softmax] Stack Overflow, nan in a hand-written cross-entropy: Takes the logarithm of all probabilities without a guard, so that a probability of exactly 0 gives an infinite or NaN loss. | loss_without_protection, not_finite_at_the_edges
def cross_entropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1))

# %% sum_over_the_batch_cross_entropy | [mnist_softmax] student: Adds up over the samples and does not divide by their number, so that it returns the sum over the batch instead of the mean. | loss_sums_batch, times_the_count
def cross_entropy(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1.0)
    loss = 0.0
    for y_row, p_row in zip(y_true, p):
        loss += -np.dot(y_row, np.log(p_row))
    return float(loss)

# %% one_loss_for_each_sample_cross_entropy | [mnist_softmax] Keras issue theme, categorical_crossentropy returns one value a sample: Returns the losses of the samples, an array of shape (batch,), and not their mean. | loss_per_sample
def cross_entropy(y_true, y_pred):
    loss = keras.losses.categorical_crossentropy(y_true, y_pred)
    return np.array(loss)

# %% roles_exchanged_cross_entropy | [mnist_softmax] Stack Overflow, order of the arguments of a loss: Exchanges the roles of labels and probabilities and sums the probabilities times the logarithm of the clipped labels, so that every class but the true one costs 16.1 times its probability. | loss_swaps_arguments
def cross_entropy(y_true, y_pred):
    log_labels = np.log(np.clip(y_true, 1e-7, 1.0))
    return float(-np.sum(y_pred * log_labels) / len(y_true))

# %% sigmoid_outputs_build_model | [mnist_softmax] DeepCrime operator, change activation function: Gives the output layer sigmoid instead of softmax, so that the rows of outputs do not sum to 1. | model_sigmoid_output, network_of_other_activation
def build_model():
    return keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="sigmoid"),
    ])

# %% no_dropout_build_model | [mnist_softmax] student: Leaves the Dropout layer out, so that nothing is dropped while training; the parameters are as many as asked. | model_without_dropout, network_of_other_dropout
def build_model():
    model = keras.models.Sequential()
    model.add(keras.Input(shape=(784,)))
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model

# %% dropout_on_the_outputs_build_model | [mnist_softmax] TheDeepChecker kind, misplaced dropout: Puts the Dropout behind the output layer instead of behind the hidden layer, so that while training probabilities are dropped and no hidden units. | network_of_other_dropout
def build_model():
    inputs = keras.Input((784,))
    x = keras.layers.Dense(512, activation="relu")(inputs)
    x = keras.layers.Dense(10, activation="softmax")(x)
    outputs = keras.layers.Dropout(0.2)(x)
    return keras.Model(inputs, outputs)

# %% output_without_softmax_build_model | [mnist_softmax] DeepCrime operator, remove activation function: Leaves the output layer without softmax, so that the outputs are logits and rows do not sum to 1. | network_of_other_activation
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(512, activation="relu")
        self.drop = keras.layers.Dropout(0.2)
        self.out = keras.layers.Dense(10)

    def call(self, x, training=None):
        x = self.hidden(x)
        x = self.drop(x, training=training)
        return self.out(x)

def build_model():
    model = Net()
    model.build((None, 784))
    return model

# %% one_digit_for_all_predict_digits | [mnist_softmax] Stack Overflow, argmax without axis: Calls argmax without an axis, so that it returns one number, the place in the flattened outputs, instead of one digit for each image. | digits_one_for_all
def predict_digits(model, x):
    outputs = model.predict(x, verbose=0)
    return np.argmax(outputs)

# %% threshold_of_one_half_predict_digits | [mnist_softmax] Stack Overflow, replacement for predict_classes: Compares all outputs with 0.5 as for two classes, so that it returns zeros and ones of shape (n, 10) instead of one digit for each image. | digits_rounded
def predict_digits(model, x):
    return (model.predict(x) > 0.5).astype("int32")

# %% largest_output_itself_predict_digits | [mnist_softmax] student, maximum and argmax: Returns the largest output of each image, rounded to an integer, instead of the class at whose place it stands. | digits_largest_output
def predict_digits(model, x):
    p = model.predict(x, verbose=0)
    return np.max(p, axis=1).round().astype(int)

# %% image_without_batch_axis_predict_digits | [mnist_softmax] Stack Overflow, expected ndim 2 found ndim 1: Hands the model one image at a time of shape (784,) without a batch axis, so that the model refuses it and the call raises. | shapes_do_not_fit
def predict_digits(model, x):
    digits = []
    for image in x:
        p = model.predict(image, verbose=0)
        digits.append(int(np.argmax(p)))
    return np.array(digits)

# %% scaled_by_255_prepare | [small_digits] student: Divides by 255 as for MNIST although the darkest grey value of these images is 16, so that 16 becomes 0.063 instead of 1. | images_scaled_by_255, off_by_a_factor
def prepare(images):
    n = len(images)
    return images.reshape(n, -1).astype("float32") / 255

# %% scaled_by_the_darkest_given_prepare | [small_digits] student: Divides by the largest grey value that occurs in the given images instead of by 16, so that images that are nowhere as dark as 16 come out too large. | images_scaled_by_their_largest
def prepare(images):
    rows = images.reshape(images.shape[0], 64).astype(float)
    return rows / images.max()

# %% divided_in_place_prepare | [small_digits] Stack Overflow, cannot cast ufunc true_divide output to uint8: Divides the uint8 array in place with /=, which NumPy refuses for integers, so that every call raises. | computes_in_an_integer_array
def prepare(images):
    images = images.reshape(len(images), 64)
    images /= 16
    return images

# %% global_generator_split | [small_digits] student: Seeds NumPy's old global generator with np.random.seed and shuffles with np.random.permutation, so that the order can be repeated but is another one than that of default_rng(SEED). | split_by_the_old_generator
def split(rows, labels):
    np.random.seed(SEED)
    order = np.random.permutation(len(rows))
    train, held = order[:-HELD], order[-HELD:]
    return rows[train], labels[train], rows[held], labels[held]

# %% shuffled_separately_split | [small_digits] Stack Overflow, shuffle two arrays in unison: Permutes rows and labels one after the other with the same generator, which gives two different orders, so that the labels no longer belong to their rows. | split_shuffles_twice
def split(rows, labels):
    rng = np.random.default_rng(SEED)
    rows = rng.permutation(rows)
    labels = rng.permutation(labels)
    n = len(rows) - HELD
    return rows[:n], labels[:n], rows[n:], labels[n:]

# %% first_instead_of_last_held_split | [small_digits] student: Holds the first HELD of the shuffled order back for validation instead of the last and trains with those behind them. | split_holds_back_the_first
def split(rows, labels):
    order = np.random.default_rng(SEED).permutation(len(rows))
    validation = order[:HELD]
    training = order[HELD:]
    return rows[training], labels[training], rows[validation], labels[validation]

# %% thirty_two_units_build_model | [small_digits] student: Gives the hidden layer the 32 units of the example in the text instead of HIDDEN. | network_of_another_width, network_of_other_width
def build_model():
    model = keras.Sequential([
        keras.Input(shape=(64,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    return model

# %% sigmoid_in_the_hidden_layer_build_model | [small_digits] DeepCrime operator, change activation function: Gives the hidden layer the sigmoid instead of ReLU. | network_hidden_sigmoid, network_of_other_activation
def build_model():
    inputs = keras.Input((64,))
    hidden = keras.layers.Dense(HIDDEN, activation="sigmoid")(inputs)
    outputs = keras.layers.Dense(10, activation="softmax")(hidden)
    return keras.Model(inputs, outputs)

# %% rows_and_columns_swapped_confusion | [small_digits] textbook's list of misconceptions, rows and columns of the confusion matrix: Counts with the predicted digit as row and the true digit as column, so that the table is transposed. | table_transposed, transposed
def confusion(labels, digits):
    table = np.zeros((10, 10), dtype=int)
    for t, p in zip(labels, digits):
        table[p, t] += 1
    return table

# %% repeated_pairs_counted_once_confusion | [small_digits] Stack Overflow, increment with repeated indices in NumPy: Increments with table[labels, digits] += 1, which counts every pair that occurs only once, so that no entry is above 1. | table_counts_once, one_above_one
def confusion(labels, digits):
    table = np.zeros((10, 10), dtype=int)
    table[labels, digits] += 1
    return table
