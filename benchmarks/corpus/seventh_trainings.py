# %% seventh_short_and_crossed_train_model | [small_digits] misunderstanding: the student takes categorical_crossentropy for the loss of every problem with ten classes, but the labels are whole numbers and not one-hot rows, so fit raises a ValueError about the shapes of target and output | training_loss_for_rows
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=100, batch_size=32, verbose=0)

# %% seventh_recipe_of_mnist_train_model | [small_digits] misunderstanding: the student keeps the batch size 128 and the 5 epochs of MNIST although there are only about a thousand images, so the weights are moved only some 45 times and the accuracy stays far below 86 % | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    # same settings as last week, they gave 98 % on MNIST
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=3)
    history = model.fit(x, y, batch_size=128, epochs=5, callbacks=[stop], verbose=2)
    print("final training accuracy:", history.history["accuracy"][-1])
    return history

# %% seventh_careful_small_steps_train_model | [small_digits] misunderstanding: the student believes a smaller learning rate is always the safer one and gives plain SGD a rate of 0.0001, with which the weights hardly move in 60 epochs, so the accuracy stays near guessing | training_rate_too_small, training_descends_slowly
def train_model(model, x, y):
    # little data -> go slowly, otherwise we overshoot the minimum
    opt = keras.optimizers.SGD(learning_rate=1e-4)
    model.compile(optimizer=opt, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    hist = model.fit(x, y, epochs=60, batch_size=32, shuffle=True, verbose=0)
    return hist

# %% seventh_leave_the_original_train_model | [small_digits] misunderstanding: the student trains a clone of the model in order not to change the argument, so the given model itself keeps its random weights and reads about one digit in ten | training_another_model
def train_model(model, x, y):
    # do not modify arguments in place!
    trained = keras.models.clone_model(model)
    trained.set_weights(model.get_weights())
    trained.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = trained.fit(np.array(x), np.array(y), validation_split=0.1, epochs=80, batch_size=32, verbose=0)
    return history

# %% seventh_epoch_by_epoch_train_model | [small_digits] misunderstanding: the student trains one epoch at a time in a loop but writes the return inside the loop, so the function ends after the very first epoch and the accuracy is far below 86 % | training_one_epoch, training_few_updates
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    for epoch in range(80):
        history = model.fit(x, y, batch_size=32, epochs=1, verbose=0)
        if epoch % 10 == 0:
            print("epoch", epoch, "loss", history.history["loss"][0])
        return history

# %% seventh_numbers_without_names_train_model | [small_digits] misunderstanding: the student gives fit its numbers by position and believes that epochs come before the batch size, so 400 is the batch size and 16 the epochs, less than 50 steps in all, and the accuracy is not reached | training_few_updates
def train_model(model, x, y):
    n_epochs = 400
    n_batch = 16
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    h = model.fit(x, y, n_epochs, n_batch, verbose=0)
    return h.history

# %% seventh_tf_from_habit_train_model | [small_digits] misunderstanding: the student writes tf.keras as in every tutorial, but this notebook imports only keras and never tf, so calling the function raises a NameError | name_without_a_value
def train_model(model, x, y):
    """Train with early stopping."""
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.002),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=["accuracy"],
    )
    early = tf.keras.callbacks.EarlyStopping(monitor="loss", patience=10, restore_best_weights=True)
    return model.fit(x, y, epochs=150, batch_size=16, callbacks=[early], verbose=0)

# %% seventh_zscores_only_here_train_model | [small_digits] misunderstanding: the student standardizes every pixel with mean and deviation before fit, so the model learns from z-scores while it is later given pixels from 0 to 1 that it was never trained on, and its accuracy on those falls far below 86 % | training_images_altered
def train_model(model, x, y):
    # standardization: every feature gets mean 0 and std 1 (as StandardScaler would do)
    mean = x.mean(axis=0)
    std = x.std(axis=0)
    std[std < 1e-6] = 1.0
    x_scaled = ((x - mean) / std).astype("float32")

    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x_scaled, y.astype("int32"),
        validation_split=0.1,
        epochs=60,
        batch_size=32,
        verbose=0,
    )
    print("val_accuracy", history.history["val_accuracy"][-1])
    return history

