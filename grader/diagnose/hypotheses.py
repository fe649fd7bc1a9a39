"""What the known mistakes do on the probes of a question: executed once per class, when the first student fails it.

They run in a kernel like a submission's, many in one: each is put beside the solution under a name of its own, since a
mistake redefines one function and uses the solution's others. All of them meet the question's probes; only those that
behave as a student does meet the fresh ones.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from grader import notebook as notebooks
from grader.chorus import Answers, sing
from grader.errors import KernelError
from grader.observe import observe
from grader.records.base import Record
from grader.records.mistake import Composition, Mistake, Setting
from grader.records.observation import Observation
from grader.records.probe import Built, Call, Describe, Forward, Probe
from grader.records.run import Job
from grader.release import combine

MOST_KEPT = 64  # answers of questions: a class needs a handful
MOST_WRONG = 2  # parts of a composition
FEW_ANSWERS = 4000
FEW_TIMES = 2  # that matches are confirmed each by themselves
CELL = """\
_codes = [compile(source, name, "exec") for name, source in {sources!r}]
_base = dict(globals())
for _alias, _number, _setting in {tried!r}:
    _space = dict(_base)
    exec(_codes[_number], _space)
    _space.update(_setting)
    globals()[_alias] = _space[{function!r}]
"""


class Hypothesis(Record, frozen=True, kw_only=True):
    """A mistake in one of its settings, and what it answered to each probe; `also` is a second mistake beside it."""

    mistake: Mistake
    setting: Setting
    answers: Mapping[str, Observation]
    also: Mistake | None = None
    source: str = ""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """One mistake or two."""
        return (self.mistake,) if self.also is None else (self.mistake, self.also)


class Hypotheses(Record, frozen=True, kw_only=True):
    """What the solution and every hypothesis about a function answered to the same probes."""

    solution: Mapping[str, Observation]
    known: tuple[Hypothesis, ...]


_kept: dict[tuple[object, ...], Hypotheses] = {}
_asked: Counter[tuple[object, ...]] = Counter()
_locks: dict[tuple[object, ...], threading.Lock] = {}
_door = threading.Lock()


def hypotheses(job: Job, function: str, probes: Sequence[Probe], further: Sequence[Probe] = ()) -> Hypotheses:
    """The answers of all mistakes that redefine this function; whoever asks first waits for the kernel.

    Where they are few, the `further` probes by which a match is confirmed are asked at once: another kernel would take
    longer. Raises KernelError where a kernel cannot be had.
    """
    supposed = tuple(_supposed(job, function))
    are_few = len(supposed) * (len(probes) + len(further)) <= FEW_ANSWERS
    asked = (*probes, *further) if are_few else probes
    key = (*_basis_of(job), function, tuple(probe.id for probe in asked))
    return _once(key, lambda: _observed(job, function, supposed, asked))


def confirmed(
    job: Job, function: str, known: Hypotheses, chosen: Sequence[Hypothesis], probes: Sequence[Probe]
) -> Hypotheses:
    """The solution and the `chosen` of the known hypotheses with their answers to further probes, too.

    Raises KernelError where a kernel cannot be had.
    """
    if all(probe.id in known.solution for probe in probes):
        return msgspec.structs.replace(known, known=tuple(chosen))
    key = (*_basis_of(job), function, tuple(probe.id for probe in probes))
    with _door:
        _asked[key] += 1
        is_often = _asked[key] > FEW_TIMES
    asked = known.known if is_often else chosen  # a whole class fails: then all of them at once cost less
    bare = tuple(msgspec.structs.replace(h, answers={}) for h in asked)
    more = _once((*key, *map(_name_of, bare)), lambda: _observed(job, function, bare, probes))
    fresh = {_name_of(h): h.answers for h in more.known}
    return Hypotheses(
        solution={**known.solution, **more.solution},
        known=tuple(msgspec.structs.replace(h, answers={**h.answers, **fresh[_name_of(h)]}) for h in chosen),
    )


def _name_of(hypothesis: Hypothesis) -> tuple[object, ...]:
    return (hypothesis.source, hypothesis.setting, *(mistake.id for mistake in hypothesis.mistakes))


def _basis_of(job: Job) -> tuple[object, ...]:
    return (job.catalogue.hash if job.catalogue else "", job.basis_hash, job.seed, job.environment.isolation)


def _once(key: tuple[object, ...], found: Callable[[], Hypotheses]) -> Hypotheses:
    with _door:
        lock = _locks.setdefault(key, threading.Lock())
    with lock:
        if key not in _kept:
            while len(_kept) >= MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found()
        return _kept[key]


def _supposed(job: Job, function: str) -> Iterator[Hypothesis]:
    """Every hypothesis about a function, without answers: plain mistakes before composed ones, one before two."""
    if job.catalogue is None:
        return
    for mistake in job.catalogue.mistakes:
        if function in mistake.functions:
            for setting in mistake.settings or ((),):
                yield Hypothesis(mistake=mistake, setting=setting, answers={}, source=mistake.source)
    by_id = {mistake.id: mistake for mistake in job.catalogue.mistakes}
    composed = [c for c in job.catalogue.compositions if function in c.functions]
    for wrong in range(1, MOST_WRONG + 1):
        for composition in composed:
            for setting, ids in settings_of(composition, wrong):
                first, second = by_id[ids[0]], by_id[ids[-1]]
                yield Hypothesis(
                    mistake=first,
                    also=second if second is not first else None,
                    setting=setting,
                    answers={},
                    source=composition.source,
                )


def settings_of(composition: Composition, wrong: int) -> Iterator[tuple[Setting, tuple[str, ...]]]:
    """Every choice of parts with that many of them wrong; one alone in every other right way of writing it, too."""
    choices = [(part.name, value, mistake) for part in composition.parts for value, mistake in part.choices[1:]]
    mistaken = [choice for choice in choices if choice[2]]
    other_ways: list[tuple[tuple[str, str | int | float, str], ...]] = [()]
    if wrong == 1:
        other_ways += [(choice,) for choice in choices if not choice[2]]
    for chosen in combinations(mistaken, wrong):
        for way in other_ways:
            names = [name for name, _, _ in (*chosen, *way)]
            if len(set(names)) == len(names):
                setting = tuple((name, value) for name, value, _ in (*chosen, *way))
                yield setting, tuple(mistake for _, _, mistake in chosen)


def _observed(job: Job, function: str, supposed: Sequence[Hypothesis], probes: Sequence[Probe]) -> Hypotheses:
    if job.catalogue is None:
        return Hypotheses(solution={}, known=())
    aliases = [f"_known_{number}" for number in range(len(supposed))]
    answers = _answers(job, function, dict(zip(aliases, supposed, strict=True)), probes)
    if not all(answer.has_returned for answer in answers[function].values()):
        raise KernelError("the solution gave no answer where the known mistakes were tried")
    known = zip(aliases, supposed, strict=True)
    return Hypotheses(
        solution=answers[function],
        known=tuple(msgspec.structs.replace(h, answers=answers.get(alias, {})) for alias, h in known),
    )


def _answers(job: Job, function: str, named: Mapping[str, Hypothesis], probes: Sequence[Probe]) -> Answers:
    """What the solution's function and every hypothesis under its alias answer, in one kernel where that holds."""
    assert job.catalogue is not None
    submission = job.catalogue.solution
    read = notebooks.read(combine(submission.notebook, _cell(function, named)))
    aliases = (function, *named)
    isolation = job.environment.isolation
    if all(isinstance(probe.stimulus, Call) for probe in probes):
        asked = [(probe, aliases) for probe in probes]
        found = asyncio.run(sing(read, submission, job.assignment, asked, isolation))
        if found is not None:
            return found
    limits = msgspec.structs.replace(job.assignment.limits, max_restarts=len(aliases))
    assignment = msgspec.structs.replace(job.assignment, limits=limits)
    each = [renamed(probe, function, alias) for alias in aliases for probe in probes]
    seen = asyncio.run(observe(read, submission, assignment, each, isolation)).observations
    return {alias: _of_alias(seen, alias, probes) for alias in aliases}


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


def _of_alias(seen: Mapping[str, Observation], alias: str, probes: Iterable[Probe]) -> dict[str, Observation]:
    return {
        probe.id: msgspec.structs.replace(seen[f"{alias}/{probe.id}"], probe=probe.id)
        for probe in probes
        if f"{alias}/{probe.id}" in seen
    }


def _cell(function: str, named: Mapping[str, Hypothesis]) -> str:
    """Python that defines every hypothesis in a namespace of its own, which starts as the solution's."""
    sources = {h.source: h.mistake.id for h in named.values()}
    numbers = {source: number for number, source in enumerate(sources)}
    tried = [(alias, numbers[h.source], dict(h.setting)) for alias, h in named.items()]
    return CELL.format(sources=[(name, source) for source, name in sources.items()], tried=tried, function=function)
