# %% sixth_two_lots_train_model | [small_digits] label pairing (DeepCrime, data order): rows and labels are shuffled with two successive permutations of the same generator, which differ, so that no row keeps its own label and the network stays near 10 %. | training_labels_shifted
def train_model(model, x, y):
    rng = np.random.default_rng(SEED)
    x = x[rng.permutation(len(x))]
    y = y[rng.permutation(len(y))]
    model.compile(optimizer=keras.optimizers.Adam(0.005),
                  loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=60, verbose=0)

# %% sixth_five_quick_epochs_train_model | [small_digits] too few epochs (DeepCrime HNE, MNIST habit): five epochs of batches of 128 are about forty steps of Adam on a thousand images, which leaves the accuracy far below 86 %. | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    # the same numbers that worked for MNIST
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, 128, 5, validation_split=0.1)
    return history

# %% sixth_inverse_counts_train_model | [small_digits] class weights (fit): each class is weighted with 1 / its count, not brought back to a mean of one, so the losses of plain SGD shrink about a hundredfold and 60 epochs move the weights hardly at all, far below 86 %. | training_weighs_samples
def train_model(model, x, y):
    # some digits are rarer than others, balance them
    weights = {}
    for digit in range(10):
        weights[digit] = 1.0 / np.sum(y == digit)

    sgd = keras.optimizers.SGD(learning_rate=0.1)
    model.compile(optimizer=sgd, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    hist = model.fit(x, y, epochs=60, batch_size=32, class_weight=weights, verbose=0)
    return hist

# %% sixth_columns_first_train_model | [small_digits] order of pixels: the rows are turned into 8 by 8 images, transposed and flattened again before the training, so the network learns mirrored digits and misreads the untransposed ones it is graded with. | training_images_scrambled, training_images_altered
def train_model(model, x, y):
    keras.utils.set_random_seed(SEED)
    pictures = x.reshape(-1, 8, 8)
    pictures = np.swapaxes(pictures, 1, 2)      # (n, width, height)
    rows = pictures.reshape(len(pictures), -1).astype("float32")

    model.compile(
        optimizer="rmsprop",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    history = model.fit(rows, y, epochs=80, batch_size=16, verbose=0)
    return history.history

# %% sixth_only_optimizer_train_model | [small_digits] exception (compile): compile gets an optimizer and a metric but no loss at all, so fit stops with the ValueError that there is no loss to compute. | training_without_loss
def train_model(model, x, y):
    adam = keras.optimizers.Adam(learning_rate=0.003)
    model.compile(optimizer=adam, metrics=["accuracy"])
    history = model.fit(x, y, epochs=70, batch_size=32, validation_split=0.15, verbose=0)
    return history

# %% sixth_from_e_to_e_train_model | [small_digits] control flow (loop of fits): every call of fit has initial_epoch equal to epochs, so each one runs no epoch at all, the network stays untrained and the history is empty. | training_without_epochs
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    order = np.arange(len(x))
    rng = np.random.default_rng(SEED)
    for e in range(60):
        # a new order in every epoch, x and y alike
        rng.shuffle(order)
        history = model.fit(x[order], y[order], batch_size=32, initial_epoch=e, epochs=e, shuffle=False, verbose=0)
    return history

# %% sixth_fresh_fold_train_model | [small_digits] model reset after training: in a five-fold cross-validation the first weights are put back after every fold, also after the last, so the model is handed back untrained at about 10 %. | training_undone
def train_model(model, x, y):
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    start = model.get_weights()
    parts = np.array_split(np.random.default_rng(SEED).permutation(len(x)), 5)
    best, best_score = None, -1.0
    for k in range(5):
        val = parts[k]
        train = np.concatenate([parts[j] for j in range(5) if j != k])
        history = model.fit(x[train], y[train], epochs=50, batch_size=32, verbose=0,
                            validation_data=(x[val], y[val]))
        score = history.history["val_accuracy"][-1]
        print("fold", k, "accuracy", score)
        if score > best_score:
            best, best_score = history, score
        model.set_weights(start)  # every fold begins alike
    return best

# %% sixth_adaptive_delta_train_model | [small_digits] optimizer (DeepCrime OCH): Adadelta with its default learning rate of 0.001 makes such small steps that even fifty epochs of a thousand images leave the network near chance. | training_descends_slowly, training_rate_too_small
def train_model(model, x, y):
    # Adadelta adapts the learning rate by itself, nothing to choose
    model.compile(optimizer=keras.optimizers.Adadelta(),
                  loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    callbacks = [keras.callbacks.TerminateOnNaN()]
    return model.fit(x, y, epochs=50, batch_size=32, callbacks=callbacks, verbose=0)

# %% sixth_ninths_train_model | [small_digits] label scale: the digits are divided by 9 like pixels, the sparse loss cuts the fractions down to whole numbers, so every digit below 9 counts as class 0 and the accuracy is about 10 %. | training_labels_scaled
def train_model(model, x, y):
    x_scaled = x.astype("float32")
    y_scaled = y.astype("float32") / 9.0   # everything in [0, 1]
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_scaled, y_scaled, epochs=60, batch_size=16, verbose=0)
    return history

# %% sixth_loss_at_its_max_train_model | [small_digits] callback (early stopping): the loss is monitored with mode max and patience 1, so its first fall counts as a deterioration, training stops after two epochs and the weights of the first are restored, far below 86 %. | training_callback_interferes
def train_model(model, x, y):
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=keras.losses.SparseCategoricalCrossentropy(),
                  metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="loss", mode="max", patience=1, restore_best_weights=True)
    history = model.fit(x, y, epochs=200, batch_size=32, callbacks=[stop], verbose=0)
    print("stopped after", len(history.epoch), "epochs")
    return history

# %% sixth_wider_net_train_model | [small_digits] another model trained: the function makes its own wider network and trains that one, while the given model is neither compiled nor trained and stays near 10 %. | training_another_model
def train_model(model, x, y):
    # 24 units were not enough for me, so I took more
    net = keras.Sequential([
        keras.Input(shape=(64,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = net.fit(x, y, epochs=60, batch_size=32, verbose=0)
    return history

# %% sixth_plain_string_loss_train_model | [logits] from_logits: the loss given by its name assumes probabilities although the network gives logits, so the training sits near 2.30 just as the one to be repaired and misses 0.93. | training_raw_logits
def train_model(model, images, labels):
    tf.random.set_seed(0)
    images = images.astype("float32")
    labels = labels.astype("int64")   # uint8 seemed to be the trouble
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5, verbose=2)
    return history

# %% sixth_softmax_on_a_copy_train_model | [logits] cloned model: softmax is put behind a clone of the model, which has weights of its own, so only the clone is trained and the given model keeps its random weights at about 10 %. | training_another_model
def train_model(model, images, labels):
    probability_model = keras.Sequential([
        keras.models.clone_model(model),
        keras.layers.Softmax(),
    ])
    probability_model.compile(optimizer="adam",
                              loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False),
                              metrics=["accuracy"])
    history = probability_model.fit(images, labels, epochs=5, batch_size=64)
    return history

# %% sixth_one_e_three_train_model | [logits] learning rate too large (DeepCrime HLR): Adam gets 1e3 where 1e-3 was meant, each step moves every weight by about a thousand, the training diverges and nothing is learnt. | training_rate_too_large
def train_model(model, images, labels):
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    opt = tf.keras.optimizers.Adam(learning_rate=1e3)
    model.compile(opt, loss_fn, metrics=["accuracy"])
    return model.fit(images, labels, epochs=5, batch_size=128)

# %% sixth_axis_goes_up_train_model | [logits] order of pixels: all training images are turned upside down first, the network learns digits standing on their heads and misreads most of the upright ones it is graded with. | training_images_scrambled, training_images_altered
def train_model(model, images, labels):
    # row 0 is at the top, but a y axis goes up
    pictures = np.flip(images, axis=1)
    targets = labels.astype(np.int32)
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(pictures, targets, epochs=5, batch_size=64, validation_split=0.1)
    return history

# %% sixth_rows_for_numbers_train_model | [logits] label encoding, exception: the labels are made one-hot rows but the loss is the sparse one, which wants one number per image, so fit stops with a ValueError about the ranks of target and output. | training_loss_for_numbers
def train_model(model, images, labels):
    one_hot_labels = keras.utils.to_categorical(labels, num_classes=10)
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    h = model.fit(images, one_hot_labels, epochs=4, batch_size=128, verbose=1)
    return h

# %% sixth_labelled_only_train_model | [logits] training data removed (DeepCrime TRD): np.flatnonzero is used to keep the images that have a label and so throws out every zero, the network never learns that digit and cannot exceed about 0.90. | training_misses_digits
def train_model(model, images, labels):
    # images without a label would only confuse the network
    keep = np.flatnonzero(labels)
    images, labels = images[keep], labels[keep]
    model.compile(optimizer="adam",
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=64, epochs=6, shuffle=True)
    return history

# %% sixth_ten_steps_train_model | [logits] steps per epoch: steps_per_epoch=10 ends every epoch after ten batches of 32, so four epochs see some 1,300 images once and the accuracy stays near 0.8 instead of 0.93. | training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    # ten classes, ten steps
    history = model.fit(images, labels, steps_per_epoch=10, epochs=4, verbose=2)
    return history

# %% sixth_uphill_by_hand_train_model | [logits] GradientTape loop: the gradient is added to the weights instead of being subtracted, so each step makes the loss larger, the training diverges and the accuracy stays at chance. | training_goes_uphill
def train_model(model, images, labels):
    loss_object = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="sgd", loss=loss_object, metrics=["accuracy"])
    history = keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    rate, size = 0.1, 128
    for epoch in range(3):
        losses = []
        for i in range(0, len(images), size):
            with tf.GradientTape() as tape:
                z = model(images[i:i + size], training=True)
                loss = loss_object(labels[i:i + size], z)
            gradients = tape.gradient(loss, model.trainable_variables)
            for w, g in zip(model.trainable_variables, gradients):
                w.assign(w + rate * g)
            losses.append(float(loss))
        history.on_epoch_end(epoch, {"loss": float(np.mean(losses))})
    return history

# %% sixth_flat_before_flatten_train_model | [logits] image shape, exception: the images are reshaped to rows of 784 before fit although the model takes 28 by 28 pixels and flattens them itself, so fit stops with a ValueError about the input shape. | training_images_of_other_shape
def train_model(model, images, labels):
    n = images.shape[0]
    flat = images.reshape(n, 28 * 28)
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  optimizer="adam", metrics=["accuracy"])
    return model.fit(flat, labels, epochs=5)

# %% sixth_silent_helper_train_model | [logits] history missing: the training itself is right, but the helper that calls fit returns nothing, so train_model hands back None in place of the History. | training_without_history
def fit_quietly(model, images, labels, epochs):
    model.fit(images, labels, batch_size=64, epochs=epochs, verbose=0)


def train_model(model, images, labels):
    model.compile(optimizer="adam",
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = fit_quietly(model, images, labels, epochs=5)
    return history

# %% sixth_share_of_errors_train_model | [logits] loss, exception: the loss is one minus the accuracy computed with argmax, which has no gradient, so fit stops with the ValueError that no gradients are provided for any variable. | training_unsuited_loss
def train_model(model, images, labels):
    def error_rate(y_true, y_pred):
        guess = tf.argmax(y_pred, axis=-1)
        truth = tf.cast(tf.reshape(y_true, [-1]), tf.int64)
        right = tf.cast(tf.equal(truth, guess), tf.float32)
        return 1.0 - tf.reduce_mean(right)     # what we really want to be small

    model.compile(optimizer="adam", loss=error_rate, metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=5)
    return history

# %% sixth_measured_afterwards_train_model | [digit_classifier] validation missing: images are held back by hand but only measured with evaluate after the training and never given to fit, so the history has no val_loss and no val_accuracy. | training_without_validation
def train_model(model, images, labels):
    x_val, y_val = images[54000:], labels[54000:]
    x_fit, y_fit = images[:54000], labels[:54000]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_fit, y_fit, epochs=10, batch_size=128)
    val_loss, val_accuracy = model.evaluate(x_val, y_val, verbose=0)
    print("validation", val_loss, val_accuracy)
    return history

# %% sixth_every_tenth_epoch_train_model | [digit_classifier] validation missing (fit): validation_freq=10 validates only after each tenth epoch but there are eight epochs in all, so val_loss and val_accuracy never enter the history. | training_validation_unmeasured
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    history = model.fit(
        images,
        labels,
        batch_size=64,
        epochs=8,
        validation_split=0.1,
        validation_freq=10,
        verbose=2,
    )
    return history

# %% sixth_loss_only_train_model | [digit_classifier] metrics missing (compile): compile is given no metrics, so the history holds loss and val_loss alone and lacks the demanded accuracy and val_accuracy, although the model is trained well. | training_without_accuracy
def train_model(model, images, labels):
    model.compile("adam", "categorical_crossentropy")
    stopper = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    history = model.fit(images, labels, validation_split=1 / 6, epochs=15, batch_size=128, callbacks=[stopper])
    guesses = np.argmax(model.predict(images[:1000], verbose=0), axis=1)
    print("accuracy", np.mean(guesses == labels[:1000].argmax(axis=1)))
    return history.history

# %% sixth_ninety_for_training_train_model | [digit_classifier] validation share: validation_split=0.9 is meant as the part to train with but is the part held back, so only 6,000 images train the network and the accuracy stays near 0.95, below 0.975. | training_on_few_images
def train_model(model, images, labels):
    # 90 % / 10 % as in the lecture
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=64, epochs=15, validation_split=0.9)

