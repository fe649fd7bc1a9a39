"""Loss and accuracy over the same epochs, each with its own scale; one legend for the whole figure."""

import matplotlib.pyplot as plt
import numpy as np


def plot_history(history):
    figure, left = plt.subplots()
    right = left.twinx()
    epochs = np.arange(len(history["loss"]))
    left.plot(epochs, np.array(history["loss"]), "b-", label="loss")
    left.plot(epochs, np.array(history["val_loss"]), "b--", label="validation loss")
    right.plot(epochs, np.array(history["accuracy"]), "r-", label="accuracy")
    right.plot(epochs, np.array(history["val_accuracy"]), "r--", label="validation accuracy")
    left.set_xlabel("epoch")
    left.set_ylabel("loss")
    right.set_ylabel("accuracy")
    left.axhline(0, color="grey")
    figure.legend()
    return figure, (left, right)
