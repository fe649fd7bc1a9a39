"""Which trainings are asked for again, and under which seeds."""

import msgspec
import numpy as np
import pytest

from grader.attempts import (
    LESS_PATIENCE,
    Goal,
    attempt,
    counted,
    deserves_another,
    goals,
    in_full,
    in_order,
    of_attempt,
    was_hasty,
    went_nowhere,
    with_counted,
    with_goals,
    without_patience,
)
from grader.authoring import Accuracy, Array, Check, Forward, Stored, Train, Trained
from grader.checks.training import attempt_id
from grader.records.observation import Observation, Outcome, Stopped, TrainingFacts, Value
from grader.records.probe import Built, Probe

LABELS = np.arange(100) % 10
AIM = Goal(train="t", probe="p", threshold=0.95, attempts=3, classes=10)
STORED = Stored(dataset="mnist", part="x")
TRAIN = Probe(
    id="t",
    seed=70,
    stimulus=Train(function="f", model=Built(function="b"), inputs=STORED, labels=STORED, max_steps=9),
)
PREDICT = Probe(
    id="p", seed=5, stimulus=Forward(model=Trained(probe="t"), inputs=Array(values=np.zeros(1))), answer=LABELS
)


def trained(stopped=Stopped.NOT, outcome=Outcome.RETURNED, moved=True):
    facts = TrainingFacts(returned="History", has_history=True, steps=300, weights_moved=moved, stopped=stopped)
    return Observation(probe="t", outcome=outcome, training=facts)


def predicted(accuracy):
    guess = np.where(np.arange(100) < round(accuracy * 100), LABELS, LABELS + 1)
    return Observation(
        probe="p", outcome=Outcome.RETURNED, values=(Value(type_name="ndarray", dtype="int64", array=guess),)
    )


def attempts(*pairs):
    """Observations of so many attempts, each a training and the accuracy after it."""
    found = {}
    for number, (training, accuracy) in enumerate(pairs, start=1):
        found[attempt_id("t", number)], found[attempt_id("p", number)] = training, predicted(accuracy)
    return found


def accuracy_check(name, threshold, **options):
    return Check(
        id=f"q.{name}", title="", points=1, kind=Accuracy(probe="p", train="t", threshold=threshold, **options)
    )


def test_the_highest_threshold_of_a_training_is_its_goal():
    checks = [accuracy_check("learns", 0.9), accuracy_check("goal", 0.95, attempts=2), accuracy_check("low", 0.5)]
    assert goals(checks) == (AIM,)
    assert goals([]) == ()


def test_a_training_that_may_end_early_knows_its_goal():
    assert with_goals([TRAIN, PREDICT], [AIM]) == (
        msgspec.structs.replace(TRAIN, stimulus=msgspec.structs.replace(TRAIN.stimulus, goal=0.95)),
        PREDICT,
    )


def test_a_training_in_full_has_no_goal():
    full = msgspec.structs.replace(TRAIN, stimulus=msgspec.structs.replace(TRAIN.stimulus, full=True))
    assert with_goals([full], [AIM]) == (full,)
    assert in_full(with_goals([TRAIN], [AIM])[0]) == TRAIN


def test_attempts_have_the_next_seeds_and_predictions_of_their_own():
    assert attempt(TRAIN, 1) == TRAIN
    assert (attempt(TRAIN, 3).id, attempt(TRAIN, 3).seed) == ("t@3", 72)
    second = attempt(PREDICT, 2)
    assert (second.id, second.stimulus.model.probe) == ("p@2", "t@2")
    assert second.answer is LABELS


# --- ended too early --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("training", "accuracy", "hasty"),
    [
        (trained(Stopped.GOAL), 0.96, False),
        (trained(Stopped.GOAL), 0.94, True),
        (trained(Stopped.GOAL, Outcome.RAISED), 0.96, True),
        (trained(Stopped.NOWHERE, Outcome.RAISED), 0.1, True),
        (trained(Stopped.NOWHERE), 0.1, False),
        (trained(Stopped.BUDGET), 0.94, False),
        (trained(Stopped.NOT), 0.94, False),
        (trained(Stopped.NOT, Outcome.RAISED), 0.94, False),
        (trained(Stopped.GOAL, Outcome.TIMED_OUT), 0.94, False),
    ],
)
def test_a_training_we_ended_is_run_in_full_unless_it_holds_what_it_promised(training, accuracy, hasty):
    assert was_hasty(AIM, training, predicted(accuracy), LABELS) is hasty


# --- by chance --------------------------------------------------------------------------------------------