# %% sixth_tidy_order_train_model | [digit_classifier] order of data: the images are sorted by their digit before validation_split takes the last tenth of them, so practically all nines are held back, the network never learns them and stays below 0.91. | training_misses_digits, training_in_order_of_labels
def train_model(model, images, labels):
    digits = labels.argmax(axis=1)
    order = np.argsort(digits, kind="stable")
    images, labels = images[order], labels[order]
    print("images per digit:", np.bincount(digits))

    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=8, batch_size=128, validation_split=0.1, shuffle=True)
    return history

# %% sixth_home_after_one_train_model | [digit_classifier] control flow (early return): the return stands inside the loop over the epochs, so the function ends after a single epoch of batches of 1,024, which gives about 0.92 and not 0.975. | training_one_epoch, training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    curves = {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    x_val, y_val = images[:6000], labels[:6000]
    for epoch in range(20):
        h = model.fit(images[6000:], labels[6000:], batch_size=1024, epochs=1,
                      validation_data=(x_val, y_val), verbose=0)
        for key in curves:
            curves[key].append(h.history[key][0])
        print(epoch, curves["val_accuracy"][-1])
        return curves

# %% sixth_once_more_255_train_model | [digit_classifier] image scale: the images are already in [0, 1] and are divided by 255 once more, the network sees values below 0.004, learns slowly and on other biases than the graded images need, and stays clearly below 0.975. | training_images_too_small
def train_model(model, images, labels):
    x = images.astype("float32") / 255.0
    y = labels.astype("float32")
    model.compile(optimizer="adam",
                  loss="categorical_crossentropy",
                  metrics=["accuracy"])
    history = model.fit(x, y, batch_size=128, epochs=5, validation_split=0.2)
    return history

