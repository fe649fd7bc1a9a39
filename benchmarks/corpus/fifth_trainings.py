# %% stuck_string_loss_train_model | [logits] notebook symptom, Stack Overflow "loss stays at 2.3026": the loss is the string "sparse_categorical_crossentropy", which takes the outputs for probabilities (from_logits is False) although the given model outputs logits | training_raw_logits
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, verbose=2)

# %% dense_loss_integer_labels_train_model | [logits] Stack Overflow "shapes (None, 1) and (None, 10) are incompatible": the loss is CategoricalCrossentropy(from_logits=True), which needs one-hot labels, but the labels are passed as the integers they are | training_loss_for_rows, shapes_do_not_fit
def train_model(model, images, labels):
    loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss_fn, metrics=["accuracy"])
    history = model.fit(images, labels, epochs=5, batch_size=64)
    return history

# %% one_hot_without_from_logits_train_model | [logits] TheDeepChecker loss and activation mismatch: the labels are turned into one-hot rows and the loss is CategoricalCrossentropy() without from_logits=True, so the model's logits are taken for probabilities | training_raw_logits
def train_model(model, images, labels):
    # the loss was stuck because the labels were not one-hot
    y = keras.utils.to_categorical(labels, num_classes=10)
    model.compile(
        optimizer="adam",
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model.fit(images, y, batch_size=128, epochs=6, verbose=0)

# %% regression_on_digit_train_model | [logits] DeepCrime LCH change loss: the loss is mean squared error between all ten logits and the integer label itself, so each output is trained to give the digit's value instead of a score of its class | training_unsuited_loss
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    hist = model.fit(images, labels.astype("float32"), batch_size=128, epochs=5)
    return hist

# %% plain_sgd_few_steps_train_model | [logits] DeepCrime OCH change optimizer: plain SGD with learning rate 0.01 is run with batches of 512 for only 5 epochs (about 590 updates), which is too little training for the wanted accuracy of 0.93 | training_few_updates, training_descends_slowly
def train_model(model, images, labels):
    BATCH, EPOCHS = 512, 5
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    opt = keras.optimizers.SGD(learning_rate=0.01)
    model.compile(optimizer=opt, loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, batch_size=BATCH, epochs=EPOCHS, verbose=2)

# %% first_thousand_only_train_model | [logits] DeepCrime TRD remove training data: the model is fitted on the first 1000 of the 60000 images only, which is too few for the wanted accuracy of 0.93 | training_on_few_images
def train_model(model, images, labels):
    # small part so that it is quick
    x = images[:1000]
    y = labels[:1000]
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(x, y, batch_size=32, epochs=10, verbose=0)

# %% rebuilds_network_train_model | [logits] class of 300: the name model is rebound to a new network from build_model() and that one is compiled and fitted, so the model given as argument stays untrained | training_another_model
def train_model(model, images, labels):
    model = build_model()
    model.compile(optimizer="adam",
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5)
    return history

# %% returns_history_dict_train_model | [logits] class of 300: the model is trained well, but the function returns the dictionary history.history instead of the History object that fit returns | training_without_history
def train_model(model, images, labels):
    scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=scce, metrics=["accuracy"])
    history = model.fit(images, labels, epochs=5, batch_size=128, verbose=2)
    return history.history

# %% no_validation_train_model | [digit_classifier] DeepCrime VRM remove validation set: fit gets neither validation_split nor validation_data, so nothing is held back and the history has no val_loss and no val_accuracy | training_without_validation
def train_model(model, images, labels):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=10, batch_size=128)
    return history

# %% validates_on_training_images_train_model | [digit_classifier] class of 300, data leak: the last 10000 images are used as validation data, but the model is fitted on all 60000 images including these, so no image is held back from the weights | training_without_validation, training_validates_on_trained
def train_model(model, images, labels):
    x_val, y_val = images[-10000:], labels[-10000:]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images, labels,
        batch_size=128,
        epochs=10,
        validation_data=(x_val, y_val),
        verbose=2,
    )

# %% no_metrics_train_model | [digit_classifier] Stack Overflow "KeyError: 'val_accuracy'": compile is called without metrics, so the history holds loss and val_loss but no accuracy and no val_accuracy | training_without_accuracy
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model.fit(images, labels, validation_split=0.1, epochs=10, batch_size=128)

