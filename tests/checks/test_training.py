"""Accuracy counted on the host, confusion, and the history handed back."""

import json

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Accuracy, History
from grader.checks.training import attempt_id, confusion
from grader.records.observation import Outcome, Stopped, TrainingFacts
from grader.records.verdict import Verdict

LABELS = np.random.default_rng(0).integers(0, 10, 1000)
RAISED = -1
CHECK = Accuracy(probe="p", train="t", threshold=0.95)


def facts(**changes):
    seen = {"returned": "History", "has_history": True, "steps": 100, "weights_moved": True}
    return TrainingFacts(**{**seen, **changes})


def scores(labels, wrong=0):
    """One-hot scores (images, 10) with the first `wrong` images off by one."""
    guess = labels.copy()
    guess[:wrong] = (guess[:wrong] + 1) % 10
    return np.eye(10, dtype="float32")[guess]


@pytest.fixture
def judge(returned):
    def run(predictions, training=None, labels=LABELS):
        observed = {"p": returned(predictions), "t": returned(probe="t", training=training or facts())}
        return CHECK.judge(observed, {"p": returned(labels)})

    return run


def test_accuracy_above_the_threshold_passes_and_tells_the_margin(judge):
    finding = judge(scores(LABELS, wrong=39))
    assert finding.verdict is Verdict.PASS
    assert finding.reason == "Test accuracy 0.9610, required 0.9500 (margin +0.0110)."


def test_accuracy_below_the_threshold_fails_and_tells_the_margin(judge):
    finding = judge(scores(LABELS, wrong=60))
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == "Test accuracy 0.9400, required 0.9500 (margin -0.0100)."


def test_accuracy_equal_to_the_threshold_passes(judge):
    assert judge(scores(LABELS, wrong=50)).verdict is Verdict.PASS
    assert judge(scores(LABELS, wrong=51)).verdict is Verdict.FAIL


def test_the_evidence_holds_accuracy_and_confusion_as_plain_numbers(judge):
    evidence = json.loads(json.dumps(judge(scores(LABELS, wrong=39)).evidence))
    assert (evidence["accuracy"], evidence["threshold"], evidence["images"]) == (0.961, 0.95, 1000)
    table = np.array(evidence["confusion"])
    assert (table.sum(), np.trace(table)) == (1000, 961)
    assert (table.sum(axis=1) == np.bincount(LABELS, minlength=10)).all()


@pytest.mark.parametrize("dtype", ["int64", "uint8", "float32"])
def test_classes_count_as_well_as_scores(judge, dtype):
    assert judge(LABELS.astype(dtype)).evidence["accuracy"] == 1.0


def test_a_column_too_many_does_not_hide_what_was_learnt(judge):
    wide = np.hstack([scores(LABELS), np.zeros((1000, 1), "float32")])
    assert judge(wide).evidence["accuracy"] == 1.0
    wide[:, 10] = 2.0
    assert judge(wide).evidence["accuracy"] == 0.0


@pytest.mark.parametrize(
    ("predictions", "came"),
    [
        (scores(LABELS)[:500], "An array of shape (500, 10)"),
        (scores(LABELS).T, "An array of shape (10, 1000)"),
        (LABELS[:, None], "An array of shape (1000, 1)"),
        (scores(LABELS)[None], "An array of shape (1, 1000, 10)"),
        (LABELS[:0], "An array of shape (0,)"),
        (np.int64(3), "A single number"),
    ],
)
def test_another_number_of_predictions_is_never_broadcast(judge, predictions, came):
    finding = judge(predictions)
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == f"{came} came back where predictions of shape (1000, 10) or (1000,) were expected."


def test_no_predictions_fail(judge):
    assert judge(None).reason.startswith("There are no predictions: `NoneType` came back")


def test_fractions_name_no_classes(judge):
    assert judge(LABELS + 0.5).reason == "The predictions are no whole numbers, so they name no classes."


