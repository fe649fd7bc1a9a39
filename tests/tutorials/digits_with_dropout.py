# %% [markdown]
# # Digits, as a student of the third tutorial hands it in (lesson `digit_classifier`)

# %% S2-01: imported, never used, and not installed
import tensorflow_datasets as tfds

# %%
import matplotlib.pyplot as plt
import numpy as np
from tensorflow import keras

# %% S2-02: the text says X_train, the code x_train
print(X_train.shape)


# %%
def one_hot(labels, num_classes):
    return keras.utils.to_categorical(labels, num_classes)


# %% S2-07: the input shape is given, and pictures are expected as rows
def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Dense(512, activation="relu", input_shape=(784,)),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %%
def count_parameters(inputs, units):
    total = 0
    for width in units:
        total, inputs = total + (inputs + 1) * width, width
    return total


# %% S2-11: "test score" is the loss
def accuracy_to_report(history, model, images, labels):
    score = model.evaluate(images, labels, verbose=0)
    return score[0]


# %%
def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=-1)


# %% S2-09: the labels are written over, so that a second run of the cell sees others
def right_and_wrong(digits, labels):
    labels -= digits
    return np.nonzero(labels == 0)[0], np.nonzero(labels)[0]


# %% S2-06: the curves are drawn without a word of what they are
def plot_history(history):
    plt.plot(history["loss"])
    plt.plot(history["val_loss"])
    plt.plot(history["accuracy"])
    plt.plot(history["val_accuracy"])


# %% tags=["retake"]
# S2-10: the wrong ones are counted, and never shown
def right_and_wrong(digits, labels):
    correct_indices = np.nonzero(digits == labels)[0]
    incorrect_indices = np.nonzero(digits != labels)[0]
    return correct_indices