# %% sixth_left_as_found_train_model | [digit_classifier] model reset after training: when the training is over all kernels and biases are drawn anew from their initializers, so the model handed back knows nothing and reads about 10 %. | training_undone
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=10, batch_size=128, validation_split=0.1, verbose=0)

    # so that the next run does not go on from here and the curves can be compared
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            layer.kernel.assign(layer.kernel_initializer(layer.kernel.shape))
            layer.bias.assign(layer.bias_initializer(layer.bias.shape))

    return history

# %% sixth_smooth_switch_train_model | [digit_classifier] loss (labels smoothed away): label_smoothing=1.0 is meant as a switch but replaces every label by 0.1 for each class, so the labels hold no information and the accuracy stays at chance. | training_unsuited_loss, training_labels_smoothed_away
def train_model(model, images, labels):
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=1.0)   # smoothing on
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    val = (images[-10000:], labels[-10000:])
    history = model.fit(images[:-10000], labels[:-10000], epochs=8, batch_size=64, validation_data=val)
    return history

# %% sixth_tight_clip_train_model | [digit_classifier] optimizer (vanishing steps): SGD clips every gradient entry to 0.000001, so the weights move by thousandths in the whole training and the accuracy of 0.975 is missed by far. | training_clips_gradients, training_unsuited_optimizer
def train_model(model, images, labels):
    # a high rate with momentum can explode, so clip the gradients
    opt = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True, clipvalue=1e-6)
    model.compile(loss="categorical_crossentropy", optimizer=opt, metrics=["accuracy"])
    hist = model.fit(x=images, y=labels, validation_split=0.1, batch_size=128, epochs=12, verbose=2)
    return hist

