# %% more_epochs_of_the_same_train_model | [logits] Stack Overflow, loss stuck at 2.30 with from_logits forgotten: Leaves the loss at the string "sparse_categorical_crossentropy", which assumes probabilities although the model gives logits, and only trains for more epochs. | training_raw_logits
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, batch_size=128, epochs=10, verbose=2)

# %% one_hot_loss_for_numbers_train_model | [logits] DeepCrime operator, change loss function: Uses CategoricalCrossentropy, which takes one-hot rows, with labels that are numbers, so that fit raises because the shapes of labels and outputs do not fit. | training_loss_for_rows, shapes_do_not_fit
def train_model(model, images, labels):
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss, metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=64, epochs=5)
    return history

# %% learning_rate_far_too_small_train_model | [logits] DeepCrime operator, decrease learning rate: Trains with plain gradient descent at a learning rate of 0.00001, so small that the weights hardly move in five epochs. | training_rate_too_small, training_descends_slowly
def train_model(model, images, labels):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=1e-5),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, epochs=5, verbose=0)
    return history

# %% a_few_hundred_images_train_model | [logits] DeepCrime operator, delete training data: Trains with the first 600 of the 60,000 images only. | training_on_few_images
def train_model(model, images, labels):
    small_images = images[:600]
    small_labels = labels[:600]
    model.compile(optimizer="adam",
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    return model.fit(small_images, small_labels, batch_size=128, epochs=5, verbose=2)

# %% weights_frozen_train_model | [logits] Keras issue theme, trainable set to False before compile: Sets model.trainable to False before compile, so that no weight is changed by fit. | training_frozen_layers
def train_model(model, images, labels):
    model.trainable = False
    model.compile("adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    history = model.fit(images, labels, batch_size=128, epochs=3, verbose=0)
    return history

# %% history_not_returned_train_model | [logits] textbook's list of misconceptions, return forgotten: Compiles and fits rightly but returns nothing, so that the caller gets None instead of the History. | training_without_history, returns_nothing
def train_model(model, images, labels):
    crossentropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=crossentropy, metrics=["accuracy"])
    model.fit(images, labels, batch_size=128, epochs=5, verbose=2)

# %% all_images_in_one_batch_train_model | [logits] DeepCrime operator, disable batching: Takes all images as one single batch and three epochs, so that the weights are updated three times only. | training_few_updates
def train_model(model, images, labels):
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        metrics=["accuracy"],
    )
    return model.fit(images, labels, epochs=3, batch_size=len(images), verbose=1)

# %% sorted_and_not_shuffled_train_model | [logits] TheDeepChecker kind, training data not shuffled: Sorts the images by their digit and switches shuffling off in fit, so that every epoch ends with batches of the same digit and the network forgets the others. | training_in_order_of_labels
def train_model(model, images, labels):
    order = np.argsort(labels)
    x, y = images[order], labels[order]
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=["accuracy"])
    return model.fit(x, y, batch_size=128, epochs=5, shuffle=False, verbose=0)

# %% nothing_held_back_train_model | [digit_classifier] DeepCrime operator, remove validation set: Calls fit without any validation data, so that the history has no val_loss and no val_accuracy. | training_without_validation
def train_model(model, images, labels):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=8, batch_size=128)
    return history

# %% accuracy_not_measured_train_model | [digit_classifier] Stack Overflow, KeyError accuracy in the history: Compiles without metrics, so that the history has only the losses and neither accuracy nor val_accuracy. | training_without_accuracy
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model.fit(images, labels, validation_split=0.1, epochs=8, batch_size=128, verbose=0)

# %% sparse_loss_for_one_hot_train_model | [digit_classifier] DeepCrime operator, change loss function: Uses sparse categorical cross-entropy, which takes numbers, with one-hot labels, so that fit raises because the shapes do not fit. | training_loss_for_numbers, shapes_do_not_fit
def train_model(model, images, labels):
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    history = model.fit(images, labels, epochs=8, batch_size=64, validation_split=0.2)
    return history.history

# %% plain_sgd_few_epochs_train_model | [digit_classifier] DeepCrime operator, change optimizer: Trains with plain SGD at its default learning rate of 0.01 for five epochs in batches of 128, which is too slow to come near an accuracy of 0.975. | training_descends_slowly
def train_model(model, images, labels):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    h = model.fit(images, labels, batch_size=128, epochs=5, validation_split=0.2, verbose=2)
    return h

# %% one_epoch_in_large_batches_train_model | [digit_classifier] DeepCrime operator, decrease number of epochs: Trains for a single epoch, in batches of 512, so that it stops long before an accuracy of 0.975. | training_one_epoch, training_few_updates
def train_model(model, images, labels):
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=1, batch_size=512, validation_split=0.2)

# %% history_not_returned_two_train_model | [digit_classifier] textbook's list of misconceptions, return forgotten: Keeps the History in a local variable and returns nothing, so that the caller gets None. | training_without_history, returns_nothing
def train_model(model, images, labels):
    x_val, partial_x = images[:10000], images[10000:]
    y_val, partial_y = labels[:10000], labels[10000:]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(partial_x, partial_y, epochs=8, batch_size=128, validation_data=(x_val, y_val))