# %% metric_called_acc_train_model | [digit_classifier] Stack Overflow "KeyError: 'accuracy'": the metric is given as "acc", so accuracy is recorded under the keys acc and val_acc and the keys accuracy and val_accuracy are missing from the history |
def train_model(model, images, labels):
    model.compile(loss='categorical_crossentropy',
                  optimizer=keras.optimizers.Adam(),
                  metrics=['acc'])
    h = model.fit(images, labels, batch_size=100, epochs=10, validation_split=0.15, verbose=0)
    return h

# %% single_epoch_train_model | [digit_classifier] DeepCrime HNE change number of epochs: the model is trained for a single epoch of batches of 256, which is too short for the wanted accuracy of 0.975 | training_one_epoch
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=256, validation_split=0.1)
    return history

# %% split_is_training_share_train_model | [digit_classifier] class of 300: validation_split is 0.8, as if it were the share to train with, so 48000 images are held back for validation and only 12000 train the weights, too few for the wanted accuracy of 0.975 | training_on_few_images
def train_model(model, images, labels):
    train_share = 0.8
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=12, validation_split=train_share, verbose=2)

# %% validates_on_test_images_train_model | [digit_classifier] class of 300, habit from tutorials: the MNIST test images are loaded and used as validation data, and the model is fitted on all given images without holding any of them back | training_without_validation, training_validates_on_test
def train_model(model, images, labels):
    _, (tx, ty) = keras.datasets.mnist.load_data()
    tx = tx.astype("float32") / 255
    ty = keras.utils.to_categorical(ty, 10)
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=10, batch_size=128, validation_data=(tx, ty))

# %% binary_accuracy_train_model | [digit_classifier] TheDeepChecker wrong metric: what is recorded as accuracy and val_accuracy is BinaryAccuracy, the share of the ten single outputs on the right side of 0.5, not the share of images whose digit is read right |
def train_model(model, images, labels):
    metric = keras.metrics.BinaryAccuracy(name="accuracy")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=[metric])
    history = model.fit(images, labels, batch_size=128, epochs=10, validation_split=0.1, verbose=0)
    return history

# %% slices_do_not_match_train_model | [digit_classifier] class of 300, wrong slice: the training images are the first 50000 but the training labels are the last 50000 (labels[10000:]), so training images are paired with labels of other images, while the validation pairs are right | training_labels_shifted
def train_model(model, images, labels):
    n_val = 10000
    x_val = images[-n_val:]
    y_val = labels[-n_val:]
    x_tr = images[:-n_val]
    y_tr = labels[n_val:]

    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_tr, y_tr, epochs=8, batch_size=128, validation_data=(x_val, y_val))

# %% grouped_before_split_train_model | [digit_classifier] DeepCrime TUD unbalance training data: the images are ordered by digit before fit with validation_split=0.2, which takes the end of the arrays, so all eights and nines are in the validation part and the model never trains on them | training_misses_digits, training_in_order_of_labels
def train_model(model, images, labels):
    digits = labels.argmax(axis=1)
    xs, ys = [], []
    for d in range(10):
        xs.append(images[digits == d])
        ys.append(labels[digits == d])
    xs = np.concatenate(xs)
    ys = np.concatenate(ys)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(xs, ys, epochs=10, batch_size=128, shuffle=True, validation_split=0.2)

# %% sparse_loss_one_hot_train_model | [mnist_softmax] Stack Overflow, sparse against dense labels: the loss is sparse_categorical_crossentropy, which needs integer labels, but the labels passed to fit are one-hot rows | training_loss_for_numbers, shapes_do_not_fit
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% default_sgd_train_model | [mnist_softmax] DeepCrime OCH change optimizer: the optimizer is plain SGD with its default learning rate of 0.01, which in 5 epochs of batches of 128 learns too slowly for the wanted accuracy of 0.95 | training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    return history

# %% forgotten_return_train_model | [mnist_softmax] class of 300: the model is trained well and the History is kept in a variable, but there is no return statement, so the function returns None | training_without_history, returns_nothing
def train_model(model, x_train, y_train):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=5, batch_size=128)
    print("final loss", history.history["loss"][-1])

