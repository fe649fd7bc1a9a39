# assignment: mnist_softmax
# diagnoses: images_not_flattened, labels_stay_numbers, model_narrow, digits_per_class


def preprocess(images, labels):
    images = images / 255
    return images.astype("float32"), labels.astype("float32")


def build_model():
    return keras.Sequential(
        [keras.Input((784,)), keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    )


def predict_digits(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=0)
