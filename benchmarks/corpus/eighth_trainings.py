# %% eighth_small_categorical_on_digits_train_model | [small_digits] The loss is categorical_crossentropy although the labels are digits and not one-hot rows; fit raises a ValueError about the shapes (None,) and (None, 10), so nothing is trained. | training_loss_for_rows
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=50, batch_size=32, verbose=0)
    return history

# %% eighth_small_mnist_epochs_train_model | [small_digits] The numbers of MNIST are kept, 5 epochs with batches of 128; with about a thousand images that is some 45 steps in all, far too few for 86 %. | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(x, y, batch_size=128, epochs=5)

# %% eighth_small_validation_from_try_it_train_model | [small_digits] The validation data are x_validation and y_validation, which exist only after the Try-it cell of the split; that cell is not run when graded, so the function ends in a NameError. | name_without_a_value
def train_model(model, x, y):
    keras.utils.set_random_seed(SEED)
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=0.005),
        metrics=["accuracy"],
    )
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=15, restore_best_weights=True)
    history = model.fit(
        x,
        y,
        validation_data=(x_validation, y_validation),
        epochs=100,
        batch_size=32,
        callbacks=[stop],
        verbose=0,
    )
    return history

# %% eighth_small_plain_sgd_train_model | [small_digits] Plain SGD with its learning rate of 0.01 for only 10 epochs of batches of 64, about 180 tiny steps; the accuracy stays far below 86 %. | training_descends_slowly
def train_model(model, x, y):
    model.compile("sgd", "sparse_categorical_crossentropy", ["accuracy"])
    h = model.fit(x, y, 64, 10, verbose=2)
    return h

# %% eighth_small_tf_not_imported_train_model | [small_digits] Optimizer and loss are written tf.keras..., but this notebook imports only keras and never tf; the first line of the function is a NameError. | name_without_a_value
def train_model(model, x, y):
    optimizer = tf.keras.optimizers.Adam(0.01)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model.fit(x, y, epochs=60, batch_size=32, verbose=0)

# %% eighth_small_draws_but_no_return_train_model | [small_digits] The model is trained well and the curve is drawn, but the function has no return, so None comes back where the History is asked for. | training_without_history
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=100, batch_size=32, validation_split=0.1, verbose=0)
    plt.plot(history.history["accuracy"], label="training")
    plt.plot(history.history["val_accuracy"], label="validation")
    plt.xlabel("epoch")
    plt.ylabel("accuracy")
    plt.legend()
    plt.show()

# %% eighth_small_trains_on_held_part_train_model | [small_digits] The two parts of an inner split are mixed up: the model is fitted for 10 epochs to the HELD images alone and validated on the thousand others, some 50 steps in all, and stays far below 86 %. | training_on_few_images, training_few_updates
def train_model(model, x, y):
    order = np.random.default_rng(SEED).permutation(len(x))
    train, held = order[-HELD:], order[:-HELD]
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x[train], y[train],
        validation_data=(x[held], y[held]),
        batch_size=32,
        epochs=10,
    )
    return history

# %% eighth_small_early_stopping_mode_min_train_model | [small_digits] EarlyStopping watches the accuracy with mode="min" and a patience of 1, so rising accuracy counts as getting worse: it stops after two epochs and restores the weights of the first, far below 86 %. | training_callback_interferes
def train_model(model, x, y):
    early = keras.callbacks.EarlyStopping(
        monitor="accuracy", mode="min", patience=1, restore_best_weights=True
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=200, batch_size=32, callbacks=[early], verbose=0)
    print("epochs:", len(history.history["loss"]))
    return history

# %% eighth_small_one_hot_but_sparse_train_model | [small_digits] The labels are turned into one-hot rows, but the loss is still the sparse one, which wants digits; fit raises a ValueError about the rank of target and output. | training_loss_for_numbers
def train_model(model, x, y):
    y_hot = keras.utils.to_categorical(y, 10)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_hot, epochs=80, batch_size=16, verbose=0)