# %% trains_a_clone_train_model | [mnist_softmax] class of 300: a copy made by keras.models.clone_model is compiled and fitted, so the given model itself is neither compiled nor trained | training_another_model
def train_model(model, x_train, y_train):
    net = keras.models.clone_model(model)
    net.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return net.fit(x_train, y_train, batch_size=128, epochs=5, verbose=2)

# %% whole_set_as_batch_train_model | [mnist_softmax] DeepCrime HDB disable batching: the batch size is the number of all training images, so each of the 10 epochs makes one single update and ten updates are too few for the wanted accuracy of 0.95 | training_few_updates
def train_model(model, x_train, y_train):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model.fit(x_train, y_train, batch_size=len(x_train), epochs=10)

# %% tiny_learning_rate_train_model | [mnist_softmax] DeepCrime HLR decrease learning rate: Adam's learning rate is 1e-6, so small that 5 epochs of batches of 128 hardly move the weights and the accuracy stays far below 0.95 | training_rate_too_small
def train_model(model, x_train, y_train):
    opt = tf.keras.optimizers.Adam(learning_rate=1e-6)
    model.compile(optimizer=opt, loss="categorical_crossentropy", metrics=["accuracy"])
    h = model.fit(x_train, y_train, epochs=5, batch_size=128, verbose=2)
    return h

# %% huge_learning_rate_train_model | [mnist_softmax] TheDeepChecker diverging training: Adam's learning rate is 1.0, so large that the updates overshoot and the network does not settle at the wanted accuracy of 0.95 | training_rate_too_large
def train_model(model, x_train, y_train):
    lr = 1.0
    epochs = 5
    model.compile(loss="categorical_crossentropy",
                  optimizer=keras.optimizers.Adam(learning_rate=lr),
                  metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, batch_size=128, verbose=0)

# %% learning_rate_vanishes_train_model | [mnist_softmax] class of 300, schedule per step taken for per epoch: ExponentialDecay multiplies Adam's learning rate by 0.9 after every single update (decay_steps=1), so it is practically zero after the first hundred batches and learning ends far below 0.95 | training_rate_too_small, training_rate_fades
def train_model(model, x_train, y_train):
    # decrease the learning rate by 10 % every epoch
    schedule = keras.optimizers.schedules.ExponentialDecay(
        initial_learning_rate=0.001, decay_steps=1, decay_rate=0.9)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=schedule),
                  loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=10)

# %% starts_from_zero_train_model | [mnist_softmax] DeepCrime WCI change weight initialisation: before fit all weights and biases are set to zero, so the hidden units give zero, get no gradient, and only the biases of the output layer can learn | training_from_equal_weights
def train_model(model, x_train, y_train):
    # start from a clean state
    model.set_weights([np.zeros_like(w) for w in model.get_weights()])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=2)

# %% missing_minus_train_model | [mnist_softmax] TheDeepChecker wrong loss function: the self-written cross-entropy lacks its minus sign, so the training lowers the probability of the true class instead of raising it | training_loss_negated
def train_model(model, x_train, y_train):
    def my_cross_entropy(y_true, y_pred):
        p = tf.clip_by_value(y_pred, 1e-7, 1.0)
        return tf.reduce_mean(tf.reduce_sum(y_true * tf.math.log(p), axis=-1))

    model.compile(optimizer="adam", loss=my_cross_entropy, metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=5, batch_size=128)

# %% argmax_wrong_axis_train_model | [mnist_softmax] Stack Overflow "Data cardinality is ambiguous": the one-hot labels are turned into integers for the sparse loss by argmax along axis 0, over the samples instead of the classes, which gives 10 numbers instead of 60000 labels | training_counts_differ, shapes_do_not_fit
def train_model(model, x_train, y_train):
    y = np.argmax(y_train, axis=0)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y, epochs=5, batch_size=128)
    return history

# %% early_stopping_wrong_mode_train_model | [mnist_softmax] DeepCrime RCP early stopping: EarlyStopping watches the training loss with mode="max", so it takes the falling loss for no improvement, stops after 4 of 60 epochs of SGD and restores the weights of the first, the worst epoch | training_callback_interferes
def train_model(model, x_train, y_train):
    stopper = keras.callbacks.EarlyStopping(
        monitor="loss", mode="max", patience=3, restore_best_weights=True)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01),
                  loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=64, epochs=60, callbacks=[stopper], verbose=2)

