"""What known programs say about an assignment's checks: who is caught, what is told apart, how narrowly, how fairly."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from grader.records.assignment import Assignment, Check
from grader.records.base import Record
from grader.records.run import Job
from grader.records.score import EARNING, score_checks
from grader.records.verdict import CheckResult, Verdict
from grader.strength.crowd import Judged
from grader.validation import Outcome

GOOD_SCORE = 0.95
SAME = "Add a mistake that only one of them fails, or make one check of them."


class Mutation(Record, frozen=True, kw_only=True):
    """What became of the mutants: `survivors` are those nobody explained, `equivalent` those declared so."""

    mutants: int
    killed: int
    survivors: tuple[str, ...] = ()
    equivalent: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def wanted(self) -> int:
        """How many mutants should be killed: all that are not declared equivalent."""
        return self.mutants - len(self.equivalent)

    @property
    def score(self) -> float:
        """The share of them that is."""
        return self.killed / self.wanted if self.wanted else 1.0

    @property
    def is_good(self) -> bool:
        """Whether hardly any mutant survives, and none without a reason."""
        return self.score >= GOOD_SCORE and not self.survivors and not self.problems


class Strength(Record, frozen=True, kw_only=True):
    """How strong an assignment's checks are; `mutation` is None where no mutants were tried."""

    mutation: "Mutation | None" = None
    trivial: int = 0
    unearned: tuple[str, ...] = ()
    undetected: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    unfair: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    margins: tuple["Margin", ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What does not hold, one sentence each."""
        found = (*self.unearned, *self.undetected, *self.twins, *self.unfair, *self.broken)
        if self.mutation is None:
            return found
        todo = "Add a probe that shows it or, where it is right, declare it in equivalent.py."
        survivors = (f"`{name}` survives: no check fails it. {todo}" for name in self.mutation.survivors)
        return (*found, *survivors, *self.mutation.problems)


class Seen(Record, frozen=True, kw_only=True):
    """A known program of any kind and what every check concluded about it; `is_correct` when it should pass them."""

    name: str
    is_correct: bool
    results: tuple[CheckResult, ...]

    @property
    def missed(self) -> frozenset[str]:
        """Ids of the checks it did not pass."""
        return frozenset(result.check for result in self.results if result.verdict is not Verdict.PASS)


class Margin(Record, frozen=True, kw_only=True):
    """How far programs are from the reference at one check, in units of its tolerance, and which they are."""

    check: str
    correct: float | None = None
    correct_name: str = ""
    wrong: float | None = None
    wrong_name: str = ""


def strength_of(
    template: Job, outcomes: list[Outcome], judged: list[Judged], equivalents: Mapping[str, str]
) -> Strength:
    """All figures about the questions of the template."""
    assignment, checks = template.assignment, template.assignment.checks(template.questions)
    seen = seen_of(outcomes, judged)
    is_all = len(template.questions) == len(assignment.questions)
    tried = {changed_function(j.program.name) for j in judged}
    known = {name: why for name, why in equivalents.items() if is_all or changed_function(name) in tried}
    return Strength(
        mutation=mutation(judged, known) if judged else None,
        trivial=sum(j.program.kind == "trivial" for j in judged),
        unearned=tuple(unearned(judged, assignment)),
        undetected=tuple(undetected(outcomes, checks)),
        twins=tuple(f"Nothing known tells {one} from {other}. {SAME}" for one, other in twins(seen, checks)),
        unfair=tuple(unfair(outcomes, assignment)),
        broken=tuple(broken(judged)),
        margins=tuple(margins(seen)),
    )


def changed_function(name: str) -> str:
    """The definition a mutant of this name changes."""
    return name.partition(":")[0]


def seen_of(outcomes: Iterable[Outcome], judged: Iterable[Judged]) -> list[Seen]:
    """Everything that was judged, of whatever kind."""
    found = [
        Seen(
            name=f"{outcome.trial.kind} {outcome.trial.name}",
            is_correct=outcome.trial.kind in ("reference", "edition", "variant"),
            results=outcome.run.checks,
        )
        for outcome in outcomes
        if outcome.run is not None
    ]
    return found + [Seen(name=j.program.name, is_correct=False, results=j.results) for j in judged]


def mutation(judged: Iterable[Judged], equivalents: Mapping[str, str]) -> Mutation:
    """The mutants counted, held against those that are declared to behave as the reference does."""
    found = {j.program.name: j for j in judged if j.program.kind == "mutant"}
    killed = {name for name, j in found.items() if j.is_killed}
    surviving = [name for name in found if name not in killed]
    problems = [
        f"`{name}` is declared equivalent, but {first_miss(found[name])} fails it."
        if name in killed
        else f"`{name}` is declared equivalent, but there is no such mutant."
        for name in equivalents
        if name in killed or name not in found
    ]
    return Mutation(
        mutants=len(found),
        killed=len(killed),
        survivors=tuple(sorted(name for name in surviving if name not in equivalents)),
        equivalent=tuple(sorted(name for name in surviving if name in equivalents)),
        problems=tuple(problems),
    )


def first_miss(judged: Judged) -> str:
    """The first check that failed a program."""
    return next(result.check for result in judged.results if result.verdict is Verdict.FAIL)


def unearned(judged: Iterable[Judged], assignment: Assignment) -> list[str]:
    """Trivial answers that earn points, one sentence each."""
    points = {check.id: check.points for check in assignment.checks()}
    found = []
    for j in judged:
        earning = [r.check for r in j.results if r.verdict in EARNING and points[r.check] > 0]
        if j.program.kind == "trivial" and earning:
            total = sum(points[name] for name in earning)
            found.append(f"The trivial answer `{j.program.name}` earns {total:g} points: {', '.join(earning)}.")
    return sorted(found)


def broken(judged: Iterable[Judged]) -> list[str]:
    """Programs at which the grader itself failed."""
    return [
        f"{result.check}: the grader failed at `{j.program.name}`: {result.evidence}"
        for j in judged
        for result in j.results
        if result.verdict is Verdict.ERROR
    ]


def twins(seen: Iterable[Seen], checks: Iterable[Check]) -> list[tuple[str, str]]:
    """Pairs of checks of one question that every known program passes both or misses both."""
    programs = [(p.missed, {result.check for result in p.results}) for p in seen]
    found = []
    for one, other in combinations(checks, 2):
        if one.question != other.question:
            continue
        judged = [missed for missed, asked in programs if one.id in asked and other.id in asked]
        if any(one.id in missed for missed in judged) and not any(
            (one.id in missed) != (other.id in missed) for missed in judged
        ):
            found.append((one.id, other.id))
    return found


def margins(seen: Iterable[Seen]) -> list[Margin]:
    """For every check that measures a distance: the farthest correct program and the nearest wrong one."""
    found: dict[str, Margin] = {}
    for program in seen:
        for result in program.results:
            distance = result.evidence.get("distance")
            if isinstance(distance, (int, float)):
                before = found.get(result.check, Margin(check=result.check))
                found[result.check] = _nearer(before, program, result.verdict, float(distance))
    return [margin for margin in found.values() if margin.correct is not None or margin.wrong is not None]


def _nearer(before: Margin, program: Seen, verdict: Verdict, distance: float) -> Margin:
    wrong, correct = before.wrong, before.correct
    if program.is_correct and (correct is None or distance > correct):
        return _margin(before, correct=distance, correct_name=program.name)
    is_wrong = not program.is_correct and verdict is Verdict.FAIL and distance > 1.0
    if is_wrong and (wrong is None or distance < wrong):
        return _margin(before, wrong=distance, wrong_name=program.name)
    return before


def _margin(before: Margin, **changes: object) -> Margin:
    return Margin(**{name: getattr(before, name) for name in before.__struct_fields__} | changes)


def unfair(outcomes: Iterable[Outcome], assignment: Assignment) -> list[str]:
    """Pairs of programs of which one misses more checks of a question and yet earns more there."""
    found = []
    for question in assignment.questions:
        earned: dict[frozenset[str], tuple[float, str]] = {}
        for outcome in outcomes:
            if outcome.run is not None and question.name in outcome.run.questions:
                points = score_checks(outcome.run, assignment)
                own = [r for r in outcome.run.checks if r.question == question.name]
                missed = frozenset(r.check for r in own if r.verdict is not Verdict.PASS)
                earned[missed] = (sum(points[r.check].earned for r in own), outcome.trial.name)
        found += [
            f"{question.name}: {worse[1]} misses all that {better[1]} misses and more, and earns more."
            for (few, better), (many, worse) in _ordered_pairs(earned)
            if few < many and worse[0] > better[0]
        ]
    return found


def _ordered_pairs(
    earned: Mapping[frozenset[str], tuple[float, str]],
) -> Iterable[tuple[tuple[frozenset[str], tuple[float, str]], tuple[frozenset[str], tuple[float, str]]]]:
    return ((one, other) for one in earned.items() for other in earned.items())


def undetected(outcomes: Iterable[Outcome], checks: Iterable[Check]) -> list[str]:
    """Checks that no known mistake fails: nothing shows that they can catch anything a person would write."""
    caught = {check for outcome in outcomes if outcome.trial.kind == "mistake" for check in outcome.trial.fails}
    return [f"{c.id} is failed by no known mistake; add one that it must catch." for c in checks if c.id not in caught]
