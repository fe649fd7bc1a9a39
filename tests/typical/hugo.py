# assignment: digit_classifier
# diagnoses: labels_without_width, count_without_biases, report_validation_accuracy


def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels)


def count_parameters(inputs, units):
    total = 0
    for n in units:
        total += inputs * n
        inputs = n
    return total


def accuracy_to_report(history, model, images, labels):
    return history["val_accuracy"][-1]