# %% model_returned_train_model | [digit_classifier] student: Returns the trained model instead of the History that fit returns or its dictionary. | training_without_history
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=8, batch_size=128, validation_split=0.1, verbose=0)
    return model

# %% split_taken_for_training_share_train_model | [digit_classifier] Keras issue theme, meaning of validation_split: Takes validation_split for the share to train with and gives 0.8, so that only a fifth of the images is trained with and 0.975 is not reached. | training_on_few_images
def train_model(model, images, labels):
    model.compile(optimizer="rmsprop",
                  loss=keras.losses.CategoricalCrossentropy(),
                  metrics=["accuracy"])
    # 80 % training, 20 % validation
    history = model.fit(images, labels, epochs=5, batch_size=128, validation_split=0.8)
    return history

# %% metric_named_acc_train_model | [digit_classifier] Stack Overflow, acc and accuracy in the history of Keras: Names the metric "acc" when compiling, so that the history has the keys acc and val_acc and not the asked accuracy and val_accuracy. |
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["acc"])
    history = model.fit(images, labels, epochs=8, batch_size=128, validation_split=0.1, verbose=0)
    return history

# %% learning_rate_far_too_large_train_model | [digit_classifier] DeepCrime operator, increase learning rate: Trains with Adam at a learning rate of 0.5, so large that the training does not settle and the accuracy stays far below 0.975. | training_rate_too_large
def train_model(model, images, labels):
    optimizer = keras.optimizers.Adam(learning_rate=0.5)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, validation_split=0.2, epochs=6, batch_size=128, verbose=0)
    return history.history

# %% early_stopping_waits_for_a_rise_train_model | [digit_classifier] Stack Overflow, mode of EarlyStopping: Gives EarlyStopping mode="max" for the validation loss, so that a falling loss counts as getting worse, and the training ends after two epochs with the weights of the first. | training_callback_interferes
def train_model(model, images, labels):
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", mode="max", patience=1, restore_best_weights=True)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=30, batch_size=512, validation_split=0.2, callbacks=[stopping], verbose=2)

# %% validated_with_trained_images_train_model | [digit_classifier] textbook's list of misconceptions, validation with training data: Validates with the first 10,000 images, which are trained with too, so that nothing is held back from the weights and the validation curves say nothing. | training_without_validation, training_validates_on_trained
def train_model(model, images, labels):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(images, labels, epochs=8, batch_size=128,
                        validation_data=(images[:10000], labels[:10000]), verbose=0)
    return history

# %% sparse_loss_for_one_hot_mnist_train_model | [mnist_softmax] Stack Overflow, sparse_categorical_crossentropy with one-hot labels: Uses sparse categorical cross-entropy, which takes numbers, with the one-hot rows, so that fit raises because the shapes do not fit. | training_loss_for_numbers, shapes_do_not_fit
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=5)

# %% numbers_for_the_one_hot_loss_train_model | [mnist_softmax] student: Turns the one-hot rows back into numbers by argmax and keeps categorical cross-entropy, which takes one-hot rows, so that fit raises because the shapes do not fit. | training_loss_for_rows, shapes_do_not_fit
def train_model(model, x_train, y_train):
    digits = np.argmax(y_train, axis=1)
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, digits, epochs=5, batch_size=128)
    return history

# %% accuracy_as_loss_train_model | [mnist_softmax] Stack Overflow, accuracy used as loss: Gives "accuracy" as the loss, which is no loss and has no gradient, so that Keras refuses it and nothing is trained. | training_unsuited_loss, training_unknown_name
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="accuracy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, epochs=5, batch_size=128, verbose=0)
    return history

# %% learning_rate_of_one_train_model | [mnist_softmax] DeepCrime operator, increase learning rate: Trains with Adam at a learning rate of 1.0, a thousand times the usual, so that the weights explode and the accuracy stays far below 0.95. | training_rate_too_large
def train_model(model, x_train, y_train):
    adam = keras.optimizers.Adam(learning_rate=1.0)
    model.compile(optimizer=adam, loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=2)

# %% learning_rate_next_to_nothing_train_model | [mnist_softmax] DeepCrime operator, decrease learning rate: Trains with Adam at a learning rate of 0.0000001, so that the weights hardly move in five epochs. | training_rate_too_small, training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=1e-7),
        metrics=["accuracy"],
    )
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    return history

# %% one_epoch_of_sgd_train_model | [mnist_softmax] DeepCrime operator, decrease number of epochs: Trains for one epoch only, with plain SGD at its default learning rate in batches of 128, which is far too few steps for 0.95. | training_one_epoch, training_descends_slowly, training_few_updates
def train_model(model, x_train, y_train):
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128)

# %% one_batch_an_epoch_train_model | [mnist_softmax] DeepCrime operator, disable batching: Gives the number of all images as the batch size, so that five epochs are five updates of the weights only. | training_few_updates
def train_model(model, x_train, y_train):
    batch = x_train.shape[0]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=batch, epochs=5, verbose=0)

