"""The watch over a student's `fit`: steps, curves, reasons to end it. Without Keras, on numbers that are made up."""

from types import SimpleNamespace

import numpy as np
import pytest

from grader import wire
from grader.datasets.derived import DECOY_STEP
from grader.fitting import (
    GLANCE,
    LOOK_EVERY_STEPS,
    MONITOR,
    NOWHERE_STEPS,
    FitWatch,
    Monitor,
    as_classes,
    probabilities,
    validated_on,
)

CLASSES = 10
LABELS = np.random.default_rng(3).integers(CLASSES, size=5000)
IMAGES = np.eye(CLASSES, dtype="float32")[LABELS]  # each image tells its class


class Model:
    """Classifies a declared share of the images rightly; `sure` is the probability it gives its answers."""

    def __init__(self, share=0.1, sure=0.5):
        self.share, self.sure, self.stop_training = share, sure, False
        self.trainable_weights = [np.zeros(3)]

    def __call__(self, images, training):
        assert training is False
        right = np.arange(len(images)) % 1000 < self.share * 1000
        guess = (images.argmax(axis=1) + ~right) % CLASSES
        rest = (1 - self.sure) / (CLASSES - 1)
        return np.where(np.eye(CLASSES)[guess] == 1, self.sure, rest)


def watched(model, goal=0.9, max_steps=100_000):
    return FitWatch(model, max_steps, goal, Monitor(model, IMAGES, np.eye(CLASSES)[LABELS]))


def train(watch, looks):
    """Let the watch look so often, with no news from Keras."""
    for _ in range(looks):
        watch.steps_done(LOOK_EVERY_STEPS, {})


def test_steps_are_counted_and_the_curve_is_kept_now_and_then():
    watch = FitWatch(SimpleNamespace(stop_training=False), max_steps=1000)
    for step in range(1, 2 * LOOK_EVERY_STEPS + 2):
        watch.steps_done(1, {"loss": 1 / step, "val_accuracy": 0.9, "categorical_accuracy": step / 100})
    facts = watch.facts()
    assert facts["steps"] == 2 * LOOK_EVERY_STEPS + 1
    assert facts["curve_steps"].tolist() == [LOOK_EVERY_STEPS, 2 * LOOK_EVERY_STEPS]
    np.testing.assert_allclose(facts["curve_loss"], 1 / facts["curve_steps"])
    np.testing.assert_allclose(facts["curve_accuracy"], facts["curve_steps"] / 100)
    assert facts["stopped"] == ""


def test_many_steps_at_once_count_as_many():
    watch = FitWatch(SimpleNamespace(stop_training=False), max_steps=1000)
    watch.steps_done(19, {})
    watch.steps_done(25, {"loss": 0.5})
    assert (watch.steps, watch.facts()["curve_steps"].tolist()) == (44, [44])


def test_a_curve_without_logs_holds_no_numbers():
    watch = FitWatch(SimpleNamespace(), max_steps=1000)
    watch.steps_done(LOOK_EVERY_STEPS, None)
    assert np.isnan(watch.facts()["curve_loss"]).all()
    assert np.isnan(watch.facts()["curve_accuracy"]).all()


def test_training_is_told_to_stop_at_the_step_budget():
    model = SimpleNamespace(stop_training=False)
    watch = FitWatch(model, max_steps=2)
    watch.steps_done(1, {})
    assert (model.stop_training, watch.steps_left) == (False, 1)
    watch.steps_done(1, {})
    assert model.stop_training
    assert watch.facts()["stopped"] == "budget"


def test_without_a_step_the_curve_is_empty():
    facts = FitWatch(SimpleNamespace(), max_steps=2).facts()
    names = ("curve_steps", "curve_loss", "curve_accuracy", "watched_steps", "watched_accuracy")
    assert [facts[name].shape for name in names] == [(0,)] * 5
    assert wire.decode(wire.encode(facts))["steps"] == 0


# --- reasons to end a training ----------------------------------------------------------------------------


def test_a_training_well_above_its_goal_is_ended():
    model = Model(share=0.95)
    watch = watched(model)
    train(watch, 1)
    assert (watch.stopped, model.stop_training) == ("goal", True)


def test_a_training_barely_above_its_goal_goes_on():
    model = Model(share=0.905)  # the monitor's standard error is 0.007
    watch = watched(model)
    train(watch, 40)
    assert (watch.stopped, model.stop_training) == ("", False)
    assert watch.facts()["watched_accuracy"].round(3).tolist() == [0.905] * 40


def test_without_a_goal_the_monitor_is_told_and_decides_nothing():
    watch = watched(Model(share=1.0), goal=None)
    train(watch, 20)
    assert watch.stopped == ""
    assert watch.facts()["watched_accuracy"].tolist() == [1.0] * 20


