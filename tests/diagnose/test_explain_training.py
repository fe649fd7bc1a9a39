"""A cause of a failed training is named where repairing it, and it alone, makes the training learn."""

import msgspec
import numpy as np
import pytest

from grader.authoring import Check, History
from grader.diagnose.trainings import explain_error, explain_history, explain_training, suspects
from grader.records.observation import Examination, Observation, Outcome, Stopped, TrainingFacts

HISTORY = Check(id="t.history", title="", points=1, kind=History(probe="t.train"))
SOUND = Examination(
    fitted=True,
    is_given_model=True,
    optimizer="Adam",
    learning_rate=0.001,
    loss="categorical_crossentropy",
    last_activation="softmax",
    outputs_are_probabilities=True,
    layers_with_weights=2,
    batch_size=128,
    epochs=2,
    has_arrays=True,
    rows=60_000,
    x_least=0.0,
    x_largest=1.0,
    y_columns=10,
    y_largest=1.0,
    sampled=400,
    recognised=400,
    paired=400,
    label_map=tuple(float(n) for n in range(10)),
    map_agrees=400,
    accuracy=0.1,
)
LEARNT = Examination(fitted=True, is_given_model=True, accuracy=0.9)


def seen(**changes):
    return msgspec.structs.replace(SOUND, **changes)


def named(examined, error="", facts=None, reached=None, **repaired):
    answers = {repair: msgspec.structs.replace(found, repair=repair) for repair, found in repaired.items()}
    found = explain_error(examined, error) or explain_training(examined, answers, facts, reached)
    return found.id if found is not None else None


def trained(steps, **changes):
    return TrainingFacts(returned="History", has_history=True, steps=steps, weights_moved=True, **changes)


LOGITS = {"last_activation": "linear", "outputs_are_probabilities": False}
SHIFTED = {"label_map": tuple(float((n + 1) % 10) for n in range(10)), "paired": 0}


@pytest.mark.parametrize(
    ("changes", "repair", "cause"),
    [
        (LOGITS, "loss", "training_raw_logits"),
        (LOGITS | {"loss": "sparse_categorical_crossentropy", "y_columns": 0}, "loss", "training_raw_logits"),
        ({"loss": "sparse_categorical_crossentropy"}, "loss", "training_loss_for_numbers"),
        ({"y_columns": 0, "y_largest": 9.0}, "loss", "training_loss_for_rows"),
        ({"loss": "mean_squared_error"}, "loss", "training_unsuited_loss"),
        ({"label_smoothing": 1.0}, "loss", "training_labels_smoothed_away"),
        ({"learning_rate": 1e-8, "first_rate": 1e-3}, "rate", "training_rate_fades"),
        ({"x_largest": 255.0}, "inputs", "training_images_too_large"),
        ({"x_largest": 1 / 255}, "inputs", "training_images_too_small"),
        ({"recognised": 0, "paired": 0, "scrambled": 400}, "inputs", "training_images_scrambled"),
        ({"recognised": 0, "paired": 0}, "inputs", "training_images_altered"),
        ({"y_largest": 9 / 255, "paired": 40}, "labels", "training_labels_scaled"),
        (SHIFTED, "labels", "training_labels_renamed"),
        ({"paired": 40, "map_agrees": 80, "same_counts": True}, "labels", "training_labels_shifted"),
        ({"paired": 40, "map_agrees": 80, "moved": 400}, "labels", "training_labels_shifted"),
        ({"paired": 40, "map_agrees": 80}, "labels", "training_labels_partly_wrong"),
        ({"paired": 240, "map_agrees": 240}, "labels", "training_labels_partly_wrong"),
        ({"rows": 100, "given_rows": 60_000}, "labels", "training_on_few_images"),
        ({"rarest_share": 0.0}, "labels", "training_misses_digits"),
        ({"rarest_share": 0.001}, "labels", "training_unbalanced"),
        ({"learning_rate": 1.0}, "rate", "training_rate_too_large"),
        ({"optimizer": "SGD", "learning_rate": 0.5, "momentum": 0.99}, "rate", "training_rate_too_large"),
        ({"learning_rate": 1e-7}, "rate", "training_rate_too_small"),
        ({"learning_rate": -0.01}, "rate", "training_goes_uphill"),
        ({"constant_weights": True}, "weights", "training_from_equal_weights"),
        ({"frozen_layers": 1}, "weights", "training_frozen_layers"),
        ({"weight_scale": 50.0}, "weights", "training_from_large_weights"),
        ({"recognised": 200, "paired": 200}, "inputs", "training_images_altered"),
        ({"settings": 1}, "rate", "training_unsuited_optimizer"),
        ({"is_sorted": True, "shuffles": False}, "order", "training_in_order_of_labels"),
    ],
)
def test_a_suspect_is_named_when_its_repair_restores_learning_and_not_before(changes, repair, cause):
    examined = seen(**changes)
    assert repair in {suspect.repair for suspect in suspects(examined)}
    assert named(examined, **{repair: LEARNT}) == cause
    assert named(examined) is None
    little = msgspec.structs.replace(LEARNT, accuracy=0.46)
    assert named(examined, **{repair: little}) == cause
    still_lost = msgspec.structs.replace(LEARNT, accuracy=0.12)
    assert named(examined, **{repair: still_lost}) is None