def test_a_miss_is_repeated_until_the_declared_number():
    missed = (trained(), 0.94)
    assert deserves_another(AIM, attempts(missed), LABELS, 2)
    assert deserves_another(AIM, attempts(missed, missed), LABELS, 3)
    assert not deserves_another(AIM, attempts(missed, missed, missed), LABELS, 4)


def test_a_hit_is_never_repeated():
    assert not deserves_another(AIM, attempts((trained(), 0.95)), LABELS, 2)
    assert not deserves_another(AIM, attempts((trained(), 0.94), (trained(), 0.96)), LABELS, 3)


@pytest.mark.parametrize(
    "training",
    [
        trained(outcome=Outcome.RAISED),
        trained(outcome=Outcome.TIMED_OUT),
        trained(moved=False),
        trained(Stopped.TIME),
        Observation(probe="t", outcome=Outcome.RETURNED),
    ],
    ids=["raised", "timed out", "trains nothing", "out of time", "no facts"],
)
def test_what_no_seed_can_change_is_not_repeated(training):
    assert not deserves_another(AIM, attempts((training, 0.1)), LABELS, 2)


def test_a_training_that_goes_nowhere_gets_one_more_chance():
    nowhere = (trained(Stopped.NOWHERE), 0.1)
    assert deserves_another(AIM, attempts(nowhere), LABELS, 2)
    assert not deserves_another(AIM, attempts(nowhere, nowhere), LABELS, 3)
    assert deserves_another(AIM, attempts(nowhere, (trained(), 0.94)), LABELS, 3)


def test_predictions_without_classes_deserve_another_attempt():
    lost = attempts((trained(Stopped.NOWHERE), 0.1))
    lost["p"] = Observation(probe="p", outcome=Outcome.RETURNED, values=(Value(type_name="NoneType"),))
    assert deserves_another(AIM, lost, LABELS, 2)


def test_what_repeats_a_training_that_learnt_nothing_has_less_patience():
    assert went_nowhere(trained(Stopped.NOWHERE))
    assert not went_nowhere(trained(Stopped.BUDGET))
    assert not went_nowhere(Observation(probe="t", outcome=Outcome.DIED))
    assert without_patience(TRAIN).stimulus.patience == LESS_PATIENCE
    assert attempt(without_patience(TRAIN), 2).stimulus.patience == LESS_PATIENCE


# --- which one counts -------------------------------------------------------------------------------------

LOOK = Probe(
    id="look",
    seed=6,
    stimulus=Forward(model=Trained(probe="t", state="zeroed"), inputs=Array(values=np.zeros(1))),
)


@pytest.mark.parametrize(
    ("accuracies", "number"), [((0.96,), 1), ((0.5, 0.96), 2), ((0.5, 0.7, 0.6), 2), ((0.6, 0.6), 1), ((), 1)]
)
def test_the_best_attempt_counts_and_the_first_of_equal_ones(accuracies, number):
    assert counted(AIM, attempts(*((trained(), accuracy) for accuracy in accuracies)), LABELS) == number


def test_an_attempt_without_predictions_counts_least():
    observed = attempts((trained(), 0.0), (trained(), 0.1))
    observed["p"] = Observation(probe="p", outcome=Outcome.RAISED)
    assert counted(AIM, observed, LABELS) == 2


def test_what_looks_at_a_trained_model_waits_until_it_is_known_which_one_counts():
    other = Probe(id="other", seed=1, stimulus=Forward(model=Built(function="b"), inputs=Array(values=np.zeros(1))))
    assert in_order([LOOK, TRAIN, other, PREDICT], [AIM]) == [TRAIN, other, PREDICT, LOOK]


def test_what_looks_at_a_trained_model_is_put_to_the_one_that_counts():
    assert of_attempt(LOOK, {"t": 1}) == of_attempt(LOOK, {}) == LOOK
    assert of_attempt(TRAIN, {"t": 2}) == TRAIN
    second = of_attempt(LOOK, {"t": 2})
    assert (second.id, second.seed) == ("look", 6)
    assert second.stimulus.model == Trained(probe="t@2", state="zeroed")


def test_reviews_are_shown_the_attempt_that_counts():
    observed = attempts((trained(Stopped.NOWHERE), 0.1), (trained(), 0.96)) | {"look": predicted(0.5)}
    expected = {
        "p": Observation(probe="p", values=(Value(type_name="ndarray", array=LABELS),), outcome=Outcome.RETURNED)
    }
    seen = with_counted(observed, [AIM], expected)
    assert (seen["t"], seen["p"], seen["look"]) == (observed["t@2"], observed["p@2"], observed["look"])
    assert with_counted(observed, [AIM], {}) == observed
