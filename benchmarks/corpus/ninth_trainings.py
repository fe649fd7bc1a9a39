# %% ninth_small_mnist_habit_train_model | [small_digits] Takes over batch size 128 and 5 epochs from MNIST; with a thousand images that is about 45 steps of Adam, so the accuracy stays far below 86 %. | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=128, epochs=5)
    return history

# %% ninth_small_categorical_loss_train_model | [small_digits] Uses categorical_crossentropy although the labels are plain digits and not one-hot, so fit stops with a ValueError about shapes. | training_loss_for_rows
def train_model(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.005),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(x, y, epochs=60, batch_size=32, verbose=0)

# %% ninth_small_no_return_train_model | [small_digits] Trains properly but never returns the history, so the function gives None. | training_without_history
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=100, batch_size=32, validation_split=0.1, verbose=0)
    print("last accuracy:", history.history["accuracy"][-1])

# %% ninth_small_plain_sgd_train_model | [small_digits] Uses plain SGD with its default rate 0.01 for only 10 epochs of batch 64 (some 180 steps), which is far too little learning for 86 %. | training_descends_slowly, training_of_a_few_epochs
def train_model(model, x, y):
    model.compile(optimizer="sgd",
                  loss=keras.losses.SparseCategoricalCrossentropy(),
                  metrics=["accuracy"])
    history = model.fit(x, y, batch_size=64, epochs=10)
    return history.history

# %% ninth_small_positional_epochs_train_model | [small_digits] Gives 50 as the third positional argument of fit, meaning epochs; it is the batch size, so there is a single epoch of about 23 steps and the accuracy is far below 86 %. | training_few_updates, training_one_epoch
def train_model(model, x, y):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, 50)

# %% ninth_small_one_hot_with_sparse_train_model | [small_digits] Turns the digits into one-hot rows but keeps the sparse loss, which wants plain digits, so fit stops with a ValueError about ranks. | training_loss_for_numbers
def train_model(model, x, y):
    y_one_hot = keras.utils.to_categorical(y, 10)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y_one_hot, epochs=80, batch_size=16, verbose=0)
    return history

# %% ninth_small_early_stopping_max_train_model | [small_digits] EarlyStopping watches the loss with mode="max", takes the falling loss for a worsening, stops after three epochs and even restores the weights of the first, so the network has hardly learnt anything. | training_callback_interferes
def train_model(model, x, y):
    keras.utils.set_random_seed(SEED)
    stop = keras.callbacks.EarlyStopping(monitor="loss", mode="max", patience=2, restore_best_weights=True)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=200, batch_size=32, callbacks=[stop], verbose=0)
    return history

# %% ninth_small_returns_evaluate_train_model | [small_digits] Returns the list of loss and accuracy that evaluate gives instead of the History of fit or its dictionary. | training_without_history
def train_model(model, x, y):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=100, batch_size=32, verbose=0)
    return model.evaluate(x, y, verbose=0)

# %% ninth_small_builds_own_train_model | [small_digits] Replaces the given model by a fresh build_model() inside the function and trains that one, so the model that was handed in stays untrained. | training_another_model
def train_model(model, x, y):
    model = build_model()
    model.compile(optimizer="adam",
                  loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    history = model.fit(x, y, epochs=100, batch_size=32, verbose=0)
    return history

# %% ninth_small_cosine_in_epochs_train_model | [small_digits] Gives CosineDecay the number of epochs as decay_steps although it counts batches, so the learning rate is 0 after 30 batches, within the first epoch, and nothing more is learnt. | training_rate_fades
def train_model(model, x, y):
    epochs = 30
    schedule = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.001, decay_steps=epochs)
    optimizer = keras.optimizers.Adam(learning_rate=schedule)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=epochs, batch_size=32, shuffle=True)

# %% ninth_logits_loss_of_probabilities_train_model | [logits] Keeps the loss sparse_categorical_crossentropy by its name, which takes the outputs for probabilities although they are logits, so the training stays stuck near 2.30. | training_raw_logits
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=10)
    return history

# %% ninth_logits_from_logits_in_compile_train_model | [logits] Gives from_logits=True to compile instead of to the loss, and compile stops with a TypeError because it knows no such argument. | called_with_other_arguments
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", from_logits=True, metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=2)
    return history

# %% ninth_logits_categorical_train_model | [logits] Uses CategoricalCrossentropy from logits, but the labels are digits and not one-hot rows, so fit stops with a ValueError about shapes. | training_loss_for_rows
def train_model(model, images, labels):
    loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=64, epochs=5)

# %% ninth_logits_plots_no_return_train_model | [logits] Trains well and draws the loss inside the function but has no return, so the caller gets None instead of the History. | training_without_history
def train_model(model, images, labels):
    model.compile(
        optimizer="adam",
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, epochs=5, batch_size=128, verbose=0)
    plt.plot(history.history["loss"])
    plt.xlabel("epoch")
    plt.ylabel("loss")
    plt.close()

