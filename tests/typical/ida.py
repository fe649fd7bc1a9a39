# assignment: tensors
# diagnoses: dot_without_sum, leaky_is_a_maximum, rank_is_length


def dot(a, b):
    return a * b


def leaky(x, slope):
    return tf.maximum(x, slope * x)


def rank_and_size(tensor):
    return len(tensor), tensor.size
