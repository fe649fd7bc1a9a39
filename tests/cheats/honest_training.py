"""Honest ways to build and train the network of `mnist_softmax`: each must get full marks and no flag."""

TF = "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\nlayers = keras.layers\n"
BUILD = """
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax"),
    ])
"""
FIT = """
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, batch_size=128, epochs=3)
"""


def trained(compiling: str, fitting: str, before: str = "") -> str:
    """A notebook with the usual network and these ways to compile and fit."""
    return f"""{TF}{BUILD}
def train_model(model, x_train, y_train):
{before}    model.compile({compiling}, metrics=["accuracy"])
    return model.fit(x_train, y_train, {fitting})
"""


def built(body: str, fit: str = FIT) -> str:
    """A notebook with another network and the usual training."""
    return f"{TF}{body}{fit}"


CROSS = 'loss="categorical_crossentropy"'
LOOP = """
def train_model(model, x_train, y_train):
    optimizer = keras.optimizers.Adam(0.002)
    entropy = keras.losses.CategoricalCrossentropy()
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = entropy(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss
    losses = []
    for epoch in range(3):
        order = np.random.permutation(len(x_train))
        total = [float(step(x_train[order[i:i + 128]], y_train[order[i:i + 128]])) for i in range(0, len(order), 128)]
        losses.append(np.mean(total))
    return {"loss": losses}
"""
EAGER = """
def train_model(model, x_train, y_train):
    rate, history = 0.3, []
    for epoch in range(6):
        for start in range(0, len(x_train), 256):
            x, y = tf.constant(x_train[start:start + 256]), tf.constant(y_train[start:start + 256])
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(keras.losses.categorical_crossentropy(y, model(x, training=True)))
            for weight, gradient in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
                weight.assign_sub(rate * gradient)
            history.append(float(loss))
    return {"loss": history}
"""
SUBCLASS = """
class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(512, activation="relu")
        self.drop = layers.Dropout(0.2)
        self.out = layers.Dense(10, activation="softmax")
    def call(self, x, training=False):
        return self.out(self.drop(self.hidden(x), training=training))

def build_model():
    model = Network()
    model.build((None, 784))
    return model
"""
LAZY = SUBCLASS.replace("    model.build((None, 784))\n", "")
OWN_STEP = SUBCLASS.replace(
    "    def call",
    """    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            scores = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=scores)
        self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        for metric in self.metrics:
            metric.update_state(loss) if metric.name == "loss" else metric.update_state(y, scores)
        return {metric.name: metric.result() for metric in self.metrics}
    def call""",
)
FUNCTIONAL = """
def build_model():
    inputs = keras.Input(shape=(784,), name="pixels")
    x = layers.Dense(512, name="hidden")(inputs)
    x = layers.ReLU()(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(10)(x)
    return keras.Model(inputs, layers.Softmax()(x), name="digits")
"""
RESIDUAL = """
def build_model():
    inputs = keras.Input(shape=(784,))
    hidden = layers.Dropout(0.2)(layers.Dense(512, activation="relu")(inputs))
    scores = layers.Add()([layers.Dense(10)(hidden), layers.Dense(10, use_bias=False)(inputs)])
    return keras.Model(inputs, layers.Softmax()(scores))
"""
NESTED = """
def build_model():
    body = keras.Sequential([keras.Input((784,)), layers.Dense(512, "relu"), layers.Dropout(0.2)])
    return keras.Sequential([body, keras.Sequential([layers.Dense(10), layers.Activation("softmax")])])
"""
ADDED = """
def build_model():
    model = keras.Sequential()
    model.add(layers.InputLayer(shape=(784,)))
    model.add(layers.Rescaling(1.0))
    model.add(layers.Dense(512, activation=tf.nn.relu, kernel_initializer="he_normal"))
    model.add(layers.Dropout(rate=0.2))
    model.add(layers.Dense(10, activation=tf.nn.softmax))
    return model
"""
NO_INPUT = BUILD.replace("        keras.Input((784,)),\n", "")
NOISE = BUILD.replace("keras.Input((784,)),", "keras.Input((784,)),\n        layers.GaussianNoise(0.1),")
NORMED = BUILD.replace("layers.Dropout", "layers.BatchNormalization(),\n        layers.Dropout")
LAYER_NORMED = BUILD.replace("layers.Dropout", "layers.LayerNormalization(),\n        layers.Dropout")
OWN_ACTIVATION = BUILD.replace('activation="relu"', "activation=lambda x: tf.maximum(x, 0.0)")
LAMBDA = BUILD.replace('activation="relu"', "").replace(
    "layers.Dropout", "layers.Lambda(lambda x: tf.nn.relu(x)),\n        layers.Dropout"
)
LEAKY = BUILD.replace('activation="relu"', "").replace("layers.Dropout", "layers.LeakyReLU(),\n        layers.Dropout")
DOUBLE = BUILD.replace('activation="relu"', 'activation="relu", dtype="float64"')
FROZEN_START = BUILD.replace('"relu")', '"relu", kernel_regularizer=keras.regularizers.L2(1e-5))')
CONVOLUTION = """
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        layers.Reshape((28, 28, 1)),
        layers.Conv2D(8, 5, strides=2, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
"""
AUGMENTED = """
def build_model():
    return keras.Sequential([
        keras.Input((784,)),
        layers.Reshape((28, 28, 1)),
        layers.RandomTranslation(0.04, 0.04, fill_mode="constant"),
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax"),
    ])
"""
BEST_KEPT = """
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    best = keras.callbacks.ModelCheckpoint("best.weights.h5", save_best_only=True, save_weights_only=True)
    history = model.fit(x_train, y_train, batch_size=128, epochs=3, validation_split=0.1, callbacks=[best])
    model.load_weights("best.weights.h5")
    return history
"""
AVERAGED = """
def train_model(model, x_train, y_train):
    model.compile(optimizer=keras.optimizers.Adam(use_ema=True, ema_momentum=0.98), loss="categorical_crossentropy")
    history = model.fit(x_train, y_train, batch_size=128, epochs=3)
    model.optimizer.finalize_variable_values(model.trainable_variables)
    return history
"""
BY_HAND = """
def train_model(model, x_train, y_train):
    model.compile("adam", "categorical_crossentropy")
    losses = []
    for start in list(range(0, len(x_train), 100)) * 3:
        losses.append(float(model.train_on_batch(x_train[start:start + 100], y_train[start:start + 100])))
    return {"loss": losses}
"""
AROUND_DATA = """
(x_all, labels_all), (x_seen, labels_seen) = keras.datasets.mnist.load_data()
x_seen = x_seen.reshape(-1, 784) / 255.0
y_seen = keras.utils.to_categorical(labels_seen, 10)
model = build_model()
model.compile("sgd", "categorical_crossentropy")
model.fit(x_seen[:512], y_seen[:512], epochs=1)
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=2, restore_best_weights=True)
    held = (x_seen[:2000], y_seen[:2000])
    return model.fit(x_train, y_train, batch_size=128, epochs=3, validation_data=held, callbacks=[stop])
"""
SPARSE = """
def train_model(model, x_train, y_train):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, np.argmax(y_train, axis=1), batch_size=128, epochs=3)
"""
DATASET = """
def train_model(model, x_train, y_train):
    data = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(10_000).batch(128).prefetch(2)
    model.compile(optimizer=keras.optimizers.RMSprop(), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(data, epochs=3)
"""
LATER_RATE = "    def slower(epoch, rate):\n        return rate * 0.5\n"
STOP = 'callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)]'

