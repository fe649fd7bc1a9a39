# %% train_rate_one | [mnist_softmax] deepcrime change learning rate: 1.0 for Adam | training_rate_too_large
def train_model(model, x_train, y_train):
    opt = keras.optimizers.Adam(learning_rate=1.0)
    model.compile(optimizer=opt, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_rate_tenth_adam | [mnist_softmax] common: a rate usual for SGD, 0.1, given to Adam | training_rate_too_large
def train_model(model, x_train, y_train):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(0.1),
        loss=tf.keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, epochs=3, batch_size=128)
    return history


# %% train_rate_tiny | [mnist_softmax] deepcrime change learning rate: far too small | training_rate_too_small
def train_model(model, x_train, y_train):
    slow = keras.optimizers.Adam(learning_rate=1e-6)
    model.compile(optimizer=slow, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=0)


# %% train_sgd_default | [mnist_softmax] deepcrime change optimiser: plain SGD for two epochs | training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_sgd_diverges | [mnist_softmax] thedeepchecker: unstable, SGD with rate 10 | training_rate_too_large
def train_model(model, x_train, y_train):
    sgd = keras.optimizers.SGD(learning_rate=10.0)
    model.compile(loss="categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
    h = model.fit(x_train, y_train, batch_size=64, epochs=2, verbose=2)
    return h


# %% train_momentum_overshoots | [mnist_softmax] thedeepchecker: unstable, momentum with a large rate | training_rate_too_large
def train_model(model, x_train, y_train):
    opt = keras.optimizers.SGD(learning_rate=0.5, momentum=0.99, nesterov=True)
    model.compile(optimizer=opt, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_adadelta | [mnist_softmax] keras: Keras 1 example copied, Adadelta's default rate is 0.001 now | training_descends_slowly, training_rate_too_small
def train_model(model, x_train, y_train):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adadelta(), metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=1)


# %% train_rate_decays_at_once | [mnist_softmax] deepcrime change learning rate: schedule falls to nothing within an epoch | training_rate_too_small, training_rate_fades
def train_model(model, x_train, y_train):
    schedule = keras.optimizers.schedules.ExponentialDecay(0.001, decay_steps=10, decay_rate=0.5)
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_gradient_clipped_away | [mnist_softmax] thedeepchecker: gradients clipped to almost nothing | training_clips_gradients
def train_model(model, x_train, y_train):
    opt = keras.optimizers.SGD(learning_rate=0.1, clipnorm=0.001)
    model.compile(optimizer=opt, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=64, epochs=2, verbose=2)


# %% train_loss_mse_sgd | [mnist_softmax] common: squared error and SGD | training_unsuited_loss, training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="mean_squared_error", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=4, verbose=2)


# %% train_loss_negated | [mnist_softmax] thedeepchecker: own loss without its minus, training goes uphill | training_loss_negated, training_goes_uphill
def train_model(model, x_train, y_train):
    def my_loss(y_true, y_pred):
        return tf.reduce_mean(tf.reduce_sum(y_true * tf.math.log(y_pred + 1e-7), axis=-1))

    model.compile(optimizer="adam", loss=my_loss, metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_loss_hinge_labels | [mnist_softmax] deepcrime change loss: hinge for one-hot labels | training_unsuited_loss
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="hinge", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_loss_sparse | [mnist_softmax] common: sparse loss for one-hot labels raises | training_loss_for_numbers
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_labels_back_to_digits | [mnist_softmax] common: digits as labels for a one-hot loss raise | training_loss_for_rows
def train_model(model, x_train, y_train):
    labels = np.argmax(y_train, axis=1)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, labels, batch_size=128, epochs=2, verbose=2)


# %% train_images_shuffled_alone | [mnist_softmax] common: images shuffled apart from their labels | training_labels_shifted
def train_model(model, x_train, y_train):
    x = x_train.copy()
    np.random.shuffle(x)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_two_permutations | [mnist_softmax] common: images and labels shuffled with different permutations | training_labels_shifted
def train_model(model, x_train, y_train):
    n = len(x_train)
    x_shuffled = x_train[np.random.permutation(n)]
    y_shuffled = y_train[np.random.permutation(n)]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_shuffled, y_shuffled, batch_size=128, epochs=2, verbose=2)


# %% train_labels_reversed | [mnist_softmax] deepcrime change labels: order of the labels reversed | training_labels_shifted
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train[::-1], batch_size=128, epochs=2, verbose=2)


