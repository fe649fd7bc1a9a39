"""Plain Python loops over samples."""

import math


def are_probabilities(outputs):
    for row in outputs:
        total = 0.0
        for value in row:
            if value < 0:
                return False
            total += float(value)
        if abs(total - 1) > 1e-5:
            return False
    return True


def predict_probabilities(model, images):
    answers = []
    for row in model.predict(images, verbose=0).tolist():
        highest = max(row)
        powers = [math.exp(value - highest) for value in row]
        answers.append([power / sum(powers) for power in powers])
    return answers


def loss_of_probabilities(labels, probabilities):
    total = 0.0
    for label, row in zip(labels, probabilities):
        total -= math.log(max(row[label], 1e-7))
    return total / len(labels)


def loss_of_logits(labels, logits):
    total = 0.0
    for label, row in zip(labels, logits):
        highest = max(row)
        total += highest + math.log(sum(math.exp(value - highest) for value in row)) - row[label]
    return total / len(labels)


def initial_loss(classes):
    return math.log(classes)
