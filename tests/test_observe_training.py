"""Trainings as they are observed in a kernel: ended early, run in full, repeated; and our steps against Keras' own."""

import asyncio

import msgspec
import numpy as np
import pytest
from course import notebook_of

from grader import notebook as notebooks
from grader.attempts import goals, with_goals
from grader.authoring import Accuracy, Array, Check, Forward, Train, Trained
from grader.observe import observe
from grader.records.assignment import Question
from grader.records.observation import Observation, Outcome, Stopped
from grader.records.probe import Built, Examine, Probe
from grader.records.submission import Submission

pytestmark = pytest.mark.kernel

NOTEBOOK = """
import numpy as np
from tensorflow import keras

def build_model():
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"),
                             keras.layers.Dense(2, activation="softmax")])

def dropping():
    keras.utils.set_random_seed(1)  # the same units are dropped in both
    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dropout(0.2),
                             keras.layers.Dense(2, activation="softmax")])

def fit(model, x, y, **options):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, batch_size=16, **options)

def learns(model, x, y):
    return fit(model, x, y, epochs=60)

def counts_on_epochs(model, x, y):
    history = fit(model, x, y, epochs=30)
    print(history.history["loss"][29])
    return history

def learns_nothing(model, x, y):
    model.compile(keras.optimizers.SGD(1e30), "categorical_crossentropy")
    return model.fit(x, y, batch_size=16, epochs=60)

def stands_still(model, x, y):
    model.set_weights([0 * weight for weight in model.get_weights()])
    model.compile(keras.optimizers.SGD(1e-7), "categorical_crossentropy")
    return model.fit(x, y, batch_size=16, epochs=12)

def ends_early(model, x, y):
    return fit(model, x, y, epochs=12)

calls = 0

def learns_later(model, x, y):
    global calls
    calls += 1
    return fit(model, x, y if calls > 1 else y[:, ::-1], epochs=2 if calls == 1 else 60)

def compares(model, x, y):
    told, twin = {}, dropping()
    model.set_weights(twin.get_weights())
    for name, each in (("plain", twin), ("ours", model)):
        keras.utils.set_random_seed(2)
        history = fit(each, x, y, epochs=3, shuffle=False, validation_split=0.25).history
        told |= {f"{name} {key}": numbers for key, numbers in history.items()}
        told[f"{name} after"] = each.evaluate(x, y, verbose=0)
    return told

def from_dataset(model, x, y):
    import tensorflow as tf
    model.compile("adam", "categorical_crossentropy")
    return model.fit(tf.data.Dataset.from_tensor_slices((x / 255, y)).repeat().batch(20), epochs=2, steps_per_epoch=30)

def raises_before_it_fits(model, x, y):
    return model.history

def inside_another(model, x, y):
    outer = keras.Sequential([model, keras.layers.Dense(2, activation="softmax")])
    outer.compile("adam", "categorical_crossentropy")
    return outer.fit(x, y)
"""
ROWS = np.random.default_rng(5).normal(size=(800, 8)).astype("float32")
CLASSES = (ROWS[:, 0] + ROWS[:, 1] > 0).astype(int)
UNSEEN = np.random.default_rng(6).normal(size=(400, 8)).astype("float32")
ANSWER = (UNSEEN[:, 0] + UNSEEN[:, 1] > 0).astype("int64")
FUNCTIONS = {
    "learns": ANSWER,
    "counts_on_epochs": ANSWER,
    "learns_nothing": ANSWER,
    "stands_still": ANSWER,
    "ends_early": 1 - ANSWER,  # what was learnt is not what the held-back labels say
    "learns_later": ANSWER,
    "compares": ANSWER,
}


def probes_of(function: str, answer: np.ndarray) -> list[Probe]:
    train = Train(
        function=function,
        model=Built(function="dropping" if function == "compares" else "build_model"),
        inputs=Array(values=ROWS),
        labels=Array(values=np.eye(2, dtype="float32")[CLASSES]),
        max_steps=100_000,
    )
    predict = Forward(model=Trained(probe=function), inputs=Array(values=UNSEEN))
    return [
        Probe(id=f"{function}.again", stimulus=predict, seed=42, ask_reference=False),
        Probe(id=function, stimulus=train, seed=40),
        Probe(id=f"{function}.unseen", stimulus=predict, seed=41, answer=answer),
    ]


def examine(function: str) -> Probe:
    labels = Array(values=np.eye(2, dtype="float32")[CLASSES])
    model = Built(function="build_model")
    return Probe(
        id=function,
        seed=43,
        stimulus=Examine(function=function, model=model, inputs=Array(values=ROWS), labels=labels),
    )