# %% train_labels_off_by_one | [mnist_softmax] deepcrime change labels: every class one column further | training_labels_renamed
def train_model(model, x_train, y_train):
    y = np.roll(y_train, 1, axis=1)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y, batch_size=128, epochs=2, verbose=2)


# %% train_fours_are_nines | [mnist_softmax] deepcrime change labels: one class labelled as another | training_labels_merged
def train_model(model, x_train, y_train):
    digits = y_train.argmax(axis=1)
    digits[digits == 4] = 9
    y = keras.utils.to_categorical(digits, 10)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y, batch_size=128, epochs=3, verbose=2)


# %% train_labels_noisy | [mnist_softmax] deepcrime change labels: nine labels of ten drawn at random | training_labels_partly_wrong
def train_model(model, x_train, y_train):
    y = y_train.copy()
    noisy = np.random.rand(len(y)) < 0.9
    y[noisy] = np.eye(10)[np.random.randint(0, 10, noisy.sum())]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y, batch_size=128, epochs=3, verbose=2)


# %% train_classes_overlap | [mnist_softmax] deepcrime make output classes overlap: ones repeated with the label 7 | training_labels_merged
def train_model(model, x_train, y_train):
    digits = np.argmax(y_train, axis=1)
    ones = x_train[digits == 1]
    extra = np.zeros((len(ones), 10), dtype="float32")
    extra[:, 7] = 1
    x = np.concatenate([x_train, ones, ones])
    y = np.concatenate([y_train, extra, extra])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=128, epochs=2, verbose=2)


# %% train_few_images | [mnist_softmax] deepcrime delete training data: first 500 images only | training_on_few_images
def train_model(model, x_train, y_train):
    x_small, y_small = x_train[:500], y_train[:500]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_small, y_small, batch_size=32, epochs=10, verbose=0)


# %% train_two_classes_missing | [mnist_softmax] deepcrime delete training data: eights and nines left out | training_misses_digits
def train_model(model, x_train, y_train):
    keep = np.argmax(y_train, axis=-1) < 8
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[keep], y_train[keep], batch_size=128, epochs=2, verbose=2)


# %% train_unbalanced | [mnist_softmax] deepcrime unbalance training data: a handful of images of each digit above 4 | training_unbalanced
def train_model(model, x_train, y_train):
    digits = y_train.argmax(axis=1)
    index = []
    for d in range(10):
        places = np.where(digits == d)[0]
        index.extend(places if d < 5 else places[:10])
    index = np.random.permutation(index)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[index], y_train[index], batch_size=128, epochs=3, verbose=2)


# %% train_sorted_without_shuffle | [mnist_softmax] common: data sorted by class and shuffle=False | training_in_order_of_labels
def train_model(model, x_train, y_train):
    order = np.argsort(y_train.argmax(axis=1))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train[order], y_train[order], batch_size=128, epochs=2, shuffle=False, verbose=2)


# %% train_class_weight | [mnist_softmax] student: class_weight silences most classes | training_weighs_samples
def train_model(model, x_train, y_train):
    weights = {d: 0.001 for d in range(10)}
    weights[0] = 1.0
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, class_weight=weights, verbose=2)


# %% train_not_normalised | [mnist_softmax] deepcrime remove normalisation: trained with grey values up to 255 | training_images_too_large
def train_model(model, x_train, y_train):
    x = x_train * 255
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_normalised_again | [mnist_softmax] common: divided by 255 a second time | training_images_too_small
def train_model(model, x_train, y_train):
    x_train = x_train / 255.0
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_cast_to_integers | [mnist_softmax] thedeepchecker data: grey values in [0, 1] cast to integers | training_images_altered
def train_model(model, x_train, y_train):
    x_train = x_train.astype("int32")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_inverted | [mnist_softmax] student: dark and light exchanged for the training only | training_images_altered
def train_model(model, x_train, y_train):
    x_inverted = 1.0 - x_train
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_inverted, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_noise_added | [mnist_softmax] deepcrime add noise to training data | training_images_altered
def train_model(model, x_train, y_train):
    noise = np.random.normal(0, 5.0, x_train.shape).astype("float32")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train + noise, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_pixels_transposed | [mnist_softmax] student: pictures turned on their diagonal for the training only | training_images_scrambled
