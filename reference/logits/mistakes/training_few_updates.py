"""So few and so small steps that the network has only begun to learn."""

from tensorflow import keras

CATALOGUE = "TR18"
FAILS = ("train_model.moves", "train_model.accuracy")
HINT = "Look at the learning curve: does it still fall at the end?"


def train_model(model, images, labels):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.0008), loss=loss, metrics=["accuracy"])
    return model.fit(images[:3000], labels[:3000], batch_size=128, epochs=1)