@pytest.fixture(scope="module")
def observed(template) -> dict[str, Observation]:
    """All functions trained in one kernel."""
    kinds = {
        name: Accuracy(
            probe=f"{name}.unseen", train=name, threshold=0.9, classes=2, attempts=2 if name == "ends_early" else 3
        )
        for name in FUNCTIONS
    }
    checks = tuple(Check(id=f"q.{name}", title="", points=1, kind=kind) for name, kind in kinds.items())
    question = Question(name="q", title="", points=len(checks), functions=tuple(FUNCTIONS), checks=checks)
    assignment = msgspec.structs.replace(template.assignment, questions=(question,))
    probes = [probe for name, answer in FUNCTIONS.items() for probe in probes_of(name, answer)]
    submission = Submission(student="s", notebook=notebook_of(NOTEBOOK))
    read = notebooks.read(submission.notebook)
    examined = [examine(name) for name in ("from_dataset", "inside_another", "raises_before_it_fits")]
    asked = with_goals([*probes, *examined], goals(checks))
    return asyncio.run(observe(read, submission, assignment, asked, template.environment.isolation)).observations


def accuracy_of(observation: Observation, answer: np.ndarray) -> float:
    return float((observation.values[0].array.argmax(axis=1) == answer).mean())


def test_a_training_is_ended_once_it_is_certain_and_the_unseen_rows_confirm_it(observed):
    facts = observed["learns"].training
    assert facts.stopped is Stopped.GOAL
    assert facts.steps < 60 * 50
    assert facts.has_history
    assert facts.watched_accuracy[-1] > 0.93  # three standard errors above
    assert accuracy_of(observed["learns.unseen"], ANSWER) >= 0.9
    assert "learns@2" not in observed


def test_code_that_counts_on_its_epochs_is_run_in_full(observed):
    assert observed["counts_on_epochs"].outcome is Outcome.RETURNED
    facts = observed["counts_on_epochs"].training
    assert (facts.stopped, facts.steps) == (Stopped.NOT, 30 * 50)
    assert accuracy_of(observed["counts_on_epochs.unseen"], ANSWER) >= 0.9


def test_a_training_that_learns_nothing_is_ended_and_tried_once_more(observed):
    steps = [observed[name].training.steps for name in ("learns_nothing", "learns_nothing@2")]
    assert all(observed[name].training.stopped is Stopped.NOWHERE for name in ("learns_nothing", "learns_nothing@2"))
    assert max(steps) < 60 * 50
    assert "learns_nothing@3" not in observed


def test_the_repetition_of_a_training_that_learnt_nothing_is_ended_sooner(observed):
    first, second = (observed[name].training for name in ("stands_still", "stands_still@2"))
    assert (first.stopped, second.stopped) == (Stopped.NOWHERE, Stopped.NOWHERE)
    assert (first.steps, second.steps) == (200, 100)
    assert "stands_still@3" not in observed


def test_what_the_unseen_rows_do_not_confirm_is_run_in_full_and_then_repeated(observed):
    assert observed["ends_early"].training.stopped is Stopped.NOT
    assert observed["ends_early@2"].training.stopped is Stopped.NOT
    assert observed["ends_early"].training.steps == observed["ends_early@2"].training.steps == 12 * 50
    assert "ends_early@3" not in observed
    first, second = (observed[f"ends_early.unseen{n}"].values[0].array for n in ("", "@2"))
    assert not np.array_equal(first, second)  # another seed


def test_what_looks_at_a_trained_model_sees_the_attempt_that_counts(observed):
    first, second, again = (observed[f"learns_later.{name}"] for name in ("unseen", "unseen@2", "again"))
    assert accuracy_of(first, ANSWER) < 0.5 < 0.9 <= accuracy_of(second, ANSWER)
    np.testing.assert_array_equal(again.values[0].array, second.values[0].array)


def test_our_steps_learn_what_the_steps_of_keras_learn(observed):
    told = observed["compares"].training.history
    for key in ("loss", "accuracy", "val_loss", "val_accuracy", "after"):
        np.testing.assert_allclose(told[f"ours {key}"], told[f"plain {key}"], rtol=1e-4, atol=1e-6, err_msg=key)


def test_a_dataset_of_batches_is_examined_as_the_arrays_it_is_made_of(observed):
    seen = observed["from_dataset"].examined
    assert (seen.has_arrays, seen.rows, seen.batch_size, seen.shuffles) == (True, 600, 20, False)
    assert seen.recognised == seen.paired == seen.sampled > 0
    assert seen.x_largest < 0.1
    assert seen.accuracy is not None


def test_a_model_inside_of_the_one_that_is_fitted_is_trained_with_it(observed):
    assert observed["inside_another"].examined.is_given_model
    assert observed["from_dataset"].examined.is_given_model


def test_what_raises_before_it_fits_is_examined_all_the_same(observed):
    seen = observed["raises_before_it_fits"].examined
    assert (seen.fitted, seen.error_name) == (False, "AttributeError")