# %% seventh_best_is_biggest_train_model | [small_digits] misunderstanding: the student tells early stopping that the best val_loss is the largest one (mode="max"), so it stops after a few epochs and restores the weights of the first epoch, which read far less than 86 % | training_callback_interferes
def train_model(model, x, y):
    callbacks = [
        # keep the best model, "max" because we want the maximum performance
        keras.callbacks.EarlyStopping(monitor="val_loss", mode="max", patience=3, restore_best_weights=True, verbose=1),
        keras.callbacks.TerminateOnNaN(),
    ]
    # own split, with a fixed order so that runs can be compared
    order = np.random.default_rng(SEED).permutation(len(x))
    cut = int(0.85 * len(x))
    tr, va = order[:cut], order[cut:]
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        x[tr], y[tr],
        validation_data=(x[va], y[va]),
        epochs=200,
        batch_size=32,
        callbacks=callbacks,
        verbose=0,
    )

# %% seventh_it_is_in_the_model_train_model | [small_digits] misunderstanding: the student thinks that fit leaves everything in the model and that nothing has to be handed back, so the function returns None where the History is asked for | training_without_history
def train_model(model, x, y):
    model.compile(optimizer="adam",
                  loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    history = model.fit(x, y, epochs=100, batch_size=20, verbose=0)
    loss, acc = model.evaluate(x, y, verbose=0)
    print(f"trained: loss {loss:.3f}, accuracy {acc:.3f}")

# %% seventh_only_needs_patience_train_model | [logits] misunderstanding: the student believes the stuck training needed more epochs and keeps the loss by its name, which assumes probabilities while the model gives logits, so the loss stays at about 2.30 and the accuracy near guessing | training_raw_logits
def train_model(model, images, labels):
    # 2 epochs were simply not enough
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=10, verbose=2)
    return history

# %% seventh_flag_set_wrong_family_train_model | [logits] misunderstanding: the student sets from_logits=True but takes CategoricalCrossentropy, which wants one-hot rows, while the labels are whole numbers, so fit raises a ValueError about the shapes | training_loss_for_rows
def train_model(model, images, labels):
    loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)  # the net gives logits!!
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss=loss_fn, metrics=["accuracy"])
    return model.fit(images, labels, epochs=5, batch_size=64, validation_split=0.1)

# %% seventh_function_for_class_train_model | [logits] misunderstanding: the student calls the loss function sparse_categorical_crossentropy(from_logits=True) as if it were the class, but the function needs labels and predictions at once, so a TypeError about missing arguments is raised | called_with_other_arguments
def train_model(model, images, labels):
    model.compile(
        optimizer="adam",
        loss=keras.losses.sparse_categorical_crossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(images, labels, epochs=4)

# %% seventh_my_own_numpy_loss_train_model | [logits] misunderstanding: the student gives compile a loss written in NumPy, but Keras calls it with symbolic tensors that NumPy cannot compute with or differentiate, so fit ends in an exception | takes_numpy_inside_a_graph
def logits_loss(y_true, y_pred):
    # same formula as in part 5: ln sum exp(z) - z_y
    biggest = np.max(y_pred, axis=1, keepdims=True)
    z = y_pred - biggest
    log_sum = np.log(np.sum(np.exp(z), axis=1))
    y = np.asarray(y_true).astype(int).reshape(-1)
    return np.mean(log_sum - z[np.arange(len(y)), y])


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss=logits_loss, metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=2)
    return history

# %% seventh_new_head_with_softmax_train_model | [logits] misunderstanding: the student swaps the last layer for a softmax layer in a second model and trains that one, so the last layer of the given model is never trained and the given model's answers stay near guessing | training_another_model
def train_model(model, images, labels):
    # The problem: the model has no softmax. So: take everything but the last layer and put a proper output on top.
    body = model.layers[:-1]
    fixed = keras.Sequential(body + [keras.layers.Dense(10, activation="softmax", name="proper_output")])
    fixed.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    reduce_lr = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=2)
    history = fixed.fit(images, labels, batch_size=128, epochs=5, callbacks=[reduce_lr], verbose=2)
    model = fixed
    return history

# %% seventh_normalize_everything_train_model | [logits] misunderstanding: the student divides the labels by 255 as one does with pixels, so every label is cut down to the class 0 when the loss takes it as a whole number, and the model learns to answer 0 for everything | training_labels_scaled
def train_model(model, images, labels):
    # normalize inputs and targets (uint8 -> float in [0, 1]); images are already done
    images = images.astype("float32")
    labels = labels.astype("float32") / 255.0

    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=1)
    return history

# %% seventh_one_step_per_epoch_train_model | [logits] misunderstanding: the student reads steps_per_epoch as the number of passes over the data in an epoch and sets it to 1, so each of the 10 epochs is a single batch of 64 images and 10 steps are far too few for 0.93 | training_few_updates
def train_model(model, images, labels):
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer='adam', loss=loss_fn, metrics=['accuracy'])
    # go through the data once per epoch
    history = model.fit(images, labels, batch_size=64, epochs=10, steps_per_epoch=1)
    model.summary()
    return history