HONEST = {
    "plain": TF + BUILD + FIT,
    "sgd": trained(f"optimizer=keras.optimizers.SGD(0.2), {CROSS}", "batch_size=64, epochs=5"),
    "sgd momentum": trained(f"optimizer=keras.optimizers.SGD(0.1, momentum=0.9), {CROSS}", "batch_size=128, epochs=3"),
    "nesterov": trained(
        f"optimizer=keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True), {CROSS}", "batch_size=64, epochs=3"
    ),
    "adamw": trained(f"optimizer=keras.optimizers.AdamW(0.002), {CROSS}", "batch_size=256, epochs=4"),
    "nadam": trained(f'optimizer="nadam", {CROSS}', "batch_size=128, epochs=3"),
    "adagrad": trained(f"optimizer=keras.optimizers.Adagrad(0.05), {CROSS}", "batch_size=64, epochs=5"),
    "small batches": trained(f"optimizer=keras.optimizers.Adam(5e-4), {CROSS}", "batch_size=16, epochs=1"),
    "large batches": trained(f"optimizer=keras.optimizers.Adam(0.005), {CROSS}", "batch_size=1024, epochs=6"),
    "smooth labels": trained(
        'optimizer="adam", loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1)', "batch_size=128, epochs=3"
    ),
    "squared error": trained('optimizer="adam", loss="mse"', "batch_size=128, epochs=4"),
    "slower and slower": trained(
        f'optimizer="adam", {CROSS}',
        "batch_size=128, epochs=4, callbacks=[keras.callbacks.LearningRateScheduler(slower)]",
        LATER_RATE,
    ),
    "validation split": trained(f'optimizer="adam", {CROSS}', "batch_size=128, epochs=3, validation_split=0.2"),
    "early stopping": trained(f'optimizer="adam", {CROSS}', f"batch_size=128, epochs=5, validation_split=0.1, {STOP}"),
    "jit off": trained(f'optimizer="adam", {CROSS}, jit_compile=False', "batch_size=128, epochs=3, shuffle=False"),
    "many steps at once": trained(f'optimizer="adam", {CROSS}, steps_per_execution=20', "batch_size=128, epochs=3"),
    "class weights": trained(
        f'optimizer="adam", {CROSS}', "batch_size=128, epochs=3, class_weight={n: 1.0 for n in range(10)}"
    ),
    "integer labels": TF + BUILD + SPARSE,
    "tf.data": TF + BUILD + DATASET,
    "gradient tape": TF + BUILD + LOOP,
    "eager descent": TF + BUILD + EAGER,
    "train_on_batch": TF + BUILD + BY_HAND,
    "best weights kept": TF + BUILD + BEST_KEPT,
    "averaged weights": TF + BUILD + AVERAGED,
    "own data around": TF + BUILD + AROUND_DATA,
    "functional": built(FUNCTIONAL),
    "nested": built(NESTED),
    "added one by one": built(ADDED),
    "no input layer": built(NO_INPUT),
    "noise": built(NOISE),
    "subclassed": built(SUBCLASS),
    "subclassed without shape": built(LAZY),
    "own train step": built(OWN_STEP),
    "own activation": built(OWN_ACTIVATION),
    "lambda layer": built(LAMBDA),
    "float64": built(DOUBLE),
    "regularized": built(FROZEN_START),
    "subclassed, tape": built(SUBCLASS, LOOP),
}
# Other networks than the one asked for: they lose points of `build_model`, and must get those of the training.
OTHER_NETWORKS = {
    "batch normalization": built(NORMED),
    "layer normalization": built(LAYER_NORMED),
    "leaky": built(LEAKY),
    "two ways": built(RESIDUAL),
    "convolution": built(CONVOLUTION),
    "augmentation": built(AUGMENTED),
}
