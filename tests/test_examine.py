"""What is noted of a call of `fit`, without Keras: forms of data, pairing, order; all of it can travel."""

import numpy as np
import pytest

from grader import wire
from grader.examine import STEPS, _about_data, _rate

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


def test_validation_on_the_training_data_is_seen():
    assert noted(validation_data=(IMAGES, LABELS))["same_as_validation"] is True
    assert noted(validation_data=(IMAGES[::-1], LABELS))["same_as_validation"] is False


@pytest.mark.parametrize("x", [None, "images", IMAGES[:5], np.array([object()] * 300)])
def test_what_is_no_array_of_as_many_rows_is_left_alone(x):
    assert noted(x)["has_arrays"] is False


class Optimizer:
    """What is read of one of Keras': its rate now, and what it is made of."""

    def __init__(self, learning_rate, schedule=None):
        self.learning_rate = learning_rate
        self._learning_rate = schedule or learning_rate


def test_the_rate_of_a_schedule_is_the_one_after_the_steps_that_are_tried():
    assert _rate(Optimizer(0.5)) == 0.5
    assert _rate(Optimizer(0.5, schedule=lambda step: 0.5 / (1 + step))) == 0.5 / (1 + STEPS)