# %% eighth_small_five_parameters_train_model | [small_digits] The student adds two parameters without defaults for validation data to the signature; called with model, x and y as the notebook says, it is a TypeError about missing arguments. | called_with_other_arguments
def train_model(model, x, y, x_val, y_val):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, validation_data=(x_val, y_val), epochs=60, batch_size=32, verbose=0)
    return history

# %% eighth_logits_still_stuck_train_model | [logits] Only the number of epochs and the learning rate are changed; the loss given by its name still assumes probabilities while the network gives logits, so the training stays stuck near 2.30. | training_raw_logits
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.0005),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=2)
    return history

# %% eighth_logits_from_logits_in_compile_train_model | [logits] from_logits=True is given to compile and not to the loss; compile does not know that argument and raises a TypeError. | called_with_other_arguments
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", from_logits=True, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5)

# %% eighth_logits_categorical_not_sparse_train_model | [logits] from_logits=True is right, but it is CategoricalCrossentropy without the Sparse, while the labels are plain digits; fit raises a ValueError because labels (None,) and outputs (None, 10) do not match. | training_loss_for_rows
def train_model(model, images, labels):
    loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
    history = model.fit(images, labels, epochs=5, batch_size=64, validation_split=0.1)
    return history

# %% eighth_logits_new_softmax_model_train_model | [logits] A new network with softmax is built under the name model and trained in place of the given one; the given model keeps its random weights and reads about one digit in ten. | training_another_model
def train_model(model, images, labels):
    model = keras.Sequential([
        keras.layers.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=0)
    print("training accuracy:", history.history["accuracy"][-1])
    return history

# %% eighth_logits_labels_divided_by_255_train_model | [logits] The labels are divided by 255 as if they were grey values; the sparse loss cuts them to integers, all labels become 0, and the network learns to say 0 to every image, about 10 % right. | training_labels_scaled
def train_model(model, images, labels):
    images = images.astype("float32")
    labels = labels.astype("float32") / 255
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(images, labels, batch_size=128, epochs=4)

# %% eighth_logits_returns_model_train_model | [logits] The training is right, but the function returns the model and not the History that fit gives, so there are no losses in what comes back. | training_without_history
def train_model(model, images, labels):
    model.compile(
        optimizer="adam",
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(images, labels, epochs=5)
    return model

# %% eighth_logits_images_flattened_first_train_model | [logits] The images are reshaped to rows of 784 before fit, but the given model takes 28 by 28 and flattens by itself; fit raises a ValueError about the input shape. | training_images_of_other_shape
def train_model(model, images, labels):
    x = images.reshape(len(images), 28 * 28)
    model.summary()
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(x, labels, epochs=5, batch_size=128, verbose=1)
    return history

# %% eighth_logits_x_test_from_try_it_train_model | [logits] fit validates with x_test and test_labels, names that only a Try-it cell defines; those cells are not run when graded, so it is a NameError. | name_without_a_value
def train_model(model, images, labels):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_data=(x_test, test_labels), verbose=2)

# %% eighth_logits_scheduler_tenth_each_epoch_train_model | [logits] A LearningRateScheduler takes a tenth of the learning rate in every epoch, the first one too, so Adam runs 235 steps at 1e-4 and then practically stands still; the accuracy stays below 0.93. | training_rate_fades, training_callback_interferes
def train_model(model, images, labels):
    def schedule(epoch, lr):
        return lr * 0.1

    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    slower = keras.callbacks.LearningRateScheduler(schedule)
    history = model.fit(images, labels, batch_size=256, epochs=6, callbacks=[slower], verbose=0)
    return history

# %% eighth_logits_adam_lr_keyword_train_model | [logits] The learning rate is given as lr=, the name of old versions; Adam in Keras 3 does not know it and raises a ValueError before anything is compiled. | called_with_other_arguments
def train_model(model, images, labels):
    opt = keras.optimizers.Adam(lr=0.001)
    model.compile(optimizer=opt, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model.fit(images, labels, epochs=5, batch_size=100)

# %% eighth_classifier_no_validation_train_model | [digit_classifier] fit is given neither validation_split nor validation_data, so nothing is held back and the history has no val_loss and no val_accuracy, which the notebook demands. | training_without_validation
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=3)
    history = model.fit(images, labels, epochs=10, batch_size=128, callbacks=[stop])
    return history

# %% eighth_classifier_no_metrics_train_model | [digit_classifier] compile has no metrics, so the history holds only loss and val_loss; accuracy and val_accuracy, which are asked for, are missing. | training_without_accuracy
def train_model(model, images, labels):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
    return model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.2)

