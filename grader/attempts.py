"""When a training is asked for again: a threshold that was missed may have been missed by chance, or by our haste.

The rule is declared, and the same for everyone. A training that reached its threshold counts. One that was ended early
and does not hold what it promised is run again in full, with the same seed. One that missed is repeated with the next
seeds, as often as its check allows, unless a new seed cannot help.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from grader.checks.training import Accuracy, accuracy_of, attempt_id
from grader.records.assignment import Check
from grader.records.base import Record
from grader.records.observation import Observation, Observations, Outcome, Stopped
from grader.records.probe import Forward, Probe, Train, Trained

MOST_NOWHERE = 2  # attempts that learn nothing; of honest trainings hardly one does, of hopeless ones all do
LESS_PATIENCE = 100  # steps of one that repeats an attempt that learnt nothing; an honest one is far on by then


class Goal(Record, frozen=True, kw_only=True):
    """What a training is to reach: the highest threshold that checks ask of the predictions `probe` after `train`."""

    train: str
    probe: str
    threshold: float
    attempts: int
    classes: int


def goals(checks: Iterable[Check]) -> tuple[Goal, ...]:
    """One goal for every training with held-back predictions that the checks compare with a threshold."""
    found: dict[tuple[str, str], Goal] = {}
    for check in checks:
        kind = check.kind
        if not isinstance(kind, Accuracy):
            continue
        known = found.get((kind.train, kind.probe))
        found[kind.train, kind.probe] = Goal(
            train=kind.train,
            probe=kind.probe,
            threshold=max(kind.threshold, known.threshold if known else 0.0),
            attempts=max(kind.attempts, known.attempts if known else 1),
            classes=kind.classes,
        )
    return tuple(found.values())


def with_goals(probes: Iterable[Probe], aims: Sequence[Goal]) -> tuple[Probe, ...]:
    """The probes, in which every training that may end early knows from which accuracy on."""
    highest = {aim.train: max(a.threshold for a in aims if a.train == aim.train) for aim in aims}
    return tuple(_with_goal(probe, highest.get(probe.id)) for probe in probes)


def _with_goal(probe: Probe, goal: float | None) -> Probe:
    stimulus = probe.stimulus
    if not isinstance(stimulus, Train) or stimulus.full or goal is None:
        return probe
    return msgspec.structs.replace(probe, stimulus=msgspec.structs.replace(stimulus, goal=goal))


def attempt(probe: Probe, number: int) -> Probe:
    """The n-th attempt at a training, or the predictions after it: the same with the n-th seed."""
    stimulus = probe.stimulus
    if isinstance(stimulus, Forward) and isinstance(stimulus.model, Trained):
        trained = Trained(probe=attempt_id(stimulus.model.probe, number))
        stimulus = msgspec.structs.replace(stimulus, model=trained)
    name, seed = attempt_id(probe.id, number), seed_of(probe, number)
    return msgspec.structs.replace(probe, id=name, seed=seed, stimulus=stimulus)


def seed_of(probe: Probe, number: int) -> int:
    """The seed of the n-th attempt: s, s + 1, s + 2."""
    return probe.seed + number - 1


def in_full(probe: Probe) -> Probe:
    """A training that only its author's code, or its budget, ends."""
    assert isinstance(probe.stimulus, Train)
    return msgspec.structs.replace(probe, stimulus=msgspec.structs.replace(probe.stimulus, goal=None))


def without_patience(probe: Probe) -> Probe:
    """A training that repeats one that learnt nothing: it ends sooner where it goes the same way."""
    return msgspec.structs.replace(probe, stimulus=msgspec.structs.replace(probe.stimulus, patience=LESS_PATIENCE))


def went_nowhere(trained: Observation) -> bool:
    """Whether a training was ended because it learnt nothing."""
    return trained.training is not None and trained.training.stopped is Stopped.NOWHERE