def test_classes_out_of_range_are_wrong_and_not_in_the_table(judge):
    for strange in (LABELS + 10, LABELS.astype(float) - 1e300, LABELS.astype("uint64") + np.uint64(2**63)):
        finding = judge(strange)
        assert finding.evidence["accuracy"] == 0.0
        assert np.sum(finding.evidence["confusion"]) == 0


def test_predictions_that_are_not_finite_have_their_own_sentence(judge):
    diverged = np.full((1000, 10), np.nan, "float32")
    finding = judge(diverged)
    assert finding.verdict is Verdict.FAIL
    assert finding.reason == (
        "The model predicts no finite numbers: all 10000 values are NaN. Did the training diverge?"
    )


def test_what_happened_to_the_training_is_told(judge):
    stopped = judge(scores(LABELS, 500), facts(stopped=Stopped.BUDGET, steps=4690)).reason
    assert stopped.endswith("(margin -0.4500). The training was stopped when its budget was used up.")
    idle = judge(scores(LABELS, 900), facts(weights_moved=False)).reason
    assert idle.endswith("The training did not change the model's weights.")
    stand_in = judge(scores(LABELS), facts(used_stand_in=True)).reason
    assert "A model of the grader's own was trained" in stand_in


def test_how_we_ended_a_training_is_told(judge):
    certain = judge(scores(LABELS), facts(stopped=Stopped.GOAL, steps=1200)).reason
    assert certain.endswith("The training could be ended early, after 1,200 steps.")
    lost = judge(scores(LABELS, 900), facts(stopped=Stopped.NOWHERE, steps=200)).reason
    assert lost.endswith("The training was ended after 200 steps, since nothing was being learnt.")


# --- several attempts -------------------------------------------------------------------------------------


@pytest.fixture
def judge_attempts(returned):
    def run(*wrong, **options):
        """So many wrong predictions in each attempt; None where there are no classes, RAISED where no answer."""
        observed = {}
        for number, count in enumerate(wrong, start=1):
            predictions = None if count is None else scores(LABELS, max(0, count))
            seen = returned(predictions, probe=attempt_id("p", number))
            outcome = Outcome.RAISED if count == RAISED else Outcome.RETURNED
            observed[attempt_id("p", number)] = msgspec.structs.replace(seen, outcome=outcome)
            observed[attempt_id("t", number)] = returned(probe=attempt_id("t", number), training=facts(steps=number))
        return msgspec.structs.replace(CHECK, **options).judge(observed, {"p": returned(LABELS)})

    return run


def test_one_attempt_that_reaches_the_threshold_is_enough(judge_attempts):
    finding = judge_attempts(60, 40)
    assert finding.verdict is Verdict.PASS
    assert finding.reason == (
        "Test accuracy 0.9600, required 0.9500 (margin +0.0100), the best of 2 attempts (0.9400, 0.9600)."
    )
    assert finding.evidence["attempts"] == [0.94, 0.96]


def test_when_none_does_the_best_is_told(judge_attempts):
    finding = judge_attempts(60, 55, 70)
    assert finding.verdict is Verdict.FAIL
    assert finding.reason.startswith("Test accuracy 0.9450, required 0.9500 (margin -0.0050), the best of 3 attempts")


def test_an_attempt_without_predictions_does_not_spoil_the_others(judge_attempts):
    finding = judge_attempts(None, 40)
    assert finding.verdict is Verdict.PASS
    assert "(none, 0.9600)" in finding.reason
    assert judge_attempts(None, None).reason.startswith("There are no predictions")


def test_an_attempt_whose_model_raised_keeps_its_place_among_the_others(judge_attempts):
    finding = judge_attempts(60, RAISED, 40)
    assert finding.verdict is Verdict.PASS
    assert finding.evidence["attempts"] == [0.94, None, 0.96]


def test_no_more_attempts_count_than_are_declared(judge_attempts):
    assert judge_attempts(60, 40, attempts=1).verdict is Verdict.FAIL


