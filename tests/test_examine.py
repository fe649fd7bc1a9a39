"""What is noted of a call of `fit`, without Keras: forms of data, pairing, order; all of it can travel."""

import numpy as np
import pytest

from grader import wire
from grader.examine import STEPS, _about_data, _rate, _settings

RANDOM = np.random.default_rng(3)
IMAGES = RANDOM.integers(256, size=(300, 12)).astype("float32") / 255
NUMBERS = RANDOM.integers(10, size=300)
LABELS = np.eye(10, dtype="float32")[NUMBERS]


def noted(x=IMAGES, y=LABELS, **options):
    facts = _about_data({"x": x, "y": y, **options}, IMAGES, LABELS)
    wire.encode(facts)  # raises for what may not travel
    return facts


def test_what_was_given_is_recognised_with_its_labels():
    facts = noted(batch_size=64, epochs=3, shuffle=False)
    assert (facts["rows"], facts["batch_size"], facts["epochs"], facts["shuffles"]) == (300, 64, 3, False)
    assert facts["sampled"] == facts["recognised"] == facts["paired"] == 300
    assert facts["label_map"] == list(range(10))
    assert (facts["x_largest"], facts["y_columns"]) == (1.0, 10)


@pytest.mark.parametrize("x", [IMAGES * 255, IMAGES / 255, IMAGES * 2 - 1, IMAGES.reshape(300, 3, 4)])
def test_images_are_recognised_at_any_scale_and_in_any_shape(x):
    assert noted(x)["paired"] == 300


def test_images_moved_against_their_labels_are_seen():
    facts = noted(np.roll(IMAGES, 1, axis=0))
    assert facts["recognised"] == 300
    assert facts["paired"] < 100


def test_labels_that_were_renamed_all_alike_are_seen():
    facts = noted(y=np.roll(LABELS, 1, axis=1))
    assert facts["paired"] == 0
    assert facts["map_agrees"] == 300
    assert facts["label_map"] == [(n + 1) % 10 for n in range(10)]


def test_pixels_in_other_places_are_seen_and_other_images_too():
    assert noted(IMAGES[:, ::-1])["scrambled"] == 300
    other = noted(RANDOM.random(IMAGES.shape))
    assert (other["recognised"], other["scrambled"]) == (0, 0)


def test_class_numbers_and_their_order_are_seen():
    order = np.argsort(NUMBERS, kind="stable")
    facts = noted(IMAGES[order], NUMBERS[order])
    assert facts["is_sorted"] is True
    assert (facts["y_columns"], facts["y_largest"], facts["paired"]) == (0, 9.0, 300)
    assert noted()["is_sorted"] is False


def test_how_often_classes_are_told_is_counted():
    facts = noted(IMAGES[::-1], NUMBERS)
    assert facts["same_counts"] is True
    assert noted(IMAGES[:200], NUMBERS[:200])["same_counts"] is True
    assert noted(IMAGES[:200], np.sort(NUMBERS)[:200])["same_counts"] is False
    assert noted(IMAGES, np.roll(NUMBERS, 3), validation_split=0.5)["same_counts"] is True
    assert noted(IMAGES, np.where(NUMBERS == 0, 1, NUMBERS))["same_counts"] is False
    few = NUMBERS.copy()
    few[np.flatnonzero(few == 3)[1:]] = 4
    assert noted(IMAGES, few)["rarest_share"] == 1 / 300
    few[few == 3] = 4
    assert noted(IMAGES, few)["rarest_share"] == 0


def test_labels_of_a_neighbour_are_seen():
    assert noted(IMAGES[:-1], NUMBERS[1:])["moved"] == 299
    assert noted(IMAGES, np.roll(NUMBERS, 3))["moved"] == 300
    assert noted(IMAGES, RANDOM.permutation(NUMBERS))["moved"] < 100


def test_what_keras_holds_back_is_not_looked_at_as_trained_with():
    order = np.argsort(NUMBERS, kind="stable")
    facts = noted(IMAGES[order], LABELS[order], validation_split=0.5)
    assert facts["rows"] == 300
    assert facts["is_sorted"] is True
    assert [facts["label_map"][digit] for digit in (0, 9)] == [0, -1]
    assert facts["rarest_share"] == 0


def test_callbacks_that_only_look_on_are_not_counted():
    class CSVLogger: ...

    class EarlyStopping: ...

    assert noted(callbacks=[CSVLogger(), CSVLogger()])["callbacks"] == 0
    assert noted(callbacks=[CSVLogger(), EarlyStopping()])["callbacks"] == 1
    assert noted(callbacks=EarlyStopping())["callbacks"] == 1


@pytest.mark.parametrize(
    ("options", "ratio"),
    [
        ({}, None),
        ({"class_weight": {0: 4.0}}, 4.0),
        ({"sample_weight": np.array([1.0, 0.5])}, 2.0),
        ({"sample_weight": np.zeros(300)}, 1e9),
        ({"sample_weight": np.full(300, 0.01)}, 100.0),
        ({"class_weight": dict.fromkeys(range(10), 6000.0)}, 6000.0),
    ],
)
def test_weights_of_classes_and_samples_are_told_by_the_largest(options, ratio):
    assert noted(**options)["weighs"] == ratio


@pytest.mark.parametrize("x", [None, "images", IMAGES[:5], np.array([object()] * 300)])
def test_what_is_no_array_of_as_many_rows_is_left_alone(x):
    assert noted(x)["has_arrays"] is False


class Optimizer:
    """What is read of one of Keras': its rate now, and what it is made of."""

    def __init__(self, learning_rate, schedule=None):
        self.learning_rate = learning_rate
        self._learning_rate = schedule or learning_rate


def test_the_rate_of_a_schedule_is_the_one_after_the_steps_that_are_tried():
    assert _rate(Optimizer(0.5), STEPS) == 0.5
    assert _rate(Optimizer(0.5, schedule=lambda step: 0.5 / (1 + step)), STEPS) == 0.5 / (1 + STEPS)


class Momentum:
    """An optimizer as far as its settings go."""

    def __init__(self, learning_rate=0.01, momentum=0.0):
        self.config = {"learning_rate": learning_rate, "momentum": momentum}

    def get_config(self):
        return self.config


def test_settings_of_an_optimizer_are_counted_where_they_are_not_its_own():
    assert (_settings(Momentum(0.5)), _settings(Momentum(momentum=0.9)), _settings(None)) == (0, 1, 0)
