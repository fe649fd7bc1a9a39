"""A subclassed model, and momentum in place of Adam."""

from tensorflow import keras


class Reader(keras.Model):
    def __init__(self, width):
        super().__init__()
        self.hidden = keras.layers.Dense(width, activation="relu")
        self.scores = keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        return self.scores(self.hidden(x))


def build_model():
    return Reader(HIDDEN)


def train_model(model, x, y):
    rule = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    model.compile(optimizer=rule, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=30, verbose=0)