# %% seventh_plain_descent_is_enough_train_model | [logits] misunderstanding: the student repairs the loss but takes plain SGD with its default rate of 0.01, large batches and three epochs to be as fast as Adam, so the network is still learning when training ends and stays clearly below 0.93 | training_descends_slowly, training_few_updates
def train_model(model, images, labels):
    # lecture 2: stochastic gradient descent
    model.compile(
        optimizer="sgd",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    h = model.fit(images, labels.astype("int64"), batch_size=128, epochs=3, validation_split=0.1, verbose=2)
    print({k: round(v[-1], 3) for k, v in h.history.items()})
    return h

# %% seventh_loop_as_in_torch_train_model | [logits] misunderstanding: the student writes the training loop by hand with train_on_batch as in PyTorch and returns a list of losses, so the model is trained but the History that fit returns does not exist | training_without_history
def train_model(model, images, labels):
    criterion = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=criterion)
    batch_size = 128
    rng = np.random.default_rng(42)
    epoch_losses = []
    for epoch in range(3):
        perm = rng.permutation(len(images))
        running_loss = 0.0
        n_batches = 0
        for start in range(0, len(images), batch_size):
            idx = perm[start:start + batch_size]
            running_loss += float(model.train_on_batch(images[idx], labels[idx]))
            n_batches += 1
        epoch_losses.append(running_loss / n_batches)
        print(f"[{epoch + 1}] loss: {epoch_losses[-1]:.3f}")
    return epoch_losses

# %% seventh_push_it_out_train_model | [logits] misunderstanding: the student thinks that a stuck training needs a strong push and sets Adam's learning rate to 1.0, a thousand times the usual one, so the weights are thrown about, hidden units die and the accuracy stays far below 0.93 | training_rate_too_large
def train_model(model, images, labels):
    # stuck = local minimum, so take big steps to get out of it
    optimizer = keras.optimizers.Adam(learning_rate=1.0)
    model.compile(optimizer=optimizer,
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, verbose=2)

# %% seventh_looked_at_the_same_train_model | [digit_classifier] misunderstanding: the student takes an evaluate on the training images after fit for the validation and gives fit no validation data, so the history has neither val_loss nor val_accuracy | training_without_validation
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=8, batch_size=128, verbose=2)
    # validation
    val_loss, val_acc = model.evaluate(images, labels, verbose=0)
    print("validation loss:", val_loss, "validation accuracy:", val_acc)
    return history

# %% seventh_accuracy_comes_free_train_model | [digit_classifier] misunderstanding: the student believes that Keras measures accuracy by itself with a classification loss and leaves out metrics, so the history holds only loss and val_loss and neither accuracy nor val_accuracy | training_without_accuracy
def train_model(model, images, labels):
    model.compile(loss=keras.losses.CategoricalCrossentropy(), optimizer=keras.optimizers.Adam())
    early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
    return model.fit(
        images,
        labels,
        validation_split=1 / 6,
        epochs=12,
        batch_size=128,
        callbacks=[early_stopping],
    )

# %% seventh_sparse_like_last_time_train_model | [digit_classifier] misunderstanding: the student keeps sparse_categorical_crossentropy from an earlier notebook although the labels here are one-hot rows and not whole numbers, so fit raises a ValueError about the shapes | training_loss_for_numbers
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.2)
    return history

# %% seventh_ninety_ten_train_model | [digit_classifier] misunderstanding: the student takes validation_split for the share to train with and sets it to 0.9, so the network learns from only 6,000 images and stays well below 0.975 on images it has never seen | training_on_few_images
def train_model(model, images, labels):
    TRAIN_SHARE = 0.9  # 90 % for training, 10 % for validation
    # shuffle first, images and labels in the same way
    order = np.random.permutation(len(images))
    images, labels = images[order], labels[order]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, validation_split=TRAIN_SHARE, epochs=10, batch_size=128, verbose=2)
    return history

# %% seventh_history_is_a_dict_train_model | [digit_classifier] misunderstanding: the student takes the object that fit returns for the dictionary itself and indexes it with a key, so a TypeError (History is not subscriptable) is raised after the training and nothing is returned | indexes_what_has_no_entries
def train_model(model, images, labels):
    model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
    x_val, partial_x = images[:10000], images[10000:]
    y_val, partial_y = labels[:10000], labels[10000:]
    history = model.fit(partial_x, partial_y, epochs=10, batch_size=128, validation_data=(x_val, y_val))
    best = int(np.argmax(history["val_accuracy"]))
    print("best epoch:", best + 1)
    return history