@pytest.mark.parametrize(("wrong", "credit"), [(40, 0.0), (60, 0.8), (90, 0.5), (100, 0.5), (101, 0.0)])
def test_bands_give_credit_below_the_threshold(judge_attempts, wrong, credit):
    finding = judge_attempts(wrong, bands=((0.90, 0.5), (0.92, 0.8)))
    assert finding.verdict is (Verdict.PASS if wrong == 40 else Verdict.FAIL)
    assert finding.credit == credit
    assert finding.reason.endswith(f"It earns {credit:.0%} of the points.") is bool(credit)


@pytest.mark.parametrize(
    "options",
    [{"threshold": 95.0}, {"attempts": 0}, {"bands": ((0.96, 0.5),)}, {"bands": ((0.9, 1.5),)}],
    ids=["per cent", "no attempt", "band above", "more than all"],
)
def test_a_declaration_that_makes_no_sense_is_refused(options):
    with pytest.raises(ValueError, match="expected"):
        Accuracy(**{"probe": "p", "train": "t", "threshold": 0.95, **options})


@pytest.mark.parametrize("labels", [None, np.eye(10), np.zeros(0, int)])
def test_expected_labels_that_are_no_labels_are_an_error_of_ours(judge, labels):
    with pytest.raises(ValueError, match="labels"):
        judge(scores(LABELS), labels=labels)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(-2, 12)), max_size=50))
def test_the_confusion_counts_every_valid_pair_once(pairs):
    labels = np.array([true for true, _ in pairs], int)
    predicted = np.array([guess for _, guess in pairs], int)
    table = confusion(predicted, labels)
    for true in range(10):
        for guess in range(10):
            assert table[true][guess] == pairs.count((true, guess))


def test_a_returned_history_passes(returned):
    finding = History(probe="t").judge({"t": returned(probe="t", training=facts())}, {})
    assert finding.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("training", "sentence"),
    [
        (
            facts(returned="NoneType", has_history=False),
            "None came back where the training history was expected: return what `model.fit` returns.",
        ),
        (
            facts(returned="Sequential", has_history=False),
            "A value of type `Sequential` came back where the history that `model.fit` returns was expected.",
        ),
        (None, "No training was seen."),
    ],
)
def test_anything_else_than_a_history_is_named(returned, training, sentence):
    finding = History(probe="t").judge({"t": returned(probe="t", training=training)}, {})
    assert (finding.verdict, finding.reason) == (Verdict.FAIL, sentence)


def test_a_history_without_validation_fails_only_where_validation_is_asked(returned):
    seen = {"t": returned(probe="t", training=facts(history={"loss": np.ones(2)}))}
    assert History(probe="t").judge(seen, {}).verdict is Verdict.PASS
    assert History(probe="t", validation=True).judge(seen, {}).verdict is Verdict.FAIL
    losses = {"loss": np.ones(2), "val_loss": np.ones(2)}
    blind = {"t": returned(probe="t", training=facts(history=losses))}
    assert "no accuracy" in History(probe="t", validation=True).judge(blind, {}).reason
    both = {"t": returned(probe="t", training=facts(history=losses | {"val_binary_accuracy": np.ones(2)}))}
    assert History(probe="t", validation=True).judge(both, {}).verdict is Verdict.PASS


@pytest.mark.parametrize(("where", "words"), [("trained", "are trained with, too"), ("foreign", "none of those")])
def test_validation_must_be_on_given_images_that_are_held_back(returned, where, words):
    history = {name: np.ones(2) for name in ("loss", "val_loss", "val_accuracy")}
    seen = {"t": returned(probe="t", training=facts(history=history, validated_on=where))}
    finding = History(probe="t", validation=True).judge(seen, {})
    assert finding.verdict is Verdict.FAIL
    assert words in finding.reason
    assert History(probe="t").judge(seen, {}).verdict is Verdict.PASS