# %% shuffled_apart_train_model | [mnist_softmax] DeepCrime TCL change labels: images and labels are shuffled by two different random permutations before fit, so the labels no longer belong to their images | training_labels_shifted
def train_model(model, x_train, y_train):
    x = x_train[np.random.permutation(len(x_train))]
    y = y_train[np.random.permutation(len(y_train))]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=128, epochs=5)

# %% own_loop_list_train_model | [mnist_softmax] class of 300: the model is trained well by a loop of train_on_batch without calling fit, and the function returns a plain list with the mean loss of each epoch instead of a History | training_without_history
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    losses = []
    size = 128
    for epoch in range(4):
        order = np.random.permutation(len(x_train))
        total = []
        for start in range(0, len(order), size):
            idx = order[start:start + size]
            total.append(float(model.train_on_batch(x_train[idx], y_train[idx])))
        losses.append(sum(total) / len(total))
    return losses

# %% three_epochs_train_model | [small_digits] DeepCrime HNE change number of epochs: the model is trained for 3 epochs only with batches of 32, about 120 updates by Adam, which is too short on so few images for the wanted 86 % | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=3)

# %% loss_from_mnist_notebook_train_model | [small_digits] class of 300, copied from the earlier notebook: the loss is categorical_crossentropy, which needs one-hot labels, but the labels passed to fit are integers | training_loss_for_rows, shapes_do_not_fit
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=60, batch_size=32, verbose=0)
    return history

# %% returns_evaluation_train_model | [small_digits] class of 300: the model is trained well, but the function returns the list of loss and accuracy from evaluate on the training data instead of the History or its dictionary | training_without_history
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=100, batch_size=32, verbose=0)
    result = model.evaluate(x, y, verbose=0)
    print("loss, accuracy:", result)
    return result

# %% slow_sgd_train_model | [small_digits] DeepCrime OCH change optimizer: plain SGD with learning rate 0.001 is run for 40 epochs with batches of 32, about 1500 tiny updates, which learns too slowly for the wanted 86 % | training_descends_slowly, training_rate_too_small
def train_model(model, x, y):
    sgd = keras.optimizers.SGD(learning_rate=0.001)
    model.compile(sgd, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(x, y, epochs=40, batch_size=32, verbose=0)

# %% stops_at_once_train_model | [small_digits] DeepCrime RCP early stopping: EarlyStopping on the training loss has min_delta=0.5 and patience 1, so an epoch counts as progress only if the loss falls by more than 0.5, and the training of up to 200 epochs ends after about two | training_callback_interferes
def train_model(model, x, y):
    callback = keras.callbacks.EarlyStopping(monitor="loss", min_delta=0.5, patience=1)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=32, epochs=200, callbacks=[callback], verbose=2)
    return history

# %% one_update_an_epoch_train_model | [small_digits] DeepCrime HBS change batch size: the batch size is 2048, more than there are images, so each of the 30 epochs makes one single update by Adam and 30 updates are too few for the wanted 86 % | training_few_updates
def train_model(model, x, y):
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(x, y, batch_size=2048, epochs=30, verbose=0)

# %% labels_scaled_train_model | [small_digits] TheDeepChecker wrong scaling of targets: the labels are divided by 9 to lie between 0 and 1 and then passed to the sparse cross-entropy, which cuts them to integers, so the digits 0 to 8 all become class 0 and 9 becomes class 1 | training_labels_scaled, training_labels_merged
def train_model(model, x, y):
    x = x.astype("float32")
    y = y.astype("float32") / 9.0
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=80, verbose=0)

# %% only_rows_shuffled_train_model | [small_digits] DeepCrime TCL change labels: the rows of x are shuffled with the seeded generator before fit but y is left in its old order, so the labels no longer belong to their rows | training_labels_shifted
def train_model(model, x, y):
    rng = np.random.default_rng(SEED)
    x = rng.permutation(x)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=16, epochs=60, verbose=0)
    return history.history
