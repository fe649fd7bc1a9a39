"""One-hot rows and the other cross-entropy, in batches of 16."""

from tensorflow import keras


def train_model(model, x, y):
    model.compile(optimizer="nadam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, keras.utils.to_categorical(y, 10), batch_size=16, epochs=25, verbose=0)