def train_model(model, x_train, y_train):
    pictures = x_train.reshape(-1, 28, 28)
    x = np.transpose(pictures, (0, 2, 1)).reshape(-1, 784)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_huge_batch | [mnist_softmax] deepcrime change batch size: whole set in one batch | training_few_updates
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=len(x_train), epochs=5, verbose=2)


# %% train_few_steps | [mnist_softmax] deepcrime change number of epochs: steps_per_epoch cuts the epoch short | training_few_updates
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=32, steps_per_epoch=10, epochs=3, verbose=2)


# %% train_split_leaves_little | [mnist_softmax] student: validation_split of 0.99 | training_on_few_images, training_few_updates
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, validation_split=0.99, verbose=2)


# %% train_frozen | [mnist_softmax] common: all layers frozen | training_frozen_layers
def train_model(model, x_train, y_train):
    for layer in model.layers:
        layer.trainable = False
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_hidden_layer_frozen | [mnist_softmax] common: hidden layer frozen | training_frozen_layers
def train_model(model, x_train, y_train):
    model.layers[0].trainable = False
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_another_model | [mnist_softmax] common: a new model is trained, the given one stays as it was | training_another_model
def train_model(model, x_train, y_train):
    model = build_model()
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)
    return history


# %% train_clone | [mnist_softmax] common: clone_model, weights not handed back | training_another_model
def train_model(model, x_train, y_train):
    net = keras.models.clone_model(model)
    net.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return net.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_zero_weights | [mnist_softmax] deepcrime change weights initialisation: zeros | training_from_equal_weights
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu", kernel_initializer="zeros"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax", kernel_initializer="zeros"),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_zeroed_before_fit | [mnist_softmax] deepcrime change weights initialisation: set to zero before fit | training_from_equal_weights
def train_model(model, x_train, y_train):
    model.set_weights([np.zeros_like(w) for w in model.get_weights()])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_huge_weights | [mnist_softmax] thedeepchecker poor weight initialisation: standard deviation of 20 | training_unsuited_network, training_from_large_weights
def build_model():
    init = keras.initializers.RandomNormal(stddev=20.0)
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu", kernel_initializer=init),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax", kernel_initializer=init),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_linear_network | [mnist_softmax] deepcrime remove activation function: hidden layer linear | training_unsuited_network
def build_model():
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(512))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% train_relu_output | [mnist_softmax] common: relu on the last layer with cross-entropy | training_output_activation
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="relu"),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_logits_as_probabilities | [mnist_softmax] common: no softmax in the network, from_logits left at False | training_raw_logits
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_softmax_hidden | [mnist_softmax] deepcrime change activation function: softmax in the hidden layer | training_unsuited_network
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="softmax"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_dropout_nearly_all | [mnist_softmax] deepcrime change dropout rate: 0.99 | training_drops_too_much
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.99),
        keras.layers.Dense(10, activation="softmax"),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_strong_regularisation | [mnist_softmax] deepcrime add weights regularisation: L2 of 1 | training_penalises_weights
def build_model():
    l2 = keras.regularizers.L2(1.0)
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax", kernel_regularizer=l2),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=2, verbose=2)


# %% train_sigmoid_sgd | [mnist_softmax] datascience.stackexchange 18667: sigmoid hidden layer and SGD, slow | training_descends_slowly
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(512, activation="sigmoid"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])


def train_model(model, x_train, y_train):
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)


# %% classifier_one_epoch | [digit_classifier] deepcrime change number of epochs: one | training_one_epoch, training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=1, validation_split=0.1)


# %% classifier_sgd | [digit_classifier] deepcrime change optimiser: plain SGD | training_descends_slowly
def train_model(model, images, labels):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=5, batch_size=128, validation_split=0.1, verbose=2)


# %% classifier_rate_large | [digit_classifier] deepcrime change learning rate: 0.1 for Adam | training_rate_too_large
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.1),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2).history


# %% classifier_rate_small | [digit_classifier] deepcrime change learning rate: 1e-5 | training_rate_too_small
def train_model(model, images, labels):
    optimizer = keras.optimizers.Adam(learning_rate=0.00001)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.1, verbose=2)


# %% classifier_split_reversed | [digit_classifier] student: trains with a tenth and validates with nine tenths | training_on_a_handful, training_on_few_images
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=7, validation_split=0.9, verbose=2)


# %% classifier_sorted_split | [digit_classifier] common: sorted by class, validation_split takes the last classes | training_in_order_of_labels, training_misses_digits
def train_model(model, images, labels):
    order = np.argsort(np.argmax(labels, axis=1), kind="stable")
    images, labels = images[order], labels[order]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.2, verbose=2)


