"""A model with `input_shape=`, a Flatten that has nothing to do and Activation layers, fitted epoch by epoch."""

from tensorflow import keras


def build_model():
    model = keras.models.Sequential(
        [
            keras.layers.Flatten(input_shape=(784,)),
            keras.layers.Dense(units=512),
            keras.layers.Activation("relu"),
            keras.layers.Dropout(rate=0.2),
            keras.layers.Dense(units=10),
            keras.layers.Activation("softmax"),
        ]
    )
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def train_model(model, x_train, y_train):
    # the model comes compiled from build_model; fit it again and again and collect what it says
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    collected = {"loss": [], "accuracy": []}
    for _ in range(2):
        history = model.fit(x_train, y_train, batch_size=128, epochs=1)
        for name in collected:
            collected[name] += history.history[name]
    return collected
