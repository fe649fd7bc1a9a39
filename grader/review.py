"""Raises flags: what a person should look at before a mark stands. A flag never costs a point.

The kinds of review an assignment declares are here, as checks are in `grader/checks/`. They read observations on the
host; the payload of a notebook, which needs no observation, is read by `grader/payload.py`.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.checks.reading import observed_value, reference_value
from grader.checks.training import read_classes, where
from grader.records.assignment import Assignment, Review, ReviewKind
from grader.records.observation import Observation, Observations, Outcome
from grader.records.verdict import Flag

ALIKE = 1e-3  # outputs for the same image, in another place of another batch
GENUINE = 0.05  # a model's own answers and the clean room's; half precision leaves up to 0.03
READS = 0.9  # an accuracy on held-back images from which on it is worth asking where it comes from
NO_ANSWER = frozenset(Outcome) - {Outcome.RETURNED, Outcome.NOT_RUN, Outcome.UNDEFINED}


class Scores(ReviewKind, frozen=True, kw_only=True, tag="scores"):
    """The share of images that a trained model takes for the class expected lies within `least` and `most`.

    With `given`, the probe of the held-back images, a model that reads less than READS of these is left alone.
    """

    probe: str
    least: float = 0.0
    most: float = 1.0
    given: str = ""
    classes: int = 10

    def probes(self) -> tuple[str, ...]:
        """The predictions, then those that make it worth looking at them."""
        return (self.probe, self.given) if self.given else (self.probe,)

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """Evidence where the share is outside, or where one had to be reached and there are no predictions."""
        if self.given and not _reads(observed, expected, self.given, self.classes):
            return None
        share = _share(observed, expected, self.probe, self.classes)
        if isinstance(share, str):
            return {"said": share} if self.least > 0 else None
        if self.least <= share <= self.most:
            return None
        return {"share": round(share, 4), "least": self.least, "most": self.most, **_where(observed[self.probe])}


class Keeps(ReviewKind, frozen=True, kw_only=True, tag="keeps"):
    """A trained model reads images that were changed a little (`probe`) almost as well as they were (`like`)."""

    probe: str
    like: str
    most_drop: float = 0.1
    classes: int = 10

    def probes(self) -> tuple[str, ...]:
        """The changed images, then the others."""
        return (self.probe, self.like)

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """Evidence where more than `most_drop` of the images are lost."""
        before = _share(observed, expected, self.like, self.classes)
        if isinstance(before, str) or before < READS:
            return None
        after = _share(observed, expected, self.probe, self.classes)
        if isinstance(after, str):
            return {"said": after}
        if before - after <= self.most_drop:
            return None
        return {"as_they_were": round(before, 4), "changed": round(after, 4), **_where(observed[self.probe])}


class Steady(ReviewKind, frozen=True, kw_only=True, tag="steady"):
    """A trained model says of the same image the same: `probe` holds the first images of `like`, backwards."""

    probe: str
    like: str

    def probes(self) -> tuple[str, ...]:
        """The images seen again, then the first time."""
        return (self.probe, self.like)

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """Evidence where an image got another answer in another place."""
        again, first = (observed_value(observed[probe]).array for probe in (self.probe, self.like))
        if again is None or first is None or again.shape[1:] != first.shape[1:] or len(again) > len(first):
            return {"said": "the answers are not of one form"}
        with np.errstate(invalid="ignore"):
            apart = np.abs(again[::-1].astype("float64") - first[: len(again)]).reshape(len(again), -1).max(axis=1)
        others = int((apart > ALIKE).sum())
        return {"images": len(again), "answered_otherwise": others, **_where(observed[self.probe])} if others else None


class Genuine(ReviewKind, frozen=True, kw_only=True, tag="genuine"):
    """What a trained model answers in its own kernel is what its layers and weights give."""

    probe: str

    def probes(self) -> tuple[str, ...]:
        """Predictions of the model."""
        return (self.probe,)

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """Evidence where the clean room's answers to random inputs are others than the kernel's."""
        measured = observed[self.probe].measured
        if measured is None or measured.beside or measured.deviation <= GENUINE:
            return None
        return {"largest_difference": measured.deviation, "at_most": GENUINE}


class SameSize(ReviewKind, frozen=True, kw_only=True, tag="same_size"):
    """The trained model has as many parameters, hidden ones too, as the model that was described before."""

    probe: str
    structure: str
    train: str

    def probes(self) -> tuple[str, ...]:
        """Predictions of the trained model, the description, and the training between them."""
        return (self.probe, self.structure, self.train)

    def look(self, observed: Observations, expected: Observations) -> dict[str, Any] | None:
        """Evidence where the numbers differ; nothing is known of a model that was measured beside the notebook."""
        measured, model = observed[self.probe].measured, observed[self.structure].model
        facts = observed[self.train].training
        if measured is None or not measured.parameters or model is None or (facts and facts.used_stand_in):
            return None
        same = measured.parameters == model.parameters
        return None if same else {"trained": measured.parameters, "described": model.parameters}


def flags_of(
    assignment: Assignment, questions: Iterable[str], observed: Observations, expected: Observations
) -> tuple[Flag, ...]:
    """The flags that the reviews of these questions raise; what cannot be looked at raises none."""
    wanted = set(questions)
    looked = ((r, _evidence(r, observed, expected)) for r in assignment.reviews if r.question in wanted)
    return tuple(Flag(id=r.id, title=r.title, evidence=found) for r, found in looked if found is not None)


def _evidence(review: Review, observed: Observations, expected: Observations) -> dict[str, Any] | None:
    probes = review.kind.probes()
    if any(probe not in observed for probe in probes):
        return None
    silent = [observed[probe] for probe in probes if not observed[probe].has_returned]
    if silent:
        return _silence(silent, len(probes))
    try:
        return review.kind.look(observed, expected)
    except Exception as error:  # ours; a person sees it, and no mark depends on it
        return {"grader_failed": f"{type(error).__name__}: {error}"[:300]}


def _silence(silent: list[Observation], probes: int) -> dict[str, Any] | None:
    """A model that answers for the held-back images, but not for the others, has something to hide."""
    first = silent[0]
    if len(silent) == probes or first.measured is None or first.outcome not in NO_ANSWER:
        return None
    return {"outcome": str(first.outcome), "error": first.error_name[:80], **_where(first)}


def _share(observed: Observations, expected: Observations, probe: str, classes: int) -> float | str:
    """The share of images taken for the class expected, or in words why there is none."""
    labels = reference_value(expected, probe).array
    if labels is None or not labels.size:
        raise ValueError(f"the classes expected of {probe!r} are no array")
    predicted = read_classes(observed[probe], len(labels), classes)
    return predicted if isinstance(predicted, str) else float((predicted == labels).mean())


def _reads(observed: Observations, expected: Observations, probe: str, classes: int) -> bool:
    share = _share(observed, expected, probe, classes)
    return not isinstance(share, str) and share >= READS


def _where(observation: Observation) -> dict[str, str]:
    return {"measured": where(observation)}
