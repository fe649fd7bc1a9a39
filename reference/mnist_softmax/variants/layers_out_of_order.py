"""A subclassed model that creates its layers in another order than the one in which it uses them."""

from tensorflow import keras


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.output_layer = keras.layers.Dense(10, activation="softmax")
        self.hidden_layer = keras.layers.Dense(512, activation="relu")
        self.dropout = keras.layers.Dropout(0.2)

    def call(self, inputs, training=False):
        x = self.hidden_layer(inputs)
        x = self.dropout(x, training=training)
        return self.output_layer(x)


def build_model():
    return Net()