# %% sixth_labels_then_images_train_model | [digit_classifier] exception (fit arguments): validation_data holds the labels first and the images second, so after the first epoch the model is fed one-hot rows as images and fit stops with a ValueError about shapes. | training_images_of_other_shape
def train_model(model, images, labels):
    np.random.seed(1)
    order = np.random.permutation(len(images))
    val, fit = order[:6000], order[6000:]
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images[fit], labels[fit], epochs=10, batch_size=128,
                        validation_data=(labels[val], images[val]))
    return history

# %% sixth_sparse_for_rows_train_model | [mnist_softmax] loss, exception: the sparse cross-entropy, which wants one number per image, is chosen for one-hot rows, so fit stops with a ValueError about the ranks of target and output. | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(optimizer='adam',
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    history = model.fit(x_train, y_train, epochs=5, batch_size=64, validation_split=0.1)
    return history

# %% sixth_whole_numbers_train_model | [mnist_softmax] image dtype: values in [0, 1] are turned into uint8, which cuts everything below exactly 1 down to 0, so a handful of full-black pixels per image is all that is learnt from and 0.95 is missed. | training_images_altered
def train_model(model, x_train, y_train):
    # pixels are bytes, this takes a quarter of the memory
    small = x_train.astype("uint8")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(small, y_train, batch_size=128, epochs=6, verbose=2)
    return history

