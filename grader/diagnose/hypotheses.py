"""What the known mistakes do on the probes of a question: executed once per class, when the first student fails it.

They run in a kernel like a submission's, many in one: each is put beside the solution under a name of its own, since a
mistake redefines one function and uses the solution's others.
"""

import asyncio
import threading
from collections.abc import Sequence

import msgspec

from grader import notebook as notebooks
from grader.errors import KernelError
from grader.observe import observe
from grader.records.base import Record
from grader.records.mistake import Catalogue, Mistake, Setting
from grader.records.observation import Observation
from grader.records.probe import Built, Call, Describe, Forward, Probe
from grader.records.run import Job
from grader.release import combine

MOST_KEPT = 64  # answers of questions: a class needs a handful


class Hypothesis(Record, frozen=True, kw_only=True):
    """A mistake in one of its settings, and what it answered to each probe."""

    mistake: Mistake
    setting: Setting
    answers: dict[str, Observation]


class Hypotheses(Record, frozen=True, kw_only=True):
    """What the solution and every hypothesis about a function answered to the same probes."""

    solution: dict[str, Observation]
    known: tuple[Hypothesis, ...]


_kept: dict[tuple[object, ...], Hypotheses] = {}
_locks: dict[tuple[object, ...], threading.Lock] = {}
_door = threading.Lock()


def hypotheses(job: Job, function: str, probes: Sequence[Probe]) -> Hypotheses:
    """The answers of all mistakes that redefine this function; whoever asks first waits for the kernel.

    Raises KernelError where a kernel cannot be had.
    """
    catalogue = job.catalogue
    if catalogue is None:
        return Hypotheses(solution={}, known=())
    ids = tuple(probe.id for probe in probes)
    key = (catalogue.hash, job.basis_hash, job.seed, job.environment.isolation, function, ids)
    with _door:
        lock = _locks.setdefault(key, threading.Lock())
    with lock:
        if key not in _kept:
            while len(_kept) >= MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = _observed(job, catalogue, function, probes)
        return _kept[key]


def _observed(job: Job, catalogue: Catalogue, function: str, probes: Sequence[Probe]) -> Hypotheses:
    tried = [
        (mistake, setting)
        for mistake in catalogue.mistakes
        if function in mistake.functions
        for setting in (mistake.settings or ((),))
    ]
    aliases = [f"_known_{number}" for number in range(len(tried))]
    content = catalogue.solution.notebook
    for alias, (mistake, setting) in zip(aliases, tried, strict=True):
        content = combine(content, _cell(mistake, setting, function, alias))
    asked = [renamed(probe, function, alias) for alias in (function, *aliases) for probe in probes]
    read = notebooks.read(content)
    limits = msgspec.structs.replace(job.assignment.limits, max_restarts=len(tried))
    assignment = msgspec.structs.replace(job.assignment, limits=limits)
    seen = asyncio.run(observe(read, catalogue.solution, assignment, asked, job.environment.isolation)).observations
    answers = [_of_alias(seen, alias, probes) for alias in (function, *aliases)]
    if not all(answer.has_returned for answer in answers[0].values()):
        raise KernelError("the solution gave no answer where the known mistakes were tried")
    known = zip(tried, answers[1:], strict=True)
    return Hypotheses(
        solution=answers[0],
        known=tuple(Hypothesis(mistake=m, setting=setting, answers=each) for (m, setting), each in known),
    )


def renamed(probe: Probe, function: str, alias: str) -> Probe:
    """The probe sent to another function, under an id of its own."""
    return msgspec.structs.replace(
        probe, id=f"{alias}/{probe.id}", stimulus=_redirected(probe.stimulus, function, alias)
    )


def _redirected(stimulus: object, function: str, alias: str) -> object:
    if isinstance(stimulus, Call) and stimulus.function == function:
        return msgspec.structs.replace(stimulus, function=alias)
    if isinstance(stimulus, (Describe, Forward)) and isinstance(stimulus.model, Built):
        return msgspec.structs.replace(stimulus, model=msgspec.structs.replace(stimulus.model, function=alias))
    return stimulus


def _of_alias(seen: dict[str, Observation], alias: str, probes: Sequence[Probe]) -> dict[str, Observation]:
    return {
        probe.id: msgspec.structs.replace(seen[f"{alias}/{probe.id}"], probe=probe.id)
        for probe in probes
        if f"{alias}/{probe.id}" in seen
    }


def _cell(mistake: Mistake, setting: Setting, function: str, alias: str) -> str:
    """Python that defines the mistake in a namespace of its own, which starts as the solution's."""
    return (
        f"_space = dict(globals())\n"
        f"exec(compile({mistake.source!r}, {mistake.id!r}, 'exec'), _space)\n"
        f"_space.update({dict(setting)!r})\n"
        f"{alias} = _space[{function!r}]\n"
    )