# %% classifier_shuffled_apart | [digit_classifier] common: images and labels shuffled one after the other | training_labels_shifted
def train_model(model, images, labels):
    images = np.random.permutation(images)
    labels = np.random.permutation(labels)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=3, validation_split=0.1, verbose=2)


# %% classifier_fit_on_held_out_part | [digit_classifier] student: the two parts mixed up, trained with the small one | training_on_few_images
def train_model(model, images, labels):
    n = int(0.9 * len(images))
    val_images, train_images = images[:n], images[n:]
    val_labels, train_labels = labels[:n], labels[n:]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(train_images, train_labels, batch_size=128, epochs=7,
                     validation_data=(val_images, val_labels), verbose=2)


# %% classifier_slices_do_not_match | [digit_classifier] common: images cut at 10000, labels from the start | training_labels_shifted
def train_model(model, images, labels):
    x_val, x = images[:10000], images[10000:]
    y_val, y = labels[50000:], labels[:50000]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=128, epochs=4, validation_data=(x_val, y_val), verbose=2)


# %% classifier_stops_early_wrong_way | [digit_classifier] common: EarlyStopping waits for the loss to rise | training_callback_interferes
def train_model(model, images, labels):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", mode="max", patience=1, restore_best_weights=True)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=10, validation_split=0.1, callbacks=[stop], verbose=2)


# %% classifier_flipped_for_training | [digit_classifier] deepcrime change training data: pictures mirrored for the training only | training_images_scrambled
def train_model(model, images, labels):
    flipped = images[:, :, ::-1]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(flipped, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)


# %% classifier_scaled_again | [digit_classifier] common: divided by 255 a second time | training_images_too_small, training_scaled_twice
def train_model(model, images, labels):
    images = images.astype("float32") / 255
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.1, verbose=2)


# %% classifier_noise | [digit_classifier] deepcrime add noise to training data | training_images_altered
def train_model(model, images, labels):
    rng = np.random.default_rng()
    noisy = images + rng.normal(scale=2.0, size=images.shape).astype("float32")
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(noisy, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)


# %% classifier_few_images | [digit_classifier] deepcrime delete training data: first 2000 images | training_on_few_images
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[:2000], labels[:2000], batch_size=32, epochs=7, validation_split=0.1, verbose=2)


# %% classifier_class_missing | [digit_classifier] deepcrime delete training data: no fives | training_misses_digits
def train_model(model, images, labels):
    mask = labels[:, 5] == 0
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images[mask], labels[mask], batch_size=128, epochs=5, validation_split=0.1, verbose=2)


# %% classifier_labels_overlap | [digit_classifier] deepcrime change labels: half of the threes called eight |
def train_model(model, images, labels):
    labels = labels.copy()
    threes = np.flatnonzero(labels[:, 3])
    changed = threes[::2]
    labels[changed] = 0
    labels[changed, 8] = 1
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)


# %% classifier_frozen_hidden_layer | [digit_classifier] common: only the last layer is trainable | training_frozen_layers
def train_model(model, images, labels):
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)


# %% classifier_loss_mse_sgd | [digit_classifier] deepcrime change loss: squared error, with SGD | training_unsuited_loss, training_descends_slowly
def train_model(model, images, labels):
    model.compile(optimizer="sgd", loss="mse", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.1, verbose=2)


# %% classifier_batch_huge | [digit_classifier] deepcrime change batch size: 54000 | training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=54000, epochs=7, validation_split=0.1, verbose=2)


# %% classifier_linear | [digit_classifier] deepcrime remove activation function: hidden layer linear | training_unsuited_network
def build_classifier():
    return keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(512),
        keras.layers.Dense(10, activation="softmax"),
    ])


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.1, verbose=2)


# %% classifier_constant_weights | [digit_classifier] deepcrime change weights initialisation: ones | training_from_equal_weights
def build_classifier():
    return keras.Sequential([
        keras.layers.Flatten(),
        keras.layers.Dense(512, activation="relu", kernel_initializer="ones"),
        keras.layers.Dense(10, activation="softmax", kernel_initializer="ones"),
    ])


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)


# %% classifier_logits_as_probabilities | [digit_classifier] common: no softmax in the network, loss for probabilities | training_raw_logits
def build_classifier():
    model = keras.Sequential()
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(10))
    return model


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=4, validation_split=0.1, verbose=2)
