# %% [markdown]
# # Digits, as a student of the fourth tutorial hands it in (lesson `digit_classifier`)

# %%
import numpy as np
import tensorflow as tf

# %% S3-01: the text forgets an s
(train_images, train_labels), (test_images, test_labels) = tf.keras.dataset.mnist.load_data()


# %% S3-06: as wide as the largest label
def one_hot(labels, num_classes):
    return tf.keras.utils.to_categorical(labels)


# %% S3-08: Flatten without an input shape: asked for, and no mistake
def build_classifier():
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(512, activation="relu"))
    model.add(tf.keras.layers.Dense(10, activation="softmax"))
    return model


# %% S3-02: a sum of weights times inputs, and no bias
def build_shallow():
    return tf.keras.Sequential(
        [
            tf.keras.Input((784,)),
            tf.keras.layers.Dense(64, activation="relu", use_bias=False),
            tf.keras.layers.Dense(10, activation="softmax", use_bias=False),
        ]
    )


# %% S3-02: the same when counting
def count_parameters(inputs, units):
    total = 0
    for width in units:
        total, inputs = total + inputs * width, width
    return total


# %% S3-05: "we got an accuracy of 99.6 %", on the images that were learnt
def accuracy_to_report(history, model, images, labels):
    return history["accuracy"][-1]


# %% S3-09: no validation
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:3200], labels[:3200], epochs=1)


# %%
def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=1)


# %% S3-04: the loss drawn as if it were the accuracy, and nothing else
def plot_history(history):
    import matplotlib.pyplot as plt

    plt.plot(history["loss"], label="accuracy")
    plt.xlabel("epoch")
    plt.ylabel("accuracy")
    plt.legend()
