"""The clean room: which models leave their kernel, that they answer there as they did, and what stays and why."""

import asyncio

import msgspec
import numpy as np
import pytest
from course import notebook_of

from grader import notebook as notebooks
from grader.observe import Observed, observe
from grader.records.observation import Outcome
from grader.records.probe import Array, Built, Forward, Probe, Train, Trained
from grader.records.submission import Submission

pytestmark = pytest.mark.kernel

START = """
import numpy as np, tensorflow as tf, keras
L = keras.layers
def train(model, x, y):
    model.compile("sgd", "mse")
    model.fit(x, y, epochs=1, verbose=0)
    return {"loss": [1.0]}
class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.one = L.Dense(3)
    def call(self, x):
        return self.one(x)
class Doubled(L.Dense):
    def call(self, x):
        return 2 * super().call(x)
def chain(*layers):
    return keras.Sequential([keras.Input((16,)), *layers])
def relu(x):
    return 0.5 * tf.nn.relu(x)
"""
TRAINS = "chain(L.Dropout(0.5), L.Dense(3)).predict(np.ones((2, 16)), verbose=0)\nshuffled = tf.random.normal((3,))"
PICTURE = "L.Reshape((4, 4, 1))"
# Name: what the builder returns, and what is said of a model that has to stay; empty for one that leaves.
MODELS = {
    "dense": ("chain(L.Dense(5, 'relu'), L.Dropout(0.5), L.Dense(3, activation=tf.nn.softmax))", ""),
    "unbuilt": ("keras.Sequential([L.Dense(3)])", ""),
    "layers": (
        "chain(L.Rescaling(0.5, 0.1), L.GaussianNoise(0.1), L.Dense(6), L.LeakyReLU(), L.LayerNormalization(), "
        "L.Dense(6), L.ELU(0.7), L.BatchNormalization(), L.Dense(3), L.ReLU(2.0), L.Softmax())",
        "",
    ),
    "picture": (
        f"chain({PICTURE}, L.RandomFlip(), L.Conv2D(2, 2, padding='same', activation='gelu'), L.MaxPooling2D(2), "
        "L.DepthwiseConv2D(2, padding='same'), L.AveragePooling2D(1), L.Permute((2, 1, 3)), L.Flatten(), L.Dense(3))",
        "",
    ),
    "pooled": (f"chain({PICTURE}, L.Conv2D(3, 3), L.SpatialDropout2D(0.1), L.GlobalAveragePooling2D())", ""),
    "nested": (
        "chain(keras.Sequential([L.Dense(4), L.Activation('tanh')]), chain(L.Dense(3)) if 0 else L.Dense(3))",
        "",
    ),
    "functional": ("(lambda i: keras.Model(i, L.Dense(3)(L.Dropout(0.5)(L.Dense(4)(i)))))(keras.Input((16,)))", ""),
    "double": ("chain(L.Dense(5, 'relu', dtype='float64'), L.Dense(3, dtype='float64'))", ""),
    "hidden": ("chain(L.Dense(5, trainable=False), L.Dense(3))", ""),
    "subclassed": ("Own()", "it is a Own, a class of the notebook's own"),
    "own layer": ("chain(Doubled(3))", "it has a layer Doubled of the notebook's own"),
    "lambda": ("chain(L.Dense(3), L.Lambda(lambda x: x))", "it has a layer Lambda of Keras"),
    "activation": ("chain(L.Dense(3, activation=relu))", "its layer Dense has an activation of the notebook's own"),
    "two ways": (
        "(lambda i: keras.Model(i, L.Add()([L.Dense(3)(i), L.Dense(3)(i)])))(keras.Input((16,)))",
        "its layer Add takes more than the output of the one before",
    ),
    "always dropping": (
        "(lambda i: keras.Model(i, L.Dense(3)(L.Dropout(0.5)(i, training=True))))(keras.Input((16,)))",
        "its layer Dropout takes more than the output of the one before",
    ),
    "twice": (
        "(lambda i, d: keras.Model(i, L.Dense(3)(d(d(i)))))(keras.Input((16,)), L.Dense(16))",
        "a layer with weights is used twice",
    ),
}
LEAVING = [name for name, (_, stays) in MODELS.items() if not stays]
IMAGES = Array(values=np.random.default_rng(1).integers(0, 256, (50, 16), "uint8"), divide_by=255.0)
TARGETS = Array(values=np.random.default_rng(2).random((50, 3)))