# %% seventh_refit_on_everything_train_model | [digit_classifier] misunderstanding: the student fits a second time on all images without validation, as one refits after a model selection, and returns that second history under the same name, so val_loss and val_accuracy are missing | training_validation_unmeasured
def train_model(model, images, labels):
    """Step 1: validate. Step 2: refit the final model on the full data set."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    # Step 1
    history = model.fit(images, labels, epochs=6, batch_size=128, validation_split=0.1, verbose=0)
    print("validated with", round(history.history["val_accuracy"][-1], 4))
    # Step 2: no data should be wasted
    history = model.fit(images, labels, epochs=3, batch_size=128, verbose=0)
    return history

# %% seventh_four_in_the_wrong_order_train_model | [digit_classifier] misunderstanding: the student unpacks the four arrays of a split in the order images, labels, images, labels although both image arrays come first, so fit is given the validation images as labels and raises a ValueError about unequal numbers of samples | training_counts_differ
def split_arrays(x, y, test_size=0.2, seed=0):
    # like sklearn's train_test_split
    order = np.random.default_rng(seed).permutation(len(x))
    cut = int(len(x) * (1 - test_size))
    return x[order[:cut]], x[order[cut:]], y[order[:cut]], y[order[cut:]]


def train_model(model, images, labels):
    x_tr, y_tr, x_val, y_val = split_arrays(images, labels, test_size=0.2, seed=42)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_tr, y_tr, validation_data=(x_val, y_val), epochs=10, batch_size=128)

# %% seventh_count_before_the_first_image_train_model | [digit_classifier] misunderstanding: the student asks the model for its number of parameters before fit, but the network has no input shape and no weights until it sees an image, so count_params raises a ValueError before anything is trained |
def train_model(model, images, labels):
    print("images:", images.shape, "labels:", labels.shape)
    print("parameters:", model.count_params())
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, validation_split=0.1, epochs=8, batch_size=128, verbose=2)
    print("done, last val_accuracy:", history.history["val_accuracy"][-1])
    return history

# %% seventh_third_place_in_compile_train_model | [digit_classifier] misunderstanding: the student gives compile the metrics as third argument without their name, but in Keras 3 the third argument is loss_weights, so the word accuracy is taken for a weight, which fails, and accuracy is never measured | training_metrics_by_position
def train_model(model, images, labels):
    model.compile("adam", "categorical_crossentropy", ["accuracy"])
    return model.fit(images, labels, validation_split=0.2, epochs=10, batch_size=128).history

# %% seventh_until_it_is_done_train_model | [digit_classifier] misunderstanding: the student believes that fit goes on by itself until the network has learnt and gives no epochs, so it trains one single epoch of about a hundred large batches and stays clearly below 0.975 | training_one_epoch, training_few_updates
def train_model(model, images, labels):
    # Keras trains till convergence, big batches make it quick
    model.compile(
        optimizer="adam",
        loss="categorical_crossentropy",
        metrics=["accuracy", keras.metrics.TopKCategoricalAccuracy(k=3, name="top3")],
    )
    history = model.fit(images, labels, batch_size=512, validation_split=0.1, shuffle=True)
    return history

# %% seventh_digits_are_sparse_train_model | [mnist_softmax] misunderstanding: the student thinks that digits always go with the sparse loss and uses SparseCategoricalCrossentropy with labels that are one-hot rows, so fit raises a ValueError about the shapes | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(
        optimizer="adam",
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=["accuracy"],
    )
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% seventh_lr_as_in_the_book_train_model | [mnist_softmax] misunderstanding: the student names the learning rate lr as books of 2017 do, but Keras 3 knows only learning_rate, so the optimizer raises a ValueError about an unrecognized argument and nothing is trained | called_with_other_arguments
def train_model(model, x_train, y_train):
    batch_size = 128
    epochs = 20

    x_train = x_train.astype('float32')
    print(x_train.shape[0], 'train samples')

    model.compile(loss='categorical_crossentropy',
                  optimizer=keras.optimizers.RMSprop(lr=0.001),
                  metrics=['accuracy'])

    history = model.fit(x_train, y_train,
                        batch_size=batch_size,
                        epochs=epochs,
                        verbose=1,
                        validation_split=0.1)
    return history

# %% seventh_adadelta_by_default_train_model | [mnist_softmax] misunderstanding: the student takes Adadelta from an old example as an optimizer that needs no learning rate, but its default here is 0.001 where the method was meant to run with 1.0, so 12 epochs leave the accuracy clearly below 0.95 | training_descends_slowly, training_rate_too_small
def train_model(model, x_train, y_train):
    # Adadelta adapts the step size by itself, so there is nothing to tune
    model.compile(loss=keras.losses.categorical_crossentropy,
                  optimizer=keras.optimizers.Adadelta(),
                  metrics=['accuracy'])
    return model.fit(x_train, y_train, batch_size=128, epochs=12, verbose=1)

# %% seventh_first_thousand_will_do_train_model | [mnist_softmax] misunderstanding: the student thinks a sample of the first 1,000 images is enough to learn ten digits and fits only with these, so the network learns them by heart and stays below 0.95 on unseen images | training_on_few_images
def train_model(model, x_train, y_train):
    n = 1000  # 100 of every digit should be plenty, and it is so much faster
    x_small, y_small = x_train[:n], y_train[:n]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_small, y_small, epochs=20, batch_size=32, verbose=0)
    print("accuracy", history.history["accuracy"][-1])  # 1.0 :)
    return history

# %% seventh_names_of_the_classes_train_model | [mnist_softmax] misunderstanding: the student takes class_weight for a table that tells Keras the numbers of the classes, so the digit 0 has weight 0 and is never learnt, every zero is read wrong and the accuracy cannot rise above about 0.90 | training_weighs_samples
def train_model(model, x_train, y_train):
    # which output belongs to which digit
    classes = {i: i for i in range(10)}
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    plateau = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=2, min_lr=1e-5)
    history = model.fit(
        x_train,
        y_train,
        batch_size=128,
        epochs=6,
        class_weight=classes,
        callbacks=[plateau],
        verbose=2,
    )
    return history

# %% seventh_stop_at_acc_train_model | [mnist_softmax] misunderstanding: the student's callback reads logs.get('acc') as in old courses, but the metric is called accuracy, so None is compared with a number at the end of the first epoch and a TypeError ends the training | operands_of_other_types, training_callback_interferes
def train_model(model, x_train, y_train):
    class myCallback(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs={}):
            if logs.get('acc') > 0.985:
                print("\nReached 98.5% accuracy so cancelling training!")
                self.model.stop_training = True

    callbacks = myCallback()
    model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
    history = model.fit(x_train, y_train, epochs=10, callbacks=[callbacks])
    return history

# %% seventh_one_hot_once_more_train_model | [mnist_softmax] misunderstanding: the student turns the labels into one-hot rows although they already are one-hot, so they get the shape (60000, 10, 10), which does not fit the outputs, and fit raises a ValueError |
def train_model(model, x_train, y_train):
    # categorical_crossentropy needs one hot labels
    y_train = keras.utils.to_categorical(y_train, 10)
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=64, epochs=5, validation_split=0.1)

# %% seventh_decay_every_epoch_train_model | [mnist_softmax] misunderstanding: the student believes decay_steps of a schedule counts epochs, but it counts batches, so the learning rate shrinks by a tenth after every batch and is practically zero within the first epoch, long before 0.95 is reached | training_rate_fades
def train_model(model, x_train, y_train):
    # learning rate * 0.9 after each epoch
    schedule = keras.optimizers.schedules.ExponentialDecay(
        initial_learning_rate=0.001,
        decay_steps=1,
        decay_rate=0.9,
        staircase=True,
    )
    optimizer = keras.optimizers.Adam(learning_rate=schedule)
    loss = keras.losses.CategoricalCrossentropy()
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])

    early = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5)
    history = model.fit(
        x_train, y_train,
        batch_size=128,
        epochs=15,
        validation_split=0.1,
        callbacks=[early],
        verbose=2,
    )
    return history

# %% seventh_compiled_into_nothing_train_model | [mnist_softmax] misunderstanding: the student believes compile returns the compiled model and assigns its result to model, but compile returns None, so the following fit raises an AttributeError | uses_what_is_not_there
def train_model(model, x_train, y_train):
    keras.utils.set_random_seed(1)
    model = model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5)
    return history

# %% seventh_shuffled_one_by_one_train_model | [mnist_softmax] misunderstanding: the student shuffles images and labels separately, each with its own random order, so no image keeps its own label and the network can learn nothing but guessing | training_labels_shifted
def train_model(model, x_train, y_train):
    # important: shuffle the data before training!
    x = np.random.permutation(x_train)
    y = np.random.permutation(y_train)
    # 50000 / 10000 by hand
    x_tr, x_val = x[:50000], x[50000:]
    y_tr, y_val = y[:50000], y[50000:]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_tr, y_tr, batch_size=128, epochs=5, validation_data=(x_val, y_val), verbose=2)