def test_of_several_suspects_the_one_is_named_whose_repair_helps():
    examined = seen(learning_rate=1.0, x_largest=255.0)
    lost = msgspec.structs.replace(LEARNT, accuracy=0.2)
    assert named(examined, inputs=lost, rate=LEARNT) == "training_rate_too_large"


def test_of_a_sound_training_only_the_network_is_suspect():
    assert [cause.id for cause in suspects(SOUND)] == ["training_unsuited_network"]
    assert named(SOUND) is None


@pytest.mark.parametrize(
    ("changes", "error", "cause"),
    [
        ({"fitted": False}, "", "training_forgets_to_fit"),
        ({"fitted": False, "moved_without_fit": True}, "", None),  # a loop of the student's own
        ({"is_given_model": False}, "", "training_another_model"),
        ({}, "ValueError: dtype='string' is not a valid dtype. Expected one of …", "training_metrics_by_position"),
        ({}, "ValueError: No loss to compute. Provide a `loss` argument in `compile()`.", "training_without_loss"),
        ({}, "ValueError: Expected `metrics` argument to be a list, tuple, or dict. …", "training_metrics_no_list"),
        ({"y_axes": 3}, "ValueError: target and output must have the same rank", "training_labels_encoded_twice"),
        ({"y_axes": 2}, "ValueError: target and output must have the same rank", None),
        ({}, "ValueError: You must call `compile()` before calling `fit()`.", "training_not_compiled"),
        ({"rows": 60_000, "batch_size": 60_000, "accuracy": 0.9}, "", "training_few_updates"),
        ({"accuracy": 0.9}, "", None),
        ({"accuracy": 0.9, "epochs": 1}, "", "training_one_epoch"),
        ({"accuracy": 0.9, "epochs": 1, "learning_rate": 0.1}, "", None),
        ({"accuracy": 0.9, "rows": 6000, "epochs": 9, "given_rows": 60_000}, "", "training_on_few_images"),
        ({"accuracy": 0.9, "rows": 6000, "epochs": 9, "given_rows": 6000}, "", None),
        ({"accuracy": 0.9, "rows": 60_000, "epochs": 9, "validation_part": 0.8}, "", "training_on_few_images"),
    ],
)
def test_the_course_of_the_function_says_some_causes_by_itself(changes, error, cause):
    assert named(seen(**changes), error) == cause


def test_classes_told_as_fractions_are_scaled_and_not_renamed():
    sparse = "sparse_categorical_crossentropy"
    ninths = seen(
        loss=sparse, y_columns=0, y_largest=1.0, label_map=tuple(n / 9 for n in range(10)), paired=40, map_agrees=400
    )
    assert suspects(ninths)[0].id == "training_labels_scaled"


def test_steps_that_are_small_but_many_are_not_blamed():
    slow = {"optimizer": "SGD", "learning_rate": 0.01, "rows": 60_000, "batch_size": 64}
    assert "training_descends_slowly" in {cause.id for cause in suspects(seen(**slow, epochs=3))}
    assert "training_descends_slowly" not in {cause.id for cause in suspects(seen(**slow, epochs=60))}


def test_a_training_whose_history_is_not_returned_is_told_so():
    facts = TrainingFacts(returned="NoneType", has_history=False, steps=9, weights_moved=True)
    observation = Observation(probe="t.train", outcome=Outcome.RETURNED, training=facts)
    found = explain_history(observation, (HISTORY,))
    assert (found.id, found.checks) == ("training_without_history", ("t.history",))
    still = msgspec.structs.replace(observation, training=msgspec.structs.replace(facts, weights_moved=False))
    assert explain_history(still, (HISTORY,)) is None


def test_a_history_without_validation_is_told_so():
    assert lacking() == "training_without_validation"
    assert lacking(held_back=True) == "training_validation_unmeasured"
    assert lacking(history={"loss": np.ones(2), "val_loss": np.ones(2)}) == "training_without_accuracy"


def lacking(**changes):
    observation = Observation(probe="t.train", outcome=Outcome.RETURNED, training=trained(9, **changes))
    return explain_history(observation, (HISTORY,)).id


def test_a_validation_on_other_images_than_those_held_back_is_told_so():
    measured = {name: np.ones(2) for name in ("loss", "val_loss", "val_accuracy")}
    assert lacking(history=measured, validated_on="trained") == "training_validates_on_trained"
    assert lacking(history=measured, validated_on="foreign") == "training_validates_on_test"


