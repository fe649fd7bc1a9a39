# %% sixth_right_six_rounds_train_model | [small_digits] correct: six calls of fit go on with the same weights, ninety epochs of Adam in all, and their lists are joined to one dictionary, which the docstring allows. |
def train_model(model, x, y):
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    joined = {}
    for _ in range(6):
        part = model.fit(x, y, batch_size=16, epochs=15, verbose=0).history
        for key, numbers in part.items():
            joined.setdefault(key, []).extend(numbers)
    return joined

# %% sixth_right_same_lot_train_model | [small_digits] correct: rows and one-hot labels are shuffled with one and the same permutation and trained with the matching categorical cross-entropy and SGD with momentum for a hundred epochs. |
def train_model(model, x, y):
    order = np.random.default_rng(SEED).permutation(len(x))
    rows, targets = x[order], np.eye(10, dtype="float32")[y[order]]
    sgd = keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True)
    model.compile(sgd, "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(rows, targets, 32, 100, verbose=0)

# %% sixth_right_patient_train_model | [small_digits] correct: early stopping looks at the validation loss with a patience of fifteen epochs and restores the best weights, which comes long after 86 % are reached. |
def train_model(model, x, y):
    keras.utils.set_random_seed(SEED)
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        optimizer=keras.optimizers.Adam(learning_rate=0.003),
        metrics=["accuracy"],
    )
    patience = keras.callbacks.EarlyStopping(monitor="val_loss", mode="min", patience=15, restore_best_weights=True)
    history = model.fit(x, y, validation_split=0.12, epochs=300, batch_size=32, callbacks=[patience], verbose=0)
    return history.history

# %% sixth_right_rows_and_logits_train_model | [logits] correct: the labels become one-hot rows and the loss is the categorical cross-entropy of logits, with SGD, momentum and a rate that falls in steps, which reaches some 0.97. |
def train_model(model, images, labels):
    steps = len(images) // 64
    rate = keras.optimizers.schedules.PiecewiseConstantDecay([3 * steps, 5 * steps], [0.05, 0.02, 0.005])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=rate, momentum=0.9),
                  loss=keras.losses.CategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    history = model.fit(images, keras.utils.to_categorical(labels, 10), batch_size=64, epochs=7, verbose=2)
    return history

# %% sixth_right_raw_tf_loss_train_model | [logits] correct: a loss of its own hands labels and logits to TensorFlow's sparse softmax cross-entropy, which wants logits, and a callback only prints, so RMSprop learns well above 0.93. |
def train_model(model, images, labels):
    def loss_from_logits(y_true, z):
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.int64)
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y_true, logits=z)

    class Talk(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            print(f"epoch {epoch + 1}: {logs['loss']:.4f}")

    model.compile(optimizer="rmsprop", loss=loss_from_logits,
                  metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")])
    return model.fit(images, labels, batch_size=128, epochs=6, verbose=0, callbacks=[Talk()])

# %% sixth_right_shuffled_rounds_train_model | [logits] correct: each round shuffles images and labels with the same permutation, fits one epoch of the loss from logits and appends its numbers to the History of the first call, which is returned. |
def train_model(model, images, labels):
    model.compile(optimizer=tf.keras.optimizers.Nadam(),
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    rng = np.random.default_rng(3)
    first = None
    for epoch in range(6):
        order = rng.permutation(len(images))
        history = model.fit(images[order], labels[order].astype("int32"), batch_size=64, epochs=1,
                            shuffle=False, verbose=0)
        if first is None:
            first = history
            continue
        first.epoch.append(epoch)
        for key in first.history:
            first.history[key] += history.history[key]
    return first

# %% sixth_right_best_weights_train_model | [digit_classifier] correct: a tenth of the images drawn by lot is given as validation data, accuracy is measured, and early stopping with patience restores the best of up to twenty epochs, about 0.98. |
def train_model(model, images, labels):
    order = np.random.default_rng(0).permutation(len(images))
    held, kept = order[:6000], order[6000:]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max", patience=5, restore_best_weights=True)
    return model.fit(images[kept], labels[kept], validation_data=(images[held], labels[held]),
                     batch_size=64, epochs=20, callbacks=[stop], verbose=0)

# %% sixth_right_twelve_singles_train_model | [digit_classifier] correct: twelve fits of one epoch with the same held-back images go on with the same weights and optimizer, and their four lists are joined to the dictionary that the docstring allows, at about 0.98. |
def train_model(model, images, labels):
    x_fit, x_held = images[:55000], images[55000:]
    y_fit, y_held = labels[:55000], labels[55000:]
    rate = keras.optimizers.schedules.ExponentialDecay(1e-3, decay_steps=430, decay_rate=0.9)
    model.compile(keras.optimizers.Adam(rate), keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    curves = {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    for epoch in range(12):
        result = model.fit(x_fit, y_fit, batch_size=128, initial_epoch=epoch, epochs=epoch + 1,
                           validation_data=(x_held, y_held), verbose=0)
        for name in curves:
            curves[name].extend(result.history[name])
    return curves

# %% sixth_right_smooth_momentum_train_model | [digit_classifier] correct: SGD with Nesterov momentum, a little label smoothing, an accuracy metric named accuracy and class weights of one do no harm, and validation_split gives the validation, at about 0.98. |
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9, nesterov=True),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.05),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
    )
    history = model.fit(
        images,
        labels,
        batch_size=64,
        epochs=15,
        validation_split=0.1,
        class_weight={digit: 1.0 for digit in range(10)},
        verbose=2,
    )
    return history

# %% sixth_right_divergence_train_model | [mnist_softmax] correct: the Kullback-Leibler divergence from one-hot rows to probabilities is the same as their cross-entropy, so five epochs of Adam reach about 0.98. |
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="kl_divergence", metrics=["accuracy", "mse"])
    history = model.fit(x_train, y_train, batch_size=64, epochs=5)
    return history

# %% sixth_right_back_to_numbers_train_model | [mnist_softmax] correct: argmax along each row turns the one-hot rows back into digits for the sparse cross-entropy, and early stopping on the validation loss with patience and best weights leaves about 0.98. |
def train_model(model, x_train, y_train):
    digits = np.argmax(y_train, axis=1)
    model.compile(optimizer=keras.optimizers.Nadam(1e-3), loss="sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
    return model.fit(x_train, digits, batch_size=128, epochs=12, validation_split=0.1, callbacks=[stop],
                     class_weight=dict.fromkeys(range(10), 1.0))

# %% sixth_right_seeded_twice_train_model | [mnist_softmax] correct: seeding alike before each of the two permutations gives images and labels the same order, the batched dataset keeps the pairs, and SGD with momentum and a slowly falling rate reaches about 0.98. |
def train_model(model, x_train, y_train):
    np.random.seed(5)
    x = np.random.permutation(x_train)
    np.random.seed(5)
    y = np.random.permutation(y_train)
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(10000).batch(64).prefetch(tf.data.AUTOTUNE)
    model.compile(optimizer=tf.keras.optimizers.SGD(0.05, momentum=0.9),
                  loss=tf.keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    slower = tf.keras.callbacks.LearningRateScheduler(lambda epoch: 0.05 * 0.8 ** epoch)
    history = model.fit(dataset, epochs=8, callbacks=[slower], verbose=2)
    return history