# %% gradients_clipped_to_nothing_train_model | [mnist_softmax] DeepCrime operator, change gradient clipping: Clips the norm of the gradients at 0.001 with plain SGD, so that every step is far too small and the network hardly learns in five epochs. | training_clips_gradients
def train_model(model, x_train, y_train):
    # clipping, so that the gradients do not explode
    optimizer = keras.optimizers.SGD(learning_rate=0.01, clipnorm=0.001)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    return history

# %% nothing_returned_train_model | [mnist_softmax] textbook's list of misconceptions, print taken for return: Prints the last accuracy and returns nothing, so that the caller gets None instead of the History. | training_without_history, returns_nothing
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    print("accuracy:", history.history["accuracy"][-1])

# %% images_shuffled_without_labels_train_model | [mnist_softmax] DeepCrime operator, change labels of training data: Shuffles the images but not the labels with them, so that images and labels no longer belong together and nothing can be learnt. | training_labels_shifted
def train_model(model, x_train, y_train):
    rng = np.random.default_rng(0)
    x_shuffled = rng.permutation(x_train)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_shuffled, y_train, batch_size=128, epochs=5, verbose=0)

# %% another_network_trained_train_model | [mnist_softmax] student: Builds a network of its own inside the function and trains that, so that the given model is not trained at all. | training_another_model
def train_model(model, x_train, y_train):
    model = keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)
    return history

# %% all_weights_set_to_zero_train_model | [mnist_softmax] DeepCrime operator, change weights initialisation: Sets all weights of the model to zero before training, so that no error ever reaches the hidden layer or its outputs and only the output biases are learnt. | training_from_equal_weights
def train_model(model, x_train, y_train):
    model(x_train[:1])
    # start from zero, whatever was trained before
    model.set_weights([np.zeros_like(w) for w in model.get_weights()])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=5, verbose=0)

# %% decay_counted_in_steps_train_model | [mnist_softmax] Stack Overflow, decay_steps of ExponentialDecay: Gives the decay of the learning rate in epochs where batches are counted, so that it falls to a tenth every five batches and the training stands still almost at once. | training_rate_too_small
def train_model(model, x_train, y_train):
    epochs = 5
    schedule = keras.optimizers.schedules.ExponentialDecay(
        initial_learning_rate=0.001, decay_steps=epochs, decay_rate=0.1
    )
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=128, epochs=epochs, verbose=0)
    return history

# %% adadelta_with_its_default_train_model | [mnist_softmax] DeepCrime operator, change optimizer: Trains with Adadelta at Keras's default learning rate of 0.001, with which five epochs are far too slow for 0.95. | training_descends_slowly
def train_model(model, x_train, y_train):
    model.compile(optimizer="adadelta", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=5, batch_size=128, verbose=0)

# %% settings_of_mnist_train_model | [small_digits] DeepCrime operator, decrease number of epochs: Takes over five epochs in batches of 128 from MNIST, which for about a thousand rows are some forty steps of Adam, too few for 86 %. | training_of_a_few_epochs, training_few_updates
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=128, epochs=5)

# %% one_hot_loss_for_numbers_small_train_model | [small_digits] DeepCrime operator, change loss function: Uses categorical cross-entropy, which takes one-hot rows, with labels that are numbers, so that fit raises because the shapes do not fit. | training_loss_for_rows, shapes_do_not_fit
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=32, epochs=60, verbose=0)
    return history

# %% plain_sgd_in_large_batches_train_model | [small_digits] DeepCrime operator, change optimizer: Trains with plain SGD at its default learning rate of 0.01 for only twenty epochs in batches of 128, about two hundred small steps, too few for 86 %. | training_descends_slowly, training_few_updates
def train_model(model, x, y):
    model.compile(optimizer=keras.optimizers.SGD(), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=20, batch_size=128, verbose=0)
    return history.history

# %% history_forgotten_train_model | [small_digits] textbook's list of misconceptions, return forgotten: Compiles and fits rightly but returns nothing, so that the caller gets None instead of the History or its dictionary. | training_without_history, returns_nothing
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=16, epochs=100, verbose=0)

# %% rows_and_labels_shuffled_separately_train_model | [small_digits] Stack Overflow, shuffle two arrays in unison: Shuffles rows and labels by two different permutations before fit, so that the labels no longer belong to their rows and nothing can be learnt. | training_labels_shifted
def train_model(model, x, y):
    generator = np.random.default_rng(SEED)
    x = x[generator.permutation(len(x))]
    y = y[generator.permutation(len(y))]
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(x, y, batch_size=32, epochs=80, verbose=0)

# %% squared_error_of_the_digit_train_model | [small_digits] DeepCrime operator, change loss function: Uses the mean squared error between the number of the digit and the ten probabilities, as if digits were quantities, so that no class can be learnt or the shapes do not fit. | training_unsuited_loss, shapes_do_not_fit
def train_model(model, x, y):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    history = model.fit(x, y, batch_size=32, epochs=80, verbose=0)
    return history