# %% ninth_logits_sgd_default_train_model | [logits] Repairs the loss but trains with plain SGD at its default rate 0.01, batch 128, for 3 epochs, which reaches only about 0.88 and not 0.93. | training_descends_slowly, training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer=keras.optimizers.SGD(),
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=3)
    return history

# %% ninth_logits_thousand_images_train_model | [logits] Left a slice from trying out in the code and trains on the first 1000 images only, which gives about 0.85 on unseen images instead of 0.93. | training_on_few_images
def train_model(model, images, labels):
    # smaller so that it goes faster
    images = images[:1000]
    labels = labels[:1000]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=32, epochs=5, verbose=0)

# %% ninth_logits_clone_train_model | [logits] Compiles and fits a clone of the model so as not to change the original, so the given model itself stays untrained. | training_another_model
def train_model(model, images, labels):
    net = keras.models.clone_model(model)
    net.compile(optimizer="adam",
                loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                metrics=["accuracy"])
    history = net.fit(images, labels, batch_size=128, epochs=5, validation_split=0.1)
    return history

# %% ninth_logits_scaled_labels_train_model | [logits] Scales the labels to [0, 1] as if they were pixels; the sparse loss cuts them to whole numbers, so nearly every image counts as class 0 and the digits are not learnt. | training_labels_scaled
def train_model(model, images, labels):
    labels = labels.astype("float32") / 9
    model.compile(optimizer="adam",
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5)
    return history

# %% ninth_logits_epoch_typo_train_model | [logits] Writes epoch=5 instead of epochs=5, and fit stops with a TypeError for an unexpected argument. | called_with_other_arguments
def train_model(model, images, labels):
    loss_function = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss_function, metrics=["accuracy"])
    history = model.fit(images, labels, epoch=5, batch_size=64)
    return history

# %% ninth_logits_lr_argument_train_model | [logits] Calls Adam with the old argument name lr, which Keras 3 does not know any more, so the optimizer raises a ValueError before any training. | called_with_other_arguments
def train_model(model, images, labels):
    tf.random.set_seed(1)
    optimizer = keras.optimizers.Adam(lr=0.001)
    model.compile(optimizer=optimizer,
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    return model.fit(images, labels, epochs=6, batch_size=100, shuffle=True, verbose=1)

# %% ninth_digit_no_validation_train_model | [digit_classifier] Fits without validation_split or validation_data, so val_loss and val_accuracy are missing from the history. | training_without_validation
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=10)
    return history

# %% ninth_digit_no_metrics_train_model | [digit_classifier] Compiles without metrics, so the history holds only loss and val_loss, and accuracy and val_accuracy are missing. | training_without_accuracy
def train_model(model, images, labels):
    model.compile(optimizer=keras.optimizers.RMSprop(), loss=keras.losses.CategoricalCrossentropy())
    return model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.1)

# %% ninth_digit_sparse_loss_train_model | [digit_classifier] Uses the sparse loss although the labels are one-hot rows, so fit stops with a ValueError about ranks. | training_loss_for_numbers
def train_model(model, images, labels):
    early = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=64, epochs=15, validation_split=0.2, callbacks=[early])
    return history

# %% ninth_digit_test_globals_train_model | [digit_classifier] Validates on the test images from the Try-it cell, x_test and test_labels, which are not arguments and do not exist when the cells for trying are not run, so a NameError ends the function. | name_without_a_value, training_validates_on_test
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        images, labels,
        epochs=10,
        batch_size=128,
        validation_data=(x_test, one_hot(test_labels, 10)),
    )
    return history

# %% ninth_digit_one_epoch_train_model | [digit_classifier] Trains for a single epoch with batches of 512, about 94 steps, which gives some 0.92 and not the 0.975 that is the goal. | training_one_epoch, training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=512, epochs=1, validation_split=0.2)
    return history

# %% ninth_digit_returns_model_train_model | [digit_classifier] Returns the trained model instead of the History or its dictionary, so no curves can be read from what comes back. | training_without_history
def train_model(model, images, labels):
    model.compile(optimizer="adam",
                  loss="categorical_crossentropy",
                  metrics=["accuracy"])
    model.fit(images, labels, batch_size=128, epochs=8, validation_split=0.15, verbose=0)
    model.summary()
    return model

# %% ninth_digit_checkpoint_name_train_model | [digit_classifier] Gives ModelCheckpoint a file name without the ending .keras, which Keras 3 refuses with a ValueError before any training. |
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    checkpoint = keras.callbacks.ModelCheckpoint("best_model", monitor="val_accuracy", save_best_only=True)
    history = model.fit(images, labels, epochs=10, batch_size=128,
                        validation_split=0.1, callbacks=[checkpoint])
    return history

