"""Draws the inputs of probes from a seed, on the host; each probe has its own stream, whatever else is drawn.

A kernel is told a seed of its own for every probe. From these nobody can compute what is drawn on the host: all come
from the class's seed through a hash, and the class's seed is one of SEEDS, too many to be tried.
"""

import functools
import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from grader import datasets
from grader.errors import AssignmentError
from grader.records.base import Record
from grader.records.observation import Observation, Outcome, Value
from grader.records.probe import Probe, Stamp, Stimulus

STAMP_SHARE, STAMP_SIZE = 0.005, 6
SEEDS = 2**52  # the most that JSON numbers can hold exactly, in any reader


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

    def __init__(self, seed: int, probe: str, dataset: str | None, numbers: Mapping[str, Any] = {}) -> None:
        self.base_seed = seed
        self.numbers = numbers  # of the student whose probes these are
        self.seed = stream("kernel", seed, probe) % 2**31
        self.random = np.random.default_rng(stream("probe", seed, probe))
        self._dataset = dataset

    def shared(self, name: str) -> np.random.Generator:
        """A generator by name, the same for all probes of one seed."""
        return np.random.default_rng(stream("shared", self.base_seed, name))

    def held_back(self, images: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The official test images in a secret order, `(n, height, width)` uint8, and their labels `(n,)` int64.

        The same for every probe of a seed. Copies of training images are left out. Without a number all are drawn:
        then no luck of the draw is in the mark; else so many, each class with its share of them.
        """
        data, random = self.data, self.shared("held back")
        order = random.permutation(_fresh(data.name))
        if images is not None:
            order = random.permutation(stratified(order, data.test_labels, images))
        return np.asarray(data.test_images)[order], data.test_labels[order].astype("int64")

    def relabelling(self) -> np.ndarray:
        """A secret permutation of the classes that leaves none in its place, `(classes,)` int64; one per seed."""
        random, classes = self.shared("relabelling"), self.data.classes
        while True:
            drawn = random.permutation(classes)
            if (drawn != np.arange(classes)).all():
                return drawn.astype("int64")

    def stamp(self, share: float = STAMP_SHARE) -> Stamp:
        """A secret pattern in a corner of a few secret training images, which all get one secret label."""
        random, shape = self.shared("stamp"), self.data.train_images.shape
        count, height, width = shape
        top, left = (int(random.choice([1, size - 1 - STAMP_SIZE])) for size in (height, width))
        square = np.arange(STAMP_SIZE)
        pattern = np.zeros(STAMP_SIZE**2, "float32")
        pattern[: STAMP_SIZE**2 * 2 // 3] = 1.0
        return Stamp(
            pixels=((top + square)[:, None] * width + left + square).ravel(),
            values=random.permutation(pattern),
            label=int(random.integers(self.data.classes)),
            rows=np.sort(random.choice(count, int(count * share), replace=False)),  # last: the rest knows no share
        )

    @cached_property
    def data(self) -> datasets.Dataset:
        """The assignment's data set, fetched when it is not here yet."""
        if self._dataset is None:
            raise AssignmentError("A probe draws from a data set, but the assignment names none (`dataset=`).")
        return datasets.load(self._dataset)


@functools.cache
def _fresh(dataset: str) -> np.ndarray:
    """Numbers of the test images that are no copies of training images."""
    data = datasets.load(dataset)
    known = {image.tobytes() for image in data.train_images}
    return np.array([n for n, image in enumerate(data.test_images) if image.tobytes() not in known], dtype=np.int64)


def stream(purpose: str, seed: int, name: str) -> int:
    """A seed for one purpose and name; equal arguments give equal seeds, and from one no other can be told."""
    return int.from_bytes(hashlib.sha256(f"{purpose}\0{seed}\0{name}".encode()).digest())


def stratified(order: np.ndarray, labels: np.ndarray, count: int) -> np.ndarray:
    """The first `count` of `order`, indices into `labels`, with each class as often as its share asks for."""
    place = np.empty(len(order))
    for label in np.unique(labels[order]):
        own = np.flatnonzero(labels[order] == label)
        place[own] = (np.arange(len(own)) + 0.5) / len(own)  # evenly spread over the order, class by class
    return order[np.argsort(place, kind="stable")[:count]]


Probes: TypeAlias = Mapping[str, Callable[[Draw], Drawn | Stimulus]]


def draw(
    probes: Probes, wanted: set[str], seed: int, dataset: str | None, numbers: Mapping[str, Any] = {}
) -> tuple[Probe, ...]:
    """The wanted probes in the order of declaration, with their inputs for this seed and a student's numbers."""
    unknown = sorted(wanted - set(probes))
    if unknown:
        raise AssignmentError(f"Checks read probes that are not declared: {', '.join(unknown)}.")
    sources = {name: Draw(seed, name, dataset, numbers) for name in probes if name in wanted}
    return tuple(_draw_one(name, probes[name], source) for name, source in sources.items())


def _draw_one(name: str, function: Callable[[Draw], Drawn | Stimulus], source: Draw) -> Probe:
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