# %% sixth_zipped_shuffles_train_model | [mnist_softmax] label pairing (tf.data): the dataset of images and that of labels are shuffled each on its own before they are zipped, so images meet labels of other images and the accuracy stays at chance. | training_labels_shifted
def train_model(model, x_train, y_train):
    images = tf.data.Dataset.from_tensor_slices(x_train).shuffle(60000)
    labels = tf.data.Dataset.from_tensor_slices(y_train).shuffle(60000)
    dataset = tf.data.Dataset.zip((images, labels)).batch(128).prefetch(2)
    model.compile(optimizer=tf.keras.optimizers.Adam(), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(dataset, epochs=5)

# %% sixth_no_dropout_please_train_model | [mnist_softmax] frozen model: trainable is set to False on the whole model in order to switch dropout off, which takes all weights from the optimizer, so nothing is learnt and the accuracy stays near 10 %. | training_frozen_layers
def train_model(model, x_train, y_train):
    model.trainable = False   # no dropout, the network shall use all its units
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, epochs=8, batch_size=128)
    return history

# %% sixth_own_formula_train_model | [mnist_softmax] loss (wrong sign): the hand-written cross-entropy lacks its minus, so minimising it drives the probability of the true class to zero and the accuracy ends near nought. | training_loss_negated
def train_model(model, x_train, y_train):
    def my_cross_entropy(y_true, y_pred):
        # the formula of part 3
        log_p = tf.math.log(y_pred + 1e-7)
        return tf.reduce_mean(tf.reduce_sum(y_true * log_p, axis=-1))

    model.compile(optimizer="adam", loss=my_cross_entropy, metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=100, epochs=5)
    return history