def test_where_one_thing_alone_is_out_of_the_ordinary_a_small_gain_proves_it():
    slow = seen(optimizer="SGD", learning_rate=0.01, accuracy=0.8)
    assert named(slow, rate=msgspec.structs.replace(LEARNT, accuracy=0.87)) == "training_descends_slowly"
    assert named(slow, rate=msgspec.structs.replace(LEARNT, accuracy=0.82)) is None
    both = msgspec.structs.replace(slow, frozen_layers=1)
    assert named(both, rate=msgspec.structs.replace(LEARNT, accuracy=0.87)) is None


EPOCH = 469  # steps, of 60,000 images in batches of 128


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": 1},
        {"epochs": 0},
        {"rows": 1280, "given_rows": 60_000},
        {"rows": 6000, "given_rows": 60_000, "epochs": 1},
    ],
)
def test_of_the_first_of_several_fits_nothing_is_said_that_the_others_may_make_up_for(changes):
    examined = seen(accuracy=0.65, **{"epochs": 9} | changes)
    better = msgspec.structs.replace(LEARNT, accuracy=0.9)
    assert named(examined, labels=better) is not None
    assert named(examined, labels=better, facts=trained(10 * EPOCH)) is None


@pytest.mark.parametrize(
    ("facts", "is_named"),
    [
        (trained(EPOCH), True),  # ended after one of nine epochs
        (trained(EPOCH, stopped=Stopped.NOWHERE), False),  # by us
        (trained(9 * EPOCH, curve_rate=np.full(9, 0.001)), False),
        (trained(9 * EPOCH, curve_rate=np.array([np.nan])), False),
        (trained(9 * EPOCH, watched_accuracy=np.array([0.5, 0.9, 0.2, 0.9])), True),
        (trained(9 * EPOCH, watched_accuracy=np.array([0.5, 0.9, 0.8, 0.9])), False),
    ],
)
def test_a_callback_is_blamed_only_for_what_it_can_be_seen_to_have_done(facts, is_named):
    examined = seen(accuracy=0.9, epochs=9, callbacks=1)
    assert named(examined, facts=facts) == ("training_callback_interferes" if is_named else None)
    assert named(msgspec.structs.replace(examined, callbacks=0), facts=facts) is None


def test_a_model_that_was_good_while_it_was_trained_was_changed_afterwards():
    facts = trained(9 * EPOCH, watched_accuracy=np.array([0.5, 0.95, 0.96]))
    assert named(seen(accuracy=0.9, epochs=9), facts=facts, reached=0.11) == "training_undone"
    assert named(seen(accuracy=0.9, epochs=9), facts=facts, reached=0.9) is None
    assert named(seen(accuracy=0.9, epochs=9), facts=facts) is None


def test_another_model_is_not_blamed_where_the_given_one_was_trained_too():
    assert named(seen(is_given_model=False), facts=trained(0)) == "training_another_model"
    assert named(seen(is_given_model=False), facts=trained(900)) is None


def test_a_rate_that_fades_is_told():
    fading = trained(9 * EPOCH, curve_rate=np.geomspace(1e-3, 1e-9, 40))
    assert named(seen(accuracy=0.9, epochs=9), facts=fading) == "training_rate_fades"
    falling = trained(9 * EPOCH, curve_rate=np.geomspace(1e-3, 2e-4, 40))
    assert named(seen(accuracy=0.9, epochs=9), facts=falling) is None
    from_a_tenth = trained(9 * EPOCH, curve_rate=np.geomspace(1e-4, 1e-12, 40))
    assert named(seen(accuracy=0.9, epochs=9), facts=from_a_tenth) == "training_rate_fades"


@pytest.mark.parametrize("callbacks", [0, 1])
def test_a_rate_that_is_another_than_the_compiled_one_is_told_by_its_size(callbacks):
    examined = seen(accuracy=0.9, epochs=9, callbacks=callbacks)
    assert named(examined, facts=trained(9 * EPOCH, curve_rate=np.full(9, 1e-6))) == "training_rate_too_small"
    assert named(examined, facts=trained(9 * EPOCH, curve_rate=np.full(9, 0.5))) == "training_rate_too_large"
    assert named(examined, facts=trained(9 * EPOCH, curve_rate=np.full(9, 5e-4))) is None


def test_the_rate_of_a_schedule_is_held_against_its_first():
    schedule = {"learning_rate": 1e-8, "first_rate": 1e-3, "accuracy": 0.86, "epochs": 9}
    assert [cause.id for cause in suspects(seen(**schedule))] == ["training_rate_fades", "training_unsuited_network"]
    fading = trained(9 * EPOCH, curve_rate=np.geomspace(1e-3, 1e-12, 40))
    assert named(seen(**schedule), facts=fading) == "training_rate_fades"
