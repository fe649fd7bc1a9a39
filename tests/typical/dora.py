# assignment: mnist_softmax
# diagnoses: softmax_changes_argument, softmax_shifts_by_batch_maximum, loss_averages_all_entries, loss_of_shifted_probabilities, training_rate_too_large


def softmax(logits):
    logits -= np.max(logits)
    return np.exp(logits) / np.sum(np.exp(logits), axis=-1, keepdims=True)


def cross_entropy(y_true, y_pred):
    loss = y_true * np.log(y_pred + 0.01)
    return -loss.mean()


def train_model(model, x_train, y_train):
    model.compile(optimizer=keras.optimizers.Adam(1.0), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=1, batch_size=128, verbose=0)
