# Wrong ways to prepare data and to read predictions.

# %% raw_floats | MNIST 55328966: raw 0-255 | images_not_scaled
def preprocess(images, labels):
    return images.astype(np.float32).reshape(len(images), -1), tf.one_hot(labels, 10).numpy()


# %% scaled_and_again | TheDeepChecker: double normalisation | images_scaled_twice
def preprocess(images, labels):
    x = images.reshape((images.shape[0], 28 * 28)) / 255.0
    x = (x / 255.0).astype("float32")
    return x, np.eye(10)[labels]


# %% labels_divided | MNIST 59325381: y_train/255 | labels_scaled_too
def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 255
    y = (labels / 255).astype("int64")
    return x, keras.utils.to_categorical(y, 10)


# %% labels_kept | SFData s62449191: labels not one-hot | labels_stay_numbers
def preprocess(images, labels):
    return (images.reshape(len(images), 784) / 255).astype("float32"), np.array(labels, dtype="float32")


# %% labels_kept_integers | SFData s48250510: labels not one-hot | labels_stay_numbers
def preprocess(images, labels):
    return (images.reshape(len(images), 784) / 255).astype("float32"), labels


# %% pictures_kept | SFData s63279168: shape of the images | images_not_flattened
def preprocess(images, labels):
    return (images / 255.0).astype(np.float32), np.eye(10)[labels]


# %% pixels_mixed | TheDeepChecker: features mixed | images_scrambled
def preprocess(images, labels):
    n = images.shape[0]
    return np.transpose(images.reshape(784, n)).astype("float32") / 255.0, np.eye(10)[labels]


# %% whole_division | wild: integer division | images_floor_divided
def preprocess(images, labels):
    x = np.floor_divide(images, 255).astype("float32").reshape(-1, 784)
    return x, np.eye(10)[labels]


# %% columns_as_found | wild: to_categorical on a subset | labels_as_wide_as_data
def preprocess(images, labels):
    x = images.reshape(-1, 784) / np.float32(255)
    return x, np.eye(labels.max() + 1)[labels]


# %% centred | wild: centred | images_centred
def preprocess(images, labels):
    x = images.reshape(-1, 784).astype("float32") / 127.5 - 1
    return x, np.eye(10)[labels]


# %% raw_and_numbers | two faults at once | images_not_scaled,labels_stay_numbers
def preprocess(images, labels):
    return images.reshape(-1, 784).astype("float32"), labels.astype("float32")


# %% along_the_batch | wild: argmax(axis=0) | digits_per_class
def predict_digits(model, x):
    return model.predict(x, verbose=0).argmax(0)


# %% over_everything | wild: argmax without axis | digits_one_for_all
def predict_digits(model, x):
    return model.predict(x, verbose=0).argmax()


# %% outputs_returned | wild: probabilities returned | digits_are_probabilities
def predict_digits(model, x):
    return np.asarray(model(x))


# %% counted_from_one | wild: off by one | digits_from_one
def predict_digits(model, x):
    outputs = model.predict(x, verbose=0)
    return np.array([int(np.argmax(row)) + 1 for row in outputs])


# %% above_half | wild: threshold | digits_above_one_half
def predict_digits(model, x):
    return np.argmax(np.where(np.asarray(model(x)) > 0.5, 1, 0), axis=-1)


# %% least_likely | wild: argmin | digits_least_likely
def predict_digits(model, x):
    return np.argmin(model.predict(x, verbose=0), axis=1)