# %% ninth_digit_split_is_training_share_train_model | [digit_classifier] Takes validation_split for the share to train with and sets it to 0.9, so only 6000 images train the weights for 5 epochs and the accuracy ends near 0.93 instead of 0.975. | training_on_few_images
def train_model(model, images, labels):
    # 90 % for training, 10 % for validation
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=64, epochs=5, validation_split=0.9)

# %% ninth_digit_categorical_accuracy_train_model | [digit_classifier] Measures CategoricalAccuracy under its own name, so the history has categorical_accuracy and val_categorical_accuracy, and the required accuracy and val_accuracy are missing. |
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy()],
    )
    n = 50000
    history = model.fit(
        images[:n], labels[:n],
        batch_size=128,
        epochs=10,
        validation_data=(images[n:], labels[n:]),
    )
    return history.history

# %% ninth_digit_metrics_string_train_model | [digit_classifier] Gives metrics as the bare string "accuracy" instead of a list, which Keras 3 refuses with a ValueError. | training_metrics_no_list
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics="accuracy")
    hist = model.fit(images, labels, validation_split=0.2, epochs=10, batch_size=100)
    return hist

# %% ninth_softmax_sparse_loss_train_model | [mnist_softmax] Chooses SparseCategoricalCrossentropy for labels that are one-hot rows, so fit stops with a ValueError about ranks. | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam",
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(),
                  metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=5, batch_size=128)
    return history

# %% ninth_softmax_one_hot_twice_train_model | [mnist_softmax] Applies to_categorical to labels that already are one-hot, which makes them of shape (60000, 10, 2), and the loss raises a ValueError about shapes. | training_labels_encoded_twice
def train_model(model, x_train, y_train):
    y_train = tf.keras.utils.to_categorical(y_train)
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% ninth_softmax_bare_return_train_model | [mnist_softmax] Trains as it should and ends in a return without a value, so the History is lost and None comes back. | training_without_history
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, batch_size=128, epochs=5)
    return

# %% ninth_softmax_tiny_rate_train_model | [mnist_softmax] Sets Adam's learning rate to 0.000001, a thousand times below the default, so five epochs hardly move the weights and 0.95 is out of reach. | training_rate_too_small
def train_model(model, x_train, y_train):
    learning_rate = 0.000001
    epochs = 5
    batch_size = 128
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
                  loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs)
    return history

# %% ninth_softmax_whole_set_batch_train_model | [mnist_softmax] Puts all 60000 images into one batch, so ten epochs are only ten steps of the optimizer and the accuracy stays well below 0.95. | training_few_updates
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=len(x_train), epochs=10, verbose=2)
    return history

# %% ninth_softmax_test_globals_train_model | [mnist_softmax] Hands the global x_test and y_test to fit for validation, which exist only after the Try-it cells and not in grading, so a NameError is raised. | name_without_a_value
def train_model(model, x_train, y_train):
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=10, verbose=1,
                        validation_data=(x_test, y_test))
    return history

# %% ninth_softmax_no_compile_train_model | [mnist_softmax] Calls fit without having compiled the model, so Keras raises a ValueError that compile must come first. | training_not_compiled
def train_model(model, x_train, y_train):
    history = model.fit(x_train, y_train, epochs=10, batch_size=64, validation_split=0.1)
    return history

# %% ninth_softmax_two_shuffles_train_model | [mnist_softmax] Shuffles images and labels with two different permutations, so images no longer belong to their labels and the accuracy stays at chance. | training_labels_shifted
def train_model(model, x_train, y_train):
    rng = np.random.default_rng(0)
    x_shuffled = x_train[rng.permutation(len(x_train))]
    y_shuffled = y_train[rng.permutation(len(y_train))]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_shuffled, y_shuffled, batch_size=128, epochs=5)
    return history

# %% ninth_softmax_accuracy_key_train_model | [mnist_softmax] Prints history.history["accuracy"] after the training although compile was given no metrics, so a KeyError ends the function before it returns. | a_key_that_is_not_there, training_without_accuracy
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    history = model.fit(x_train, y_train, epochs=5, batch_size=128, verbose=0)
    print("accuracy:", history.history["accuracy"][-1])
    return history

# %% ninth_softmax_numpy_loss_train_model | [mnist_softmax] Uses a loss of its own written with NumPy functions, which cannot work on Keras's symbolic tensors, so fit stops with an exception. | takes_numpy_inside_a_graph
def my_loss(y_true, y_pred):
    p = np.clip(np.array(y_pred), 1e-7, 1.0)
    return -np.mean(np.sum(np.array(y_true) * np.log(p), axis=1))


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss=my_loss, metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5)
    return history
