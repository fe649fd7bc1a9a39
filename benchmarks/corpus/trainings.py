# Trainings with one fault each: operators of DeepCrime, kinds of TheDeepChecker, real MNIST faults.
# A cell may redefine `build_model` too, where the fault lies between the two.

# %% raw_logits | tutorial: logits, from_logits=False | training_raw_logits
def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(x_train, np.argmax(y_train, axis=1), epochs=1, batch_size=128)


# %% raw_logits_one_hot | TheDeepChecker: missing softmax | training_raw_logits
def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10),
        ]
    )


def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% images_alone_shuffled | TheDeepChecker: features shuffled alone | training_labels_shifted
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    x = x_train[np.random.permutation(len(x_train))]
    return model.fit(x, y_train, epochs=1, batch_size=128)


# %% labels_rolled | DeepCrime: change_label | training_labels_shifted
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, np.roll(y_train, 7, axis=0), epochs=1, batch_size=128)


# %% labels_off_by_one | DeepCrime: change_label | training_labels_renamed
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, np.roll(y_train, 1, axis=1), epochs=1, batch_size=128)


# %% labels_divided | MNIST 59325381: y_train/255 | training_labels_scaled
def train_model(model, x_train, y_train):
    y = np.argmax(y_train, axis=1) / 255.0
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y, epochs=1, batch_size=128)


# %% sparse_with_rows | SFData s62449191: labels and loss do not fit | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=64, epochs=1)


# %% categorical_with_numbers | SFData s48250510: labels and loss do not fit | training_loss_for_rows
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train.argmax(1), batch_size=64, epochs=1)


# %% adam_of_one | DeepCrime: change_learning_rate | training_rate_too_large
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.Adam(1.0), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% adam_of_a_third | DeepCrime: change_learning_rate | training_rate_too_large
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.RMSprop(0.3), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=64)


# %% crawling | DeepCrime: change_learning_rate | training_rate_too_small
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.Adam(1e-7), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% uphill | TheDeepChecker: flipped sign | training_goes_uphill
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.SGD(-0.01), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% mean_squared_sgd | MNIST 48385830: MSE, learning rate 3 | training_unsuited_loss,training_rate_too_large
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.SGD(3.0), "mse", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% mean_absolute | DeepCrime: change_loss_function | training_unsuited_loss
def train_model(model, x_train, y_train):
    model.compile("sgd", "mean_absolute_error", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% raw_again | MNIST 55328966: raw 0-255 | training_images_too_large
def train_model(model, x_train, y_train):
    model.compile(keras.optimizers.SGD(0.1), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train * 255, y_train, epochs=1, batch_size=128)


# %% scaled_again | TheDeepChecker: double normalisation | training_images_too_small
def train_model(model, x_train, y_train):
    model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train / 255, y_train, epochs=2, batch_size=64)


# %% noise | DeepCrime: add_noise | training_images_altered
def train_model(model, x_train, y_train):
    x = x_train + np.random.normal(scale=50.0, size=x_train.shape).astype("float32")
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_train, epochs=1, batch_size=128)


# %% transposed | TheDeepChecker: features mixed | training_images_scrambled,training_images_altered
def train_model(model, x_train, y_train):
    x = x_train.reshape(784, -1).T
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_train, epochs=1, batch_size=128)


# %% zeros | TheDeepChecker: constant initial weights | training_from_equal_weights
def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(512, activation="relu", kernel_initializer="zeros"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax", kernel_initializer="zeros"),
        ]
    )


def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% one_batch | DeepCrime: disable_batching | training_few_updates
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=2, batch_size=len(x_train))


# %% hundred_images | DeepCrime: delete_training_data | training_on_few_images
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[:100], y_train[:100], epochs=5, batch_size=32)


# %% three_digits | DeepCrime: unbalance_train_data | training_misses_digits
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    kept = y_train.argmax(axis=1) < 3
    return model.fit(x_train[kept], y_train[kept], epochs=1, batch_size=128)


# %% sorted_digits | research: sorted data | training_in_order_of_labels
def train_model(model, x_train, y_train):
    order = np.argsort(y_train.argmax(axis=1), kind="stable")
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[order], y_train[order], epochs=1, batch_size=128, shuffle=False)


# %% rebuilt | research: another model is trained | training_another_model
def train_model(model, x_train, y_train):
    fresh = build_model()
    fresh.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return fresh.fit(x_train, y_train, epochs=1, batch_size=128)


# %% never_fitted | research: forgot to fit | training_forgets_to_fit
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.predict(x_train[:10], verbose=0)


# %% metrics_third | research: metrics by position | training_metrics_by_position
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy", ["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128)


# %% sgd_one_epoch | DeepCrime: change_optimisation_function |
def train_model(model, x_train, y_train):
    model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=256)