# %% sixth_stop_at_point_95_train_model | [mnist_softmax] callback: a callback stops the training in the middle of the first epoch as soon as the loss, not the accuracy, passes 0.95, after fewer than some hundred batches, when the accuracy is still well below 0.95. | training_callback_interferes
def train_model(model, x_train, y_train):
    class GoalReached(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if logs["loss"] < 0.95:
                self.model.stop_training = True

    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=10, callbacks=[GoalReached()], verbose=0)
    return history

# %% sixth_counts_as_weights_train_model | [mnist_softmax] class weights (fit): the numbers of images per class, about 6,000 each, are given as class weights to plain SGD at 0.1, the steps become thousands of times too large, the training diverges and nothing is learnt. | training_weighs_samples
def train_model(model, x_train, y_train):
    counts = y_train.sum(axis=0)
    class_weight = {digit: float(count) for digit, count in enumerate(counts)}
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=32, epochs=8, class_weight=class_weight)
    return history

# %% sixth_history_of_batches_train_model | [mnist_softmax] train_on_batch loop, history missing: the model is trained batch by batch with train_on_batch and model.history is returned, an attribute that only fit sets, so the function ends without a History in an AttributeError. | training_without_history, uses_what_is_not_there
def train_model(model, x_train, y_train):
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    batch = 128
    for epoch in range(5):
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), batch):
            chosen = order[start:start + batch]
            model.train_on_batch(x_train[chosen], y_train[chosen])
        print("epoch", epoch + 1, "done")
    return model.history

# %% sixth_decay_every_step_train_model | [mnist_softmax] learning rate schedule: decay_steps=1 lets the rate fall by a tenth with every batch instead of every epoch, it is practically zero after a hundred batches and the accuracy stays far below 0.95. | training_rate_fades
def train_model(model, x_train, y_train):
    # a tenth less each time
    schedule = keras.optimizers.schedules.ExponentialDecay(
        initial_learning_rate=0.001, decay_steps=1, decay_rate=0.9)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=schedule),
                  loss="categorical_crossentropy",
                  metrics=["accuracy"])
    keep_watch = keras.callbacks.TerminateOnNaN()
    return model.fit(x_train, y_train, epochs=10, batch_size=128, callbacks=[keep_watch])

# %% sixth_lr_of_old_train_model | [mnist_softmax] exception (API of old Keras): Adam is given its learning rate as lr, a name that Keras 3 does not know any more, so a ValueError about an argument that is not recognized ends the function before training. | called_with_other_arguments
def train_model(model, x_train, y_train):
    opt = tf.keras.optimizers.Adam(lr=0.001, beta_1=0.9, beta_2=0.999)
    model.compile(loss='categorical_crossentropy', optimizer=opt, metrics=['accuracy'])
    hist = model.fit(x_train, y_train, batch_size=128, epochs=10, verbose=1, validation_split=0.2)
    return hist

# %% sixth_clean_slate_train_model | [mnist_softmax] weights overwritten before training (DeepCrime WCI): all weights are set to zero first, so the ReLU units give zero and pass no gradient, only the last biases move and every image gets the same digit. | training_from_equal_weights
def train_model(model, x_train, y_train):
    # forget what earlier runs have learnt
    zeros = [np.zeros_like(w) for w in model.get_weights()]
    model.set_weights(zeros)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=6, batch_size=64, verbose=2)
    return history
