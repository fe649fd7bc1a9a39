"""What the peers' notebooks assert, and the floor with them: the checks of `bench_mnist`, question by question.

Read as text and never imported. A line `# %% NAME` opens the cell of a question that students see, `# %% NAME hidden`
the one that is put in when grading; each stands on its own, since otter runs each with a copy of the notebook's names.
The cell `data` runs first, and only where there is training.
"""

# %% data
import os

with np.load(os.environ["BENCH_MNIST"]) as data:
    x_train = data["train_images"].reshape(-1, 784).astype("float32") / np.float32(255)
    y_train = np.eye(10, dtype="float32")[data["train_labels"]]
    x_test = data["test_images"].reshape(-1, 784).astype("float32") / np.float32(255)
    test_labels = data["test_labels"]

# %% softmax
logits = np.random.default_rng(1).normal(scale=2.0, size=(5, 7))
assert softmax(logits).shape == (5, 7)
np.testing.assert_allclose(softmax(logits).sum(axis=1), 1.0)

# %% softmax hidden
logits = np.random.default_rng(1).normal(scale=2.0, size=(5, 7))
wanted = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
np.testing.assert_allclose(softmax(logits), wanted, rtol=1e-6)
large = np.random.default_rng(2).normal(size=(3, 5))
np.testing.assert_allclose(softmax(1000.0 + large), softmax(large), rtol=1e-6)

# %% cross_entropy
np.testing.assert_allclose(cross_entropy(np.eye(10)[:3], np.full((3, 10), 0.1)), np.log(10), rtol=1e-6)

# %% cross_entropy hidden
chosen = np.random.default_rng(3).integers(10, size=10)
guesses = 0.01 + 0.9 * np.random.default_rng(4).dirichlet(np.full(10, 2.0), size=10)
wanted = -np.mean(np.log(guesses[np.arange(10), chosen]))
np.testing.assert_allclose(cross_entropy(np.eye(10)[chosen], guesses), wanted, rtol=1e-6)
assert np.isfinite(cross_entropy(np.eye(3), np.roll(np.eye(3), 1, axis=1)))

# %% build_model hidden
network = build_model()
assert tuple(network(np.zeros((2, 784), "float32"), training=False).shape) == (2, 10)
assert [tuple(weight.shape) for weight in network.weights] == [(784, 512), (512,), (512, 10), (10,)]
assert sum(int(np.prod(weight.shape)) for weight in network.weights) == 407050

# %% predict_digits hidden
kernel = np.random.default_rng(5).normal(scale=0.2, size=(784, 10)).astype("float32")
linear = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, activation="softmax")])
linear.set_weights([kernel, -kernel.sum(axis=0) / 2])
images = np.random.default_rng(6).random(size=(25, 784)).astype("float32")
wanted = np.argmax(images @ kernel - kernel.sum(axis=0) / 2, axis=1)
np.testing.assert_array_equal(predict_digits(linear, images), wanted)

# %% train_model hidden
model = build_model()
history = train_model(model, x_train, y_train)
assert np.mean(predict_digits(model, x_test) == test_labels) >= 0.94
