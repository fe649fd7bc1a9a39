"""The scored Runs of a class: all in memory, or stored elsewhere with a short form of each at hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self, TypeVar, overload

import msgspec

from grader.records.assignment import Assignment
from grader.records.execution import Execution, Status
from grader.records.results import Results, ScoredCheck, ScoredRun, head
from grader.records.run import Job, Run, Training

Name = TypeVar("Name")
Change = Callable[[ScoredRun], ScoredRun]
BEHAVIOUR, EXAMPLE = "behaviour", "example"  # of the evidence of a check, what `reports.behaviours` reads
_NOT_SHOWN: dict[str, Any] = {}  # one for all: an empty dict a student would be a tenth of what is kept
_NO_CELLS = Execution()


class StoredRuns(Sequence[ScoredRun]):
    """Runs that are read in full when they are asked for; `short` are the same in short, in the same order."""

    def __init__(self, read: Callable[[int], ScoredRun], runs: Iterable[ScoredRun]) -> None:
        shorten = Shortener()
        self._read = read
        self.short = tuple(shorten(run) for run in runs)

    @classmethod
    def of(cls, names: Sequence[Name], read: Callable[[Name], ScoredRun]) -> Self:
        """The Runs that `read` gives for these names; each is read once now, and whenever it is asked for."""
        return cls(lambda index: read(names[index]), map(read, names))

    def __len__(self) -> int:
        return len(self.short)

    @overload
    def __getitem__(self, index: int) -> ScoredRun: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ScoredRun, ...]: ...
    def __getitem__(self, index: int | slice) -> ScoredRun | tuple[ScoredRun, ...]:
        chosen = range(len(self))[index]
        return self._read(chosen) if isinstance(chosen, int) else tuple(map(self._read, chosen))

    def __iter__(self) -> Iterator[ScoredRun]:
        return map(self._read, range(len(self)))

    def changed(self, change: Change) -> "StoredRuns":
        """The Runs as `change` makes them of these; it must need nothing that a short form lacks."""
        return StoredRuns(lambda index: change(self._read(index)), map(change, self.short))


class Shortener:
    """Makes Runs of one class short; checks that are equal then are one value in memory."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], ScoredCheck] = {}

    def __call__(self, run: ScoredRun) -> ScoredRun:
        """The Run without what only its own page shows: code, texts, cells, curves, evidence beside a behaviour.

        Of the students with the same code one is named, so that it is known that there are any. A check has the
        example of the first one that is equal to it.
        """
        return msgspec.structs.replace(
            run,
            problem="",
            notes=(),
            execution=_NO_CELLS,
            checks=tuple(map(self._check, run.checks)),
            network=None,
            training=run.training and _without_curves(run.training),
            code=_NOT_SHOWN,
            code_lines=_NOT_SHOWN,
            same_code_as=run.same_code_as[:1],
        )

    def _check(self, check: ScoredCheck) -> ScoredCheck:
        kept = {key: check.evidence[key] for key in (BEHAVIOUR, EXAMPLE) if key in check.evidence}
        points = (check.earned, check.possible, check.graded)
        seen = (check.id, check.verdict, check.visibility, check.diagnosis, str(kept.get(BEHAVIOUR)), EXAMPLE in kept)
        found = self._known.get((*seen, *points))
        if found is None:
            found = msgspec.structs.replace(check, reason="", hint="", place=None, waits_for="", evidence=kept)
            self._known[(*seen, *points)] = found
        return found


def _without_curves(training: Training) -> Training:
    return Training(accuracy=training.accuracy, threshold=training.threshold, images=training.images, confusion=())


def in_short(results: Results) -> Results:
    """The results for tables and figures of the whole class: what is not in memory stays where it is."""
    runs = results.runs
    return msgspec.structs.replace(results, runs=runs.short) if isinstance(runs, StoredRuns) else results


def changed(runs: Sequence[ScoredRun], change: Change) -> Sequence[ScoredRun]:
    """The Runs as `change` makes them; stored ones are changed when they are read."""
    return runs.changed(change) if isinstance(runs, StoredRuns) else tuple(map(change, runs))


def results_of(assignment: Assignment, basis: Job | Run, runs: Sequence[ScoredRun]) -> Results:
    """The results document of a class; `basis` tells the questions, the seed and the environment of all of it."""
    return Results(
        assignment=head(assignment, basis.questions),
        seed=basis.seed,
        environment=basis.environment,
        runs=with_equals(runs),
    )


def with_equals(runs: Sequence[ScoredRun]) -> Sequence[ScoredRun]:
    """The runs of a class, in which those with equal code know of each other; a note says so without a name."""
    students = defaultdict(list)
    for run in runs.short if isinstance(runs, StoredRuns) else runs:
        if _shared_code(run):
            students[_shared_code(run)].append(run.student)
    shared = {code: names for code, names in students.items() if len(names) > 1}
    return changed(runs, lambda run: _with_equals(run, shared.get(_shared_code(run), ())))


def _shared_code(run: ScoredRun) -> str:
    """What equal code is recognised by; nothing where no code was read: everyone's empty file is equal."""
    return "" if run.status in (Status.UNREADABLE, Status.MISSING) else run.code_hash


def _with_equals(run: ScoredRun, students: Iterable[str]) -> ScoredRun:
    others = tuple(student for student in students if student != run.student)
    if not others:
        return run
    noun = "submission" if len(others) == 1 else "submissions"
    note = f"The code is identical to the code of {len(others)} other {noun}."
    return msgspec.structs.replace(run, same_code_as=others, notes=(*run.notes, note))