def reached(aim: Goal, predicted: Observation | None, labels: np.ndarray) -> bool:
    """Whether predictions for the held-back images reach the threshold."""
    if predicted is None or not predicted.has_returned:
        return False
    accuracy = accuracy_of(predicted, labels, aim.classes)
    return accuracy is not None and accuracy >= aim.threshold


def counted(aim: Goal, observed: Observations, labels: np.ndarray) -> int:
    """Which attempt the mark comes from: the best, the first of equal ones; 1 where nothing was measured."""
    measured = [_accuracy(aim, observed.get(attempt_id(aim.probe, n)), labels) for n in range(1, aim.attempts + 1)]
    return measured.index(max(measured)) + 1


def _accuracy(aim: Goal, predicted: Observation | None, labels: np.ndarray) -> float:
    """The accuracy of predictions; below every other where there are none."""
    if predicted is None or not predicted.has_returned:
        return -2.0
    accuracy = accuracy_of(predicted, labels, aim.classes)
    return -1.0 if accuracy is None else accuracy


def in_order(probes: Iterable[Probe], aims: Sequence[Goal]) -> list[Probe]:
    """The probes in their order, but last those that look at a trained model beyond the predictions it is marked by.

    By then it is known which attempt counts.
    """
    trained, marked = {aim.train for aim in aims}, {aim.probe for aim in aims}
    return sorted(probes, key=lambda probe: _looks_at(probe) in trained and probe.id not in marked)


def of_attempt(probe: Probe, numbers: Mapping[str, int]) -> Probe:
    """A probe of a trained model, put to the model of the attempt that counts; any other as it is."""
    train, stimulus = _looks_at(probe), probe.stimulus
    if numbers.get(train, 1) == 1 or not isinstance(stimulus, Forward):
        return probe
    model = msgspec.structs.replace(stimulus.model, probe=attempt_id(train, numbers[train]))
    return msgspec.structs.replace(probe, stimulus=msgspec.structs.replace(stimulus, model=model))


def _looks_at(probe: Probe) -> str:
    """The training whose model a probe looks at, empty for any other probe."""
    stimulus = probe.stimulus
    return stimulus.model.probe if isinstance(stimulus, Forward) and isinstance(stimulus.model, Trained) else ""


def with_counted(observed: Observations, aims: Iterable[Goal], expected: Observations) -> Observations:
    """The observations, in which every training and its predictions are those of the attempt that counts."""
    found = dict(observed)
    for aim in aims:
        answer = expected[aim.probe].values[0].array if aim.probe in expected and expected[aim.probe].values else None
        number = 1 if answer is None else counted(aim, observed, answer)
        if number > 1:
            found |= {probe: observed[attempt_id(probe, number)] for probe in (aim.train, aim.probe)}
    return found


def was_hasty(aim: Goal, trained: Observation, predicted: Observation, labels: np.ndarray) -> bool:
    """Whether we ended a training early, and that cannot stand.

    Either the held-back images do not confirm what the monitor promised, or the author's code raised afterwards, as
    code may that counts on as many epochs as it asked for.
    """
    if trained.training is None or trained.training.stopped not in (Stopped.GOAL, Stopped.NOWHERE):
        return False
    if not trained.has_returned:
        return trained.outcome is Outcome.RAISED
    return trained.training.stopped is Stopped.GOAL and not reached(aim, predicted, labels)


def deserves_another(aim: Goal, observed: Observations, labels: np.ndarray, number: int) -> bool:
    """Whether the n-th attempt is to be made, after the ones before it were."""
    if number > aim.attempts:
        return False
    before = [observed[attempt_id(aim.train, n)] for n in range(1, number)]
    if any(reached(aim, observed.get(attempt_id(aim.probe, n)), labels) for n in range(1, number)):
        return False
    facts = [trained.training for trained in before if trained.has_returned]
    told = [fact for fact in facts if fact is not None]
    if len(told) < len(before) or not all(fact.weights_moved for fact in told):
        return False  # the code does not run, or trains something else: no seed changes that
    ends = [fact.stopped for fact in told]
    return Stopped.TIME not in ends and ends.count(Stopped.NOWHERE) < MOST_NOWHERE
