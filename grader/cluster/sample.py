"""A sample of a class is graded again on another worker: marks must not depend on where a Run happened."""

import random
from collections.abc import Iterable

import msgspec

from grader.records.base import Record
from grader.records.run import Job, Run
from grader.records.verdict import Flag, Verdict

ONE_IN = 50
MOST = 20
MOST_BYTES = 5 * 1024**2  # of one submission: those that are kept are in memory


class Graded(Record, frozen=True, kw_only=True):
    """A Run, the job it came from, and the address of the worker that made it."""

    job: Job
    run: Run
    worker: str

    @property
    def size(self) -> int:
        """Bytes of what was handed in."""
        return len(self.job.submission.notebook) + sum(len(content) for _, content in self.job.submission.files)


class Comparison(Record, frozen=True, kw_only=True):
    """How many submissions were graded on two workers, and the Runs of those whose marks differ, with a flag each."""

    count: int
    differing: tuple[Run, ...] = ()


class Sample:
    """A few submissions of a class, of whatever length, each as likely as any other."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._kept: list[Graded] = []
        self._seen = 0

    def consider(self, graded: Graded) -> None:
        """Keep this one, perhaps in place of an earlier one; not what ended by a fault or by a clock, or is large."""
        if graded.run.verdict is Verdict.ERROR or graded.run.out_of_wall_time or graded.size > MOST_BYTES:
            return
        self._seen += 1
        if len(self._kept) < MOST:
            self._kept.append(graded)
        elif (place := self._chance.randrange(self._seen)) < MOST:
            self._kept[place] = graded

    def drawn(self) -> list[Graded]:
        """One in fifty, at least one and at most twenty; none where nothing was graded."""
        wanted = min(len(self._kept), -(-self._seen // ONE_IN))
        return self._chance.sample(self._kept, wanted)


def compared(pairs: Iterable[tuple[Graded, Graded]]) -> Comparison:
    """What became of marks on two workers; a Run whose mark is another there gets a flag that says where."""
    found = [(first, second, shifted(first.run, second.run)) for first, second in pairs]
    differing = (flagged(first, second, checks) for first, second, checks in found if checks)
    return Comparison(count=len(found), differing=tuple(differing))


def shifted(first: Run, second: Run) -> dict[str, str]:
    """The checks with another verdict or credit in the second Run; a fault of the grader compares with nothing."""
    before, after = ({check.check: (check.verdict, check.credit) for check in run.checks} for run in (first, second))
    if Verdict.ERROR in (first.verdict, second.verdict):
        return {}
    return {
        check: f"{_told(before.get(check))}, then {_told(after.get(check))}"
        for check in dict.fromkeys([*before, *after])
        if before.get(check) != after.get(check)
    }


def _told(verdict: tuple[Verdict, float] | None) -> str:
    return "not judged" if verdict is None else f"{verdict[0]}" + (f" with {verdict[1]:g}" if verdict[1] else "")


def flagged(first: Graded, second: Graded, checks: dict[str, str]) -> Run:
    """The first Run with a flag that names the two workers, their processors and the checks."""
    evidence = {
        "first": f"{first.worker}, {first.run.surroundings.cpu}",
        "second": f"{second.worker}, {second.run.surroundings.cpu}",
        "checks": checks,
    }
    flag = Flag(id="other_worker", title="On another worker of the cluster the mark was another", evidence=evidence)
    return msgspec.structs.replace(first.run, flags=(*first.run.flags, flag))