def name_of(model: str) -> str:
    return f"build_{model.replace(' ', '_')}"


def probes_of(model: str) -> list[Probe]:
    train = Train(function="train", model=Built(function=name_of(model)), inputs=IMAGES, labels=TARGETS, max_steps=9)
    found = [Probe(id=f"{model}.train", stimulus=train, seed=3)]
    for state in ("trained", "untrained", "zeroed"):
        seen = Forward(model=Trained(probe=f"{model}.train", state=state), inputs=IMAGES)
        found.append(Probe(id=f"{model}.{state}", stimulus=seen, seed=4))
    return found


@pytest.fixture(scope="module")
def observed(template) -> Observed:
    """Every model trained in one kernel; what was measured of each."""
    cells = [f"def {name_of(name)}():\n    return {body}" for name, (body, _) in MODELS.items()]
    submission = Submission(student="s", notebook=notebook_of(START, TRAINS, *cells))
    read = notebooks.read(submission.notebook)
    assignment = msgspec.structs.replace(template.assignment, preload=("numpy", "tensorflow", "keras"))
    probes = [probe for name in MODELS for probe in probes_of(name)]
    return asyncio.run(observe(read, submission, assignment, probes, template.environment.isolation))


def outputs(observed: Observed, probe: str) -> np.ndarray:
    observation = observed.observations[probe]
    assert observation.outcome is Outcome.RETURNED, (observation.error_name, observation.error_message)
    return observation.values[0].array


def test_a_cell_may_draw_random_numbers_before_anything_was_seeded(observed):
    assert [cell.error for cell in observed.execution.cells if cell.error] == []


@pytest.mark.parametrize("name", LEAVING)
def test_a_model_of_stock_layers_leaves_and_answers_as_in_its_own_kernel(observed, name):
    measured = observed.observations[f"{name}.trained"].measured
    assert measured.beside == ""
    assert measured.deviation < 1e-5
    assert outputs(observed, f"{name}.trained").shape == (50, 3)


@pytest.mark.parametrize("name", [name for name in MODELS if name not in LEAVING])
def test_any_other_model_is_measured_beside_its_code_and_the_reason_is_told(observed, name):
    assert observed.observations[f"{name}.trained"].measured.beside.startswith(MODELS[name][1])
    assert outputs(observed, f"{name}.trained").shape == (50, 3)


@pytest.mark.parametrize("name", ["dense", "picture", "own layer", "two ways"])
def test_a_model_is_also_seen_as_it_was_before_and_without_its_weights(observed, name):
    trained, untrained, zeroed = (outputs(observed, f"{name}.{s}") for s in ("trained", "untrained", "zeroed"))
    assert np.abs(trained - untrained).max() > 1e-6
    np.testing.assert_allclose(zeroed, np.broadcast_to(zeroed[:1], zeroed.shape), atol=1e-6)
    assert np.abs(trained - zeroed).max() > 1e-4


def test_weights_that_are_not_trained_are_counted(observed):
    assert observed.observations["hidden.trained"].measured.parameters == 16 * 5 + 5 + 5 * 3 + 3
    assert observed.observations["layers.trained"].measured.parameters > 4 * 6  # moving means and variances too


def test_a_model_without_weights_before_the_training_has_no_untrained_state(observed):
    assert observed.observations["subclassed.untrained"].outcome is Outcome.RAISED
    assert observed.observations["subclassed.trained"].outcome is Outcome.RETURNED