# %% eighth_classifier_sparse_on_one_hot_train_model | [digit_classifier] The loss is sparse_categorical_crossentropy although the labels come as one-hot rows; fit raises a ValueError about the rank of target and output. | training_loss_for_numbers
def train_model(model, images, labels):
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, batch_size=128, epochs=8, validation_split=0.1, verbose=2)
    return history

# %% eighth_classifier_metric_other_name_train_model | [digit_classifier] The metric is CategoricalAccuracy without a name, so the history has categorical_accuracy and val_categorical_accuracy, and the keys accuracy and val_accuracy that are asked for are missing. |
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy()],
    )
    history = model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.2)
    print("epochs trained:", len(history.epoch))
    return history

# %% eighth_classifier_test_images_from_try_it_train_model | [digit_classifier] Validation is done with x_test and test_labels, which only the Try-it cell defines and which were to stay untouched; graded without that cell, the function ends in a NameError. | name_without_a_value, training_validates_on_test
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    y_test = keras.utils.to_categorical(test_labels, 10)
    return model.fit(images, labels, epochs=10, batch_size=128, validation_data=(x_test, y_test))

# %% eighth_classifier_split_misaligned_train_model | [digit_classifier] The first 10,000 images are held back, but the last 10,000 labels are cut off the training labels, so every training image has the label of another one; the network learns nothing and reads about 10 %. | training_labels_shifted
def train_model(model, images, labels):
    n_val = 10000
    x_val, y_val = images[:n_val], labels[:n_val]
    x_part, y_part = images[n_val:], labels[:-n_val]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x_part,
        y_part,
        epochs=6,
        batch_size=128,
        validation_data=(x_val, y_val),
    )
    return history

# %% eighth_classifier_build_without_batch_train_model | [digit_classifier] The model is built by hand with the shape (28, 28) without the None of the batch, so Keras takes the images for rows of 28 numbers; fit with 28 by 28 images then raises a ValueError. | training_images_of_other_shape
def train_model(model, images, labels):
    model.build(images.shape[1:])
    model.summary()
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, validation_split=0.2, epochs=10, batch_size=128)
    return history

# %% eighth_classifier_one_hot_twice_train_model | [digit_classifier] The labels, one-hot already, go through to_categorical once more and get the shape (60000, 10, 10); the loss cannot match them with outputs of shape (None, 10) and fit raises a ValueError. |
def train_model(model, images, labels):
    labels = keras.utils.to_categorical(labels, num_classes=10)
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=10, batch_size=128, validation_split=1 / 6)

# %% eighth_classifier_returns_best_number_train_model | [digit_classifier] The function returns the best validation accuracy, a single float, and neither the History nor its dictionary; the four curves are missing. | training_without_history
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.2, verbose=0)
    return max(history.history["val_accuracy"])

# %% eighth_classifier_sgd_three_epochs_train_model | [digit_classifier] Plain SGD with a learning rate of 0.01 for three epochs of batches of 128; the network is at about 0.86 then and far from the goal of 0.975. | training_descends_slowly
def train_model(model, images, labels):
    sgd = keras.optimizers.SGD(learning_rate=0.01)
    model.compile(optimizer=sgd, loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=3, validation_split=0.2)
    return history.history

