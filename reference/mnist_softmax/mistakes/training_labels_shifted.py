"""Images and labels are moved against each other, so that each image learns its neighbour's label."""

CATALOGUE = "TR12"
FAILS = ("train_model.learns", "train_model.accuracy")
HINT = "Is label 0 still the label of image 0?"


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:9999], y_train[1:10000], batch_size=128, epochs=1)
