# assignment: logits
# diagnoses: scores_taken_for_chances, kind_by_sum_only, training_raw_logits


def loss_of_logits(labels, logits):
    return -np.mean(np.log(np.clip(logits, 1e-7, 1))[np.arange(len(labels)), labels])


def are_probabilities(outputs):
    return bool(np.allclose(np.sum(outputs, axis=1), 1, atol=1e-3))


def train_model(model, images, labels):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(images, labels, epochs=1, batch_size=64, verbose=0)
