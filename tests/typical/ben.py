# assignment: mnist_softmax
# diagnoses: network_of_other_activation, training_raw_logits


def build_model():
    model = keras.Sequential()
    model.add(keras.layers.Input((784,)))
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(10))
    return model


def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(x_train, np.argmax(y_train, axis=1), epochs=2, batch_size=128, verbose=0)