# %% eighth_softmax_sparse_loss_train_model | [mnist_softmax] SparseCategoricalCrossentropy is used with the one-hot labels y_train; it wants digits, and fit raises a ValueError about the rank of target and output. | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(
        optimizer="adam",
        loss=tf.keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% eighth_softmax_sgd_default_train_model | [mnist_softmax] The optimizer is "sgd" with its small default rate, and five epochs of batches of 128 bring it to about 0.88 only, not to 0.95. | training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, validation_split=0.1, verbose=2)
    return history

# %% eighth_softmax_numpy_loss_train_model | [mnist_softmax] The loss is a function of the student's own written with NumPy; inside fit it is given symbolic tensors, which NumPy cannot turn into arrays, so fit raises an exception. | takes_numpy_inside_a_graph
def numpy_loss(y_true, y_pred):
    p = np.clip(np.array(y_pred), 1e-7, 1.0)
    return -np.mean(np.sum(np.array(y_true) * np.log(p), axis=-1))


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss=numpy_loss, metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5)
    return history

# %% eighth_softmax_metrics_string_train_model | [mnist_softmax] metrics is the bare string "accuracy" and not a list; Keras 3 raises a ValueError that it expects a list, tuple or dict. |
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics="accuracy")
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% eighth_softmax_images_with_channel_train_model | [mnist_softmax] The rows are reshaped to images of 28 by 28 by 1 as for a convolutional network, but the given model takes rows of 784; fit raises a ValueError about the input shape. | training_images_of_other_shape
def train_model(model, x_train, y_train):
    x_train = x_train.reshape((-1, 28, 28, 1)).astype("float32")
    y_train = y_train.astype("float32")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=5, batch_size=64, validation_split=0.1)
    return history

# %% eighth_softmax_never_compiled_train_model | [mnist_softmax] fit is called and compile is nowhere, because the optimizer and the loss are only put into variables; Keras raises a ValueError that the model must be compiled first. | training_not_compiled
def train_model(model, x_train, y_train):
    optimizer = keras.optimizers.Adam(learning_rate=0.001)
    loss = keras.losses.CategoricalCrossentropy()
    history = model.fit(x_train, y_train, batch_size=128, epochs=5)
    return history

# %% eighth_softmax_callback_asks_acc_train_model | [mnist_softmax] A callback copied from an old course compares logs.get("acc") with 0.99, but the key is called accuracy; None > 0.99 is a TypeError at the end of the first epoch. | operands_of_other_types, training_callback_interferes
class StopWhenGood(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs.get("acc") > 0.99:
            print("reached 99 %, stopping")
            self.model.stop_training = True


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=10, batch_size=128, callbacks=[StopWhenGood()])

# %% eighth_softmax_prints_no_return_train_model | [mnist_softmax] The model is trained, but the history is only printed and there is no return; the function gives None where the History is asked for. | training_without_history
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    print(history.history)

# %% eighth_softmax_five_hundred_images_train_model | [mnist_softmax] To try things out quickly only the first 500 images are used, and the slice was never taken out again; 500 images and five epochs end near 0.8, not at 0.95. | training_on_few_images
def train_model(model, x_train, y_train):
    x_small = x_train[:500]
    y_small = y_train[:500]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_small, y_small, epochs=5, batch_size=32)
    return history

# %% eighth_softmax_decay_each_step_train_model | [mnist_softmax] The ExponentialDecay is meant to act once an epoch, but decay_steps=1 counts batches, so after 50 batches the learning rate is practically zero and the network stays far below 0.95. | training_rate_fades
def train_model(model, x_train, y_train):
    keras.utils.set_random_seed(0)
    schedule = keras.optimizers.schedules.ExponentialDecay(
        initial_learning_rate=0.001, decay_steps=1, decay_rate=0.9
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=schedule),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, batch_size=128, epochs=10, verbose=0)
    return history
