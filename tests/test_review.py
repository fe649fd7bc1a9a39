"""Reviews on made-up observations: what raises a flag, what does not, and what cannot be looked at."""

import numpy as np
import pytest

from grader.records.assignment import Assignment, Review
from grader.records.observation import (
    Measured,
    ModelFacts,
    Observation,
    Outcome,
    TrainingFacts,
    Value,
    WeightShape,
)
from grader.review import Genuine, Keeps, SameSize, Scores, Steady, flags_of

LABELS = np.arange(200) % 10
CLEAN = Measured(parameters=15)


def reading(right: float, probe: str = "seen", **fields) -> Observation:
    """Scores that name the class of that share of the images."""
    scores = np.eye(10, dtype="float32")[LABELS]
    wrong = np.arange(len(LABELS)) >= round(right * len(LABELS))
    scores[wrong] = np.roll(scores[wrong], 1, axis=1)
    return returned(scores, probe, **fields)


def returned(array: np.ndarray, probe: str = "seen", **fields) -> Observation:
    value = Value(type_name="ndarray", dtype=array.dtype.name, array=array)
    return Observation(probe=probe, outcome=Outcome.RETURNED, values=(value,), **{"measured": CLEAN, **fields})


def looked(kind, observed, labels=LABELS):
    """The flags of one review."""
    assignment = Assignment(
        slug="a", title="A", notebook="a.ipynb", questions=(), reviews=(Review(id="q.r", title="T", kind=kind),)
    )
    answer = Value(type_name="ndarray", dtype="int64", array=labels)
    expected = {name: Observation(probe=name, outcome=Outcome.RETURNED, values=(answer,)) for name in observed}
    return flags_of(assignment, ("q",), observed, expected)


@pytest.mark.parametrize(("share", "flagged"), [(0.1, False), (0.35, False), (0.36, True), (1.0, True)])
def test_a_share_above_the_most_is_flagged(share, flagged):
    assert bool(looked(Scores(probe="p", most=0.35), {"p": reading(share)})) is flagged


@pytest.mark.parametrize(("read", "share", "flagged"), [(0.95, 0.01, True), (0.95, 0.6, False), (0.5, 0.01, False)])
def test_too_small_a_share_is_flagged_of_a_model_that_reads_the_held_back_images(read, share, flagged):
    kind = Scores(probe="p", least=0.05, given="held")
    assert bool(looked(kind, {"p": reading(share), "held": reading(read)})) is flagged


def test_a_share_that_had_to_be_reached_is_not_hidden_behind_nan():
    nothing = returned(np.full((200, 10), np.nan, "float32"))
    assert looked(Scores(probe="p", least=0.05, given="held"), {"p": nothing, "held": reading(1.0)})
    assert not looked(Scores(probe="p", most=0.35), {"p": nothing})


def test_the_evidence_says_what_was_measured_and_where():
    beside = reading(1.0, measured=Measured(beside="it is a Network"))
    (flag,) = looked(Scores(probe="p", most=0.35), {"p": beside})
    assert (flag.id, flag.title, flag.evidence["share"]) == ("q.r", "T", 1.0)
    assert flag.evidence["measured"] == "beside the student's code: it is a Network"


@pytest.mark.parametrize(("before", "after", "flagged"), [(0.95, 0.94, False), (0.95, 0.5, True), (0.6, 0.1, False)])
def test_a_model_that_noise_makes_blind_is_flagged(before, after, flagged):
    assert bool(looked(Keeps(probe="p", like="held"), {"p": reading(after), "held": reading(before)})) is flagged


def test_the_same_image_must_get_the_same_answer_wherever_it_stands():
    first = np.random.default_rng(1).random((200, 10)).astype("float32")
    again = first[:30][::-1].copy()
    observed = {"p": returned(again), "held": returned(first)}
    assert not looked(Steady(probe="p", like="held"), observed)
    again[3, 2] += 0.01
    (flag,) = looked(Steady(probe="p", like="held"), {**observed, "p": returned(again)})
    assert flag.evidence["answered_otherwise"] == 1


@pytest.mark.parametrize(("deviation", "flagged"), [(0.0, False), (1e-3, False), (0.4, True), (float("inf"), True)])
def test_a_model_that_answers_otherwise_than_its_weights_is_flagged(deviation, flagged):
    observed = {"p": reading(0.9, measured=Measured(parameters=15, deviation=deviation))}
    assert bool(looked(Genuine(probe="p"), observed)) is flagged


@pytest.mark.parametrize(
    ("parameters", "stand_in", "flagged"),
    [(15, False, False), (16, False, True), (16, True, False), (0, False, False)],
)
def test_a_trained_model_of_another_size_is_flagged(parameters, stand_in, flagged):
    model = ModelFacts(input_shape=(None, 4), output_shape=(None, 3), weights=(WeightShape(shape=(5, 3)),))
    training = TrainingFacts(returned="History", has_history=True, steps=1, weights_moved=True, used_stand_in=stand_in)
    observed = {
        "p": reading(0.9, measured=Measured(parameters=parameters)),
        "s": Observation(probe="s", outcome=Outcome.RETURNED, model=model),
        "t": Observation(probe="t", outcome=Outcome.RETURNED, training=training),
    }
    assert bool(looked(SameSize(probe="p", structure="s", train="t"), observed)) is flagged


def test_a_model_that_fails_only_where_it_is_looked_at_is_flagged():
    silent = Observation(probe="p", outcome=Outcome.RAISED, error_name="KeyError", measured=Measured(beside="b"))
    (flag,) = looked(Keeps(probe="p", like="held"), {"p": silent, "held": reading(0.95)})
    assert flag.evidence["error"] == "KeyError"


@pytest.mark.parametrize("outcome", [Outcome.NOT_RUN, Outcome.UNDEFINED])
def test_what_never_ran_is_not_flagged(outcome):
    silent = Observation(probe="p", outcome=outcome)
    assert not looked(Keeps(probe="p", like="held"), {"p": silent, "held": silent})
    assert not looked(Keeps(probe="p", like="held"), {"held": reading(1.0)})


def test_a_fault_of_ours_is_evidence_and_no_exception():
    (flag,) = looked(Scores(probe="p", most=0.35), {"p": reading(1.0)}, labels=np.zeros(0, "int64"))
    assert "ValueError" in flag.evidence["grader_failed"]


def test_reviews_of_other_questions_are_not_held():
    review = Review(id="q.r", title="T", kind=Scores(probe="p", most=0.35))
    assignment = Assignment(slug="a", title="A", notebook="a.ipynb", questions=(), reviews=(review,))
    assert flags_of(assignment, ("other",), {"p": reading(1.0)}, {}) == ()
    assert assignment.asked_probes(("other",)) == set()
    assert assignment.asked_probes(("q",)) == {"p"}
