"""Draws the inputs of probes from a seed, on the host; each probe has its own stream, whatever else is drawn."""

import zlib
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

import numpy as np

from grader import datasets
from grader.errors import AssignmentError
from grader.records.base import Record
from grader.records.observation import Observation, Outcome, Value
from grader.records.probe import Probe, Stimulus


class Drawn(Record, frozen=True, kw_only=True):
    """A stimulus, and what is known about its answer beforehand.

    `answer` is the expected value where it needs no reference (true labels, say). With `ask_reference` False the
    reference is not asked at all: nothing is compared with it, and a training is not repeated for it.
    """

    stimulus: Stimulus
    answer: np.ndarray | None = None
    ask_reference: bool = True


class Draw:
    """What an assignment's probe functions draw from: a generator of their own and the data set."""

    def __init__(self, seed: int, probe: str, dataset: str | None) -> None:
        self.base_seed = seed
        self.seed = (seed + zlib.crc32(probe.encode())) % 2**31
        self.random = np.random.default_rng(self.seed)
        self._dataset = dataset

    @cached_property
    def data(self) -> datasets.Dataset:
        """The assignment's data set, fetched when it is not here yet."""
        if self._dataset is None:
            raise AssignmentError("A probe draws from a data set, but the assignment names none (`dataset=`).")
        return datasets.load(self._dataset)


Probes: TypeAlias = Mapping[str, Callable[[Draw], Drawn | Stimulus]]


def draw(probes: Probes, wanted: set[str], seed: int, dataset: str | None) -> tuple[Probe, ...]:
    """The wanted probes in the order of declaration, with their inputs for this seed."""
    unknown = sorted(wanted - set(probes))
    if unknown:
        raise AssignmentError(f"Checks read probes that are not declared: {', '.join(unknown)}.")
    return tuple(_draw_one(name, probes[name], seed, dataset) for name in probes if name in wanted)


def _draw_one(name: str, function: Callable[[Draw], Drawn | Stimulus], seed: int, dataset: str | None) -> Probe:
    source = Draw(seed, name, dataset)
    drawn = function(source)
    if not isinstance(drawn, Drawn):
        drawn = Drawn(stimulus=drawn)
    return Probe(
        id=name,
        stimulus=drawn.stimulus,
        seed=source.seed,
        answer=drawn.answer,
        ask_reference=drawn.ask_reference and drawn.answer is None,
    )


def known_answers(probes: tuple[Probe, ...]) -> dict[str, Observation]:
    """Expected observations of the probes whose answer was known beforehand."""
    return {
        probe.id: Observation(
            probe=probe.id,
            outcome=Outcome.RETURNED,
            values=(Value(type_name="ndarray", dtype=probe.answer.dtype.name, array=probe.answer),),
        )
        for probe in probes
        if probe.answer is not None
    }