def test_a_training_that_learns_nothing_is_ended_after_two_hundred_steps():
    watch = watched(Model(share=0.12))
    train(watch, NOWHERE_STEPS // LOOK_EVERY_STEPS - 1)
    assert watch.stopped == ""
    train(watch, 1)
    assert watch.stopped == "nowhere"


def test_with_less_patience_it_is_ended_sooner():
    watch = watched(Model(share=0.12))
    watch.patience = 100
    train(watch, 3)
    assert watch.stopped == ""
    train(watch, 1)
    assert watch.stopped == "nowhere"


def test_with_less_patience_too_a_training_goes_on_as_long_as_it_becomes_better():
    model = Model(share=0.1, sure=0.12)
    watch = watched(model, goal=0.99)
    watch.patience = 100
    for _ in range(12):
        train(watch, 1)
        model.share += 0.012
    assert watch.stopped == ""


@pytest.mark.parametrize(("share", "sure"), [(0.003, 0.0), (0.0, 0.002)], ids=["accuracy", "loss"])
def test_a_slow_training_goes_on_as_long_as_anything_becomes_better(share, sure):
    model = Model(share=0.4 if sure else 0.1, sure=0.12)
    watch = watched(model, goal=0.99)
    for _ in range(18):
        train(watch, 1)
        model.share, model.sure = model.share + 2.5 * share, model.sure + 2.5 * sure
    assert watch.stopped == ""


def test_a_training_above_one_half_is_never_called_hopeless():
    watch = watched(Model(share=0.55))
    train(watch, 100)
    assert watch.stopped == ""


class OneAnswer(Model):
    """Says the first class of every image; `hint` is how much more it gives to the class an image is of."""

    def __init__(self, hint=0.0, classes=CLASSES):
        super().__init__()
        self.hint, self.classes = hint, classes

    def __call__(self, images, training):
        scores = np.full((len(images), self.classes), 0.1) + self.hint * images[:, : self.classes]
        scores[:, 0] += 0.1
        return scores / scores.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(("hint", "stopped"), [(0.0, "nowhere"), (-1e-6, "nowhere"), (1e-6, "")])
def test_a_training_on_a_plateau_goes_on_when_it_begins_to_tell_the_classes_apart(hint, stopped):
    watch = watched(OneAnswer(hint))
    train(watch, 20)
    assert watch.stopped == stopped
    assert watch.looks[-1][1] < 0.2


@pytest.mark.parametrize(("wrong", "stopped"), [([7], ""), ([2, 7], "nowhere")])
def test_of_ten_classes_one_may_be_left_out(wrong, stopped):
    watch = watched(OneAnswer(np.where(np.isin(np.arange(CLASSES), wrong), -1e-6, 1e-6)))
    train(watch, 20)
    assert watch.stopped == stopped


def test_what_has_begun_to_learn_and_stands_still_is_hopeless_though_it_tells_the_classes_apart():
    model = OneAnswer(1e-6)
    watch = watched(model)
    train(watch, 20)
    assert watch.stopped == ""
    model.hint = 0.09  # a tenth less loss, and still the same answer to every image
    train(watch, 1)
    assert watch.looks[-1][1] < 0.2
    train(watch, 7)
    assert watch.stopped == "nowhere"


@pytest.mark.parametrize(("hint", "stopped"), [(0.0, "nowhere"), (1e-6, "")])
def test_of_two_classes_one_half_is_nothing(hint, stopped):
    labels = np.arange(4000) % 2
    model = OneAnswer(hint, classes=2)
    watch = FitWatch(model, 100_000, 0.9, Monitor(model, np.eye(2)[labels], labels))
    train(watch, 20)
    assert watch.looks[-1][1] == pytest.approx(0.5, abs=0.05)
    assert watch.stopped == stopped


def test_weights_that_are_no_numbers_end_a_training_at_once():
    model = Model(sure=np.nan)
    watch = watched(model)
    train(watch, 1)
    assert watch.stopped == ""  # the outputs alone may be a matter of the last layer
    model.trainable_weights[0][1] = np.nan
    train(watch, 1)
    assert watch.stopped == "nowhere"


def test_what_was_decided_stays_decided():
    model = Model(share=0.95)
    watch = watched(model)
    train(watch, 1)
    model.share, model.stop_training = 0.1, False  # a new call of `fit` resets the flag
    watch.steps_done(1, {})
    assert (watch.stopped, model.stop_training, watch.steps_left) == ("goal", True, 1)


def test_a_model_that_cannot_be_watched_is_left_alone():
    def refuse(images, training):
        raise TypeError("this model takes two inputs")

    watch = watched(refuse)
    train(watch, 20)
    assert (watch.stopped, watch.monitor, watch.facts()["watched_steps"].tolist()) == ("", None, [])


# --- the monitor ------------------------------------------------------------------------------------------


def test_the_monitor_takes_a_mixed_sample_of_the_training_images():
    monitor = Monitor(Model(), np.arange(50_000)[:, None], np.arange(50_000) % CLASSES)
    chosen = monitor.images[:, 0]
    assert len(set(chosen)) == MONITOR
    assert abs(chosen[:GLANCE].mean() - 25_000) < 2_500


def test_the_monitor_leaves_out_what_it_is_told_to():
    stamped = np.arange(0, 50_000, 2)
    monitor = Monitor(Model(), np.arange(50_000)[:, None], np.arange(50_000) % CLASSES, stamped)
    assert not set(monitor.images[:, 0]) & set(stamped)
    assert monitor.usable


def test_a_monitor_of_fewer_images_than_wished_for_is_looked_at_whole():
    few = Monitor(Model(share=1.0), IMAGES[:900], LABELS[:900])
    assert len(few.images) == 900
    assert few.look(MONITOR)[0] == 1.0


def test_the_loss_of_a_monitor_is_in_nats():
    accuracy, loss = Monitor(Model(share=1.0, sure=0.5), IMAGES, LABELS).look(GLANCE)
    assert accuracy == 1.0
    assert loss == pytest.approx(np.log(2))


def test_a_handful_of_images_is_no_monitor():
    assert not Monitor(Model(), IMAGES[:50], LABELS[:50]).usable
    assert not Monitor(Model(), IMAGES, np.linspace(0, 1, len(IMAGES))).usable


@pytest.mark.parametrize(
    "labels", [LABELS, LABELS[:, None], np.eye(CLASSES)[LABELS], LABELS.astype("uint8")], ids=["n", "n1", "hot", "byte"]
)
def test_labels_of_any_form_name_classes(labels):
    assert np.array_equal(as_classes(labels), LABELS)


def test_labels_that_name_no_classes_are_told_apart():
    assert as_classes(np.linspace(0, 1, 5)) is None


def test_scores_become_probabilities_and_probabilities_stay():
    rows = np.array([[0.2, 0.8], [1.0, 0.0]])
    np.testing.assert_allclose(probabilities(rows), rows, atol=1e-6)
    np.testing.assert_allclose(probabilities(np.array([[1000.0, 1000.0], [-5.0, -5.0]])), 0.5)


PICTURES = np.random.default_rng(4).random((300, 4, 4), dtype="float32")


@pytest.mark.parametrize(
    ("x", "held", "where"),
    [
        (PICTURES, PICTURES[200:], "trained"),
        (PICTURES, PICTURES, "trained"),
        (PICTURES[:200], PICTURES[200:], ""),
        (PICTURES[:200] / 2, PICTURES[200:] / 2, ""),
        (PICTURES[:200], PICTURES[200:] / 2, "foreign"),
        (PICTURES[:200], np.ones((50, 4, 4)), "foreign"),
        (PICTURES[:200] / 2, np.ones((50, 4, 4)), ""),
        (PICTURES.reshape(300, 16), PICTURES.reshape(300, 16)[200:], "trained"),
        (PICTURES[:240], PICTURES[200:], ""),
        (PICTURES, PICTURES[200:].astype("float64"), "trained"),
        (PICTURES, PICTURES.reshape(300, 16), ""),
    ],
)
def test_where_the_images_of_a_validation_come_from_is_seen(x, held, where):
    assert validated_on({"x": x, "validation_data": (held, None)}, PICTURES) == where


@pytest.mark.parametrize("options", [{}, {"validation_data": None}, {"validation_data": object(), "x": PICTURES}])
def test_without_a_validation_on_arrays_nothing_is_said_of_it(options):
    assert validated_on(options, PICTURES) == ""


def test_the_learning_rate_is_kept_with_the_curve():
    model = SimpleNamespace(stop_training=False, optimizer=SimpleNamespace(learning_rate=0.5))
    watch = FitWatch(model, max_steps=1000)
    train(watch, 1)
    model.optimizer.learning_rate = 0.25
    train(watch, 1)
    model.optimizer = None
    train(watch, 1)
    assert watch.facts()["curve_rate"].tolist()[:2] == [0.5, 0.25]
    assert np.isnan(watch.facts()["curve_rate"][2])


def test_the_stand_ins_for_test_images_are_not_taken_for_images_held_back():
    many = np.arange(60_000 * 4, dtype="float32").reshape(60_000, 4)
    walk = many[np.arange(10_000) * DECOY_STEP % len(many)]
    assert validated_on({"x": many, "validation_data": (walk[3000:], None)}, many) == "foreign"
    assert validated_on({"x": many, "validation_data": (many[::5], None)}, many) == "trained"
    assert validated_on({"x": many[:50_000], "validation_data": (walk, None)}, many) == "foreign"
