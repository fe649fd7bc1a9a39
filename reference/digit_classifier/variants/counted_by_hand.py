"""The share of right answers, counted; parameters one layer at a time."""

import numpy as np


def accuracy_to_report(history, model, images, labels):
    return np.mean(np.argmax(model(images), axis=-1) == labels)


def count_parameters(inputs, units):
    if not units:
        return 0
    return inputs * units[0] + units[0] + count_parameters(units[0], units[1:])


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def right_and_wrong(digits, labels):
    hit = digits == labels
    return np.where(hit)[0], np.where(~hit)[0]
