"""Plain Python loops and lists."""


def one_hot(labels, num_classes):
    return [[1.0 if label == number else 0.0 for number in range(num_classes)] for label in labels]


def count_parameters(inputs, units):
    widths = [inputs] + units
    return sum(before * after + after for before, after in zip(widths[:-1], widths[1:]))


def accuracy_to_report(history, model, images, labels):
    outputs = model.predict(images, verbose=0)
    hits = 0
    for row, label in zip(outputs.tolist(), labels):
        if row.index(max(row)) == label:
            hits += 1
    return hits / len(labels)


def predict_digits(model, images):
    return [row.index(max(row)) for row in model.predict(images, verbose=0).tolist()]


def right_and_wrong(digits, labels):
    import numpy as np

    right = [n for n in range(len(digits)) if digits[n] == labels[n]]
    wrong = [n for n in range(len(digits)) if digits[n] != labels[n]]
    return np.array(right, dtype=int), np.array(wrong, dtype=int)
